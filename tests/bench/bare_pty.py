"""The baseline of a box: the same bytes over a pty, each committed and synced before it is answered."""

from __future__ import annotations

import os
import threading
import time
import tty
from contextlib import closing
from pathlib import Path

from tests.bench import bare

FRAME = b">22E1,A0000001,7,42,123456,123470,0,1*5498\n"
ANSWER = b"<15L1,A0000001,19,10,3000*68FB\n"


def answers_ms(folder: Path, times: int) -> list[float]:
    """From the first byte of a frame until the last byte of its answer, each time."""
    box, host = os.openpty()
    tty.setraw(host)
    keeper = threading.Thread(target=_keep, args=(host, folder, times))
    keeper.start()
    try:
        return [_ask(box) for _ in range(times)]
    finally:
        keeper.join(10)
        os.close(box)
        os.close(host)


def _ask(box: int) -> float:
    begun = time.monotonic()
    os.write(box, FRAME)
    _read_line(box)
    return (time.monotonic() - begun) * 1000


def _keep(host: int, folder: Path, times: int) -> None:
    with closing(bare.synced_book(folder)) as connection:
        for _ in range(times):
            bare.commit(connection, [_read_line(host).decode()])
            os.write(host, ANSWER)


def _read_line(end: int) -> bytes:
    said = b""
    while not said.endswith(b"\n"):
        said += os.read(end, 256)
    return said
