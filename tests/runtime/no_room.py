"""A disk that refuses: a small one of its own, or none at all."""

from __future__ import annotations

import resource
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from andon.journal.reserve import Reserve
from andon.runtime.disk import Disk


@contextmanager
def full_disk() -> Iterator[None]:
    """No file of this process may grow."""
    was = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, was[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, was)


def impatient(folder: Path) -> Disk:
    """A disk that holds nothing back and waits for no room, as that of a process that is told to stop."""
    told_to_stop = threading.Event()
    told_to_stop.set()
    return Disk(folder, Reserve(folder / "reserve", 0), told_to_stop)


@contextmanager
def small_file_system(folder: Path, size: str) -> Iterator[None]:
    """A file system of its own, so that only the test is short of room. Mounting needs root, as CI has."""
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "andon", str(folder)], capture_output=True)
    if mounted.returncode:
        pytest.fail(f"this test mounts a file system and needs root: {mounted.stderr.decode()}")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(folder: Path) -> Path:
    """A file that takes all the room there is."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        for block in (1024 * 1024, 4096):
            try:
                while file.write(b"x" * block) == block:
                    pass
            except OSError:
                continue
    return filler
