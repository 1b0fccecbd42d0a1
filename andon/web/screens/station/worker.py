"""The service worker as it goes out: its script, with the version of what it keeps written into it.

A browser takes a new worker when a byte of it changes, so the version is a digest of all that it keeps.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

_HERE = Path(__file__).parent
_ASSETS = _HERE.parents[1] / "assets" / "static"
_FILES = _HERE / "static"


@cache
def worker_script() -> str:
    script = (_FILES / "worker.js").read_text(encoding="utf-8")
    return script.replace("@VERSION@", version())


def version() -> str:
    """Of everything the page loads."""
    digest = sha256()
    for file in sorted([*_ASSETS.iterdir(), *_FILES.iterdir()]):
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
