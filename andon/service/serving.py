"""The web's process."""

from __future__ import annotations

import secrets
from functools import partial
from pathlib import Path

from andon import config
from andon.base.clock import Clock
from andon.journal.connect import BOOK
from andon.runtime.desk import DeskClient
from andon.service.checking import against_sections


def web_process(configuration: config.Configuration, data: Path) -> None:
    """Pages, stream and API, until SIGTERM."""
    from andon.journal.reader import Reader
    from andon.web.app import create_app
    from andon.web.parts import Secured
    from andon.web.secure_door import SecureDoor
    from andon.web.server import serve
    from andon.web.tls.kept import FOLDER, SERVER

    web = configuration.web
    secure = SecureDoor(*web.tls_address, data / FOLDER / SERVER) if web.tls_address else None
    secured, key = Secured(data, secure.port if secure else None), _kept_key(data)

    def make_app() -> object:
        reader, desk = Reader(data / BOOK), DeskClient(data / "desk.sock")
        wake, most = data / "web.wake", web.screens_max
        checks = partial(against_sections, configuration)
        given = {
            "wake_path": wake,
            "streams_max": most,
            "secured": secured,
            "key": key,
            "checks": checks,
            "oidc": web.oidc,
        }
        return create_app(reader, desk, Clock(), **given)  # type: ignore[arg-type]  # each as it is named

    serve(make_app, web.host, web.port, web.screens_max + 32, secure)  # type: ignore[arg-type]


def _kept_key(data: Path) -> bytes:
    """What the web signs with; kept, so that open pages outlive a restart. Not in the book: a backup may travel."""
    path = data / "web.key"
    if not path.exists():
        fresh = path.with_suffix(".new")
        fresh.unlink(missing_ok=True)
        fresh.touch(mode=0o600)
        fresh.write_bytes(secrets.token_bytes(32))
        fresh.replace(path)
    return path.read_bytes()
