"""Where a request ends, told from its bytes as they come. No I/O.

    head CRLF CRLF · nothing | as many bytes as Content-Length says | (size CRLF bytes CRLF)* 0 CRLF trailer* CRLF

What cannot be a request, or will be too large, counts as whole at once: nothing more of it is worth waiting for, and
the server's own parser says what is wrong with it. That parser sees the same bytes and no more, so where both should
ever read a request differently it finds an end, never a wait.
"""

from __future__ import annotations

import re
from enum import Enum, auto

from andon.web.limits import BODY_MAX_BYTES

LINE_MAX_BYTES = 4_094  # the longest address a page of ours has is a tenth of it
HEAD_MAX_BYTES = 32_768  # a browser's head has one or two thousand
CHUNKS_MAX_BYTES = 2 * BODY_MAX_BYTES  # with what each chunk costs; a body in single bytes is nobody's
SIZE_LINE_MAX_BYTES = 256
_FRAMING = re.compile(rb"^(content-length|transfer-encoding|expect):[ \t]*([^\r\n]*?)[ \t]*\r?$", re.I | re.M)


class Heard(Enum):
    """What is known of a request so far."""

    MORE = auto()  # to come
    WHOLE = auto()  # or as much as is worth having
    LINE_TOO_LONG = auto()
    HEAD_TOO_LARGE = auto()
    GONE = auto()  # the other end, in the middle of it


class Framing:
    """One request as it comes in; `held` is what has come, perhaps with the beginning of the next."""

    def __init__(self) -> None:
        self.held = bytearray()
        self.expects_continue = False
        self._body_at = 0  # 0: the head has not ended
        self._ends_at = 0
        self._chunk_at = 0  # 0: the body is not in chunks

    def feed(self, said: bytes) -> Heard:
        """Take what came next; what is known now."""
        searched = max(0, len(self.held) - 3)
        self.held += said
        if not self._body_at:
            end = self.held.find(b"\r\n\r\n", searched, HEAD_MAX_BYTES)
            if end < 0 or self._line_is_too_long():
                return self._without_end()
            self._body_at = end + 4
            self._read_head()
        if self._chunk_at:
            return self._chunks()
        return Heard.WHOLE if len(self.held) >= self._ends_at else Heard.MORE

    def _line_is_too_long(self) -> bool:
        return self.held.find(b"\r\n", 2, LINE_MAX_BYTES + 4) < 0 and len(self.held) >= LINE_MAX_BYTES + 4

    def _without_end(self) -> Heard:
        if self._line_is_too_long():
            return Heard.LINE_TOO_LONG
        return Heard.HEAD_TOO_LARGE if len(self.held) >= HEAD_MAX_BYTES else Heard.MORE

    def _read_head(self) -> None:
        """How the body is framed. Two answers to that are no answer: then there is no body to wait for."""
        said: dict[bytes, list[bytes]] = {}
        for name, value in _FRAMING.findall(bytes(self.held[: self._body_at])):
            said.setdefault(name.lower(), []).append(value.lower())
        lengths, codings = said.get(b"content-length", []), said.get(b"transfer-encoding", [])
        self._ends_at = self._body_at
        if codings == [b"chunked"] and not lengths:
            self._chunk_at = self._body_at
        elif len(lengths) == 1 and not codings and lengths[0].isdigit() and len(lengths[0]) < 10:
            length = int(lengths[0])
            self._ends_at += length if length <= BODY_MAX_BYTES else 0
        self.expects_continue = said.get(b"expect") == [b"100-continue"]

    def _chunks(self) -> Heard:
        """Go on from chunk to chunk as far as they are there."""
        while self._chunk_at < len(self.held) <= self._body_at + CHUNKS_MAX_BYTES:
            line_ends = self.held.find(b"\r\n", self._chunk_at, self._chunk_at + SIZE_LINE_MAX_BYTES)
            if line_ends < 0:
                break
            size = self.held[self._chunk_at : line_ends].partition(b";")[0].rstrip(b" \t")
            if not _is_hexadecimal(size):
                return Heard.WHOLE
            if int(size, 16) == 0:
                return self._trailer(line_ends)
            self._chunk_at = line_ends + 4 + int(size, 16)
        rest = len(self.held) - self._chunk_at
        is_hopeless = rest > SIZE_LINE_MAX_BYTES or len(self.held) > self._body_at + CHUNKS_MAX_BYTES
        return Heard.WHOLE if is_hopeless else Heard.MORE

    def _trailer(self, line_ends: int) -> Heard:
        """After the last chunk: an empty line, perhaps with headers before it."""
        if self.held.find(b"\r\n\r\n", line_ends) >= 0 or len(self.held) > line_ends + HEAD_MAX_BYTES:
            return Heard.WHOLE
        return Heard.MORE


def _is_hexadecimal(text: bytearray) -> bool:
    return 0 < len(text) < 16 and all(sign in b"0123456789abcdefABCDEF" for sign in text)
