"""An export as a process of its own: `python -m andon.web.exports.program BOOK`, what is wanted on its standard input.

The pages' process hands its answers on. So an export takes neither its memory nor its interpreter, and a slow reader at
the far end only makes a pipe wait. It runs at a low priority: a cord goes before a file.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import IO, cast

from andon.base.errors import AndonError
from andon.journal.reader_rows import Window
from andon.web.exports.making import Wanted, export, wanted

NICE = 15
CHUNK_BYTES = 65_536


class ExportFailed(AndonError):
    """The process that made a file ended badly."""


class Exporting:
    """The bytes of a file as they are made. Closing it ends the process, whoever has had enough first."""

    def __init__(self, book: Path, asked: Wanted) -> None:
        command = [sys.executable, "-m", "andon.web.exports.program", str(book)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603  # our own
        self._out = cast(IO[bytes], self._process.stdout)
        try:
            with cast(IO[bytes], self._process.stdin) as said:
                said.write(json.dumps(asdict(asked)).encode())
            self._first = self._read()
        except BaseException:
            self.close()
            raise

    def __iter__(self) -> Iterator[bytes]:
        chunk = self._first
        while chunk:
            yield chunk
            chunk = self._read()

    @property
    def returncode(self) -> int | None:
        """How the process ended; None while it runs."""
        return self._process.returncode

    def peak_mb(self) -> float:
        """The most memory it has held so far; 0 once it has ended."""
        try:
            status = Path(f"/proc/{self._process.pid}/status").read_text()
        except OSError:
            return 0.0
        held = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:")]
        return int(held[0]) / 1024 if held else 0.0

    def kill(self) -> None:
        self._process.kill()

    def close(self) -> None:
        self.kill()
        self._out.close()
        self._process.wait()

    def _read(self) -> bytes:
        """At the end of the bytes it must have ended well: half a file must not pass for a whole one."""
        chunk = self._out.read(CHUNK_BYTES)
        if not chunk and (code := self._process.wait()):
            raise ExportFailed(f"the export ended with {code} before it was whole; the service's log says why")
        return chunk


def main() -> None:
    os.nice(NICE)
    said = json.load(sys.stdin)
    asked = wanted(said["what"], said["format"], Window(**said["window"]), said["now"])
    try:
        export(Path(sys.argv[1]), asked, sys.stdout.buffer, lambda done, total: None)
    except BrokenPipeError:
        os._exit(0)  # whoever asked has gone
    except AndonError as error:
        sys.exit(f"export: {error}")


if __name__ == "__main__":
    main()
