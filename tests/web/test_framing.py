"""Where a request ends: at the same byte at which the server's own parser ends, however it comes."""

from __future__ import annotations

from itertools import pairwise

import pytest
from gunicorn import http
from gunicorn.config import Config
from hypothesis import given
from hypothesis import strategies as st

from andon.web.framing import HEAD_MAX_BYTES, LINE_MAX_BYTES, Framing, Heard
from andon.web.limits import BODY_MAX_BYTES

HEAD = b"POST /x HTTP/1.1\r\nHost: x\r\n"
bodies = st.lists(st.binary(min_size=1, max_size=30), max_size=4)


def by_length(pieces: list[bytes]) -> bytes:
    body = b"".join(pieces)
    return HEAD + b"content-LENGTH:  %d \r\n\r\n%b" % (len(body), body)


def by_chunks(pieces: list[bytes]) -> bytes:
    chunks = b"".join(b"%X;a=b\r\n%b\r\n" % (len(piece), piece) for piece in pieces)
    return HEAD + b"Transfer-Encoding: Chunked\r\n\r\n" + chunks + b"0\r\n\r\n"


def with_trailer(pieces: list[bytes]) -> bytes:
    return by_chunks(pieces)[:-2] + b"Checked: yes\r\n\r\n"


def feed(said: bytes, cuts: list[int]) -> list[Heard]:
    """What is known after each piece; the pieces end where it is cut."""
    framing, places = Framing(), sorted({min(cut, len(said)) for cut in cuts} | {0, len(said)})
    return [framing.feed(said[a:b]) for a, b in pairwise(places)]


def parsed(said: bytes) -> tuple[bytes, bytes]:
    """The body as the server reads it, and what it leaves for the next request."""
    parser = http.get_parser(Config(), [said], ("127.0.0.1", 1))
    request = next(parser)
    return request.body.read(), parser.unreader.take_buffered()


@pytest.mark.parametrize("frame", [by_length, by_chunks, with_trailer])
@given(pieces=bodies, cuts=st.lists(st.integers(0, 300), max_size=6))
def test_it_is_whole_with_its_last_byte_and_not_before(frame, pieces: list[bytes], cuts: list[int]) -> None:
    said = frame(pieces)
    assert feed(said, [*cuts, len(said) - 1])[-2:] == [Heard.MORE, Heard.WHOLE]
    assert parsed(said) == (b"".join(pieces), b"")


@given(pieces=bodies, rest=st.binary(max_size=20))
def test_the_beginning_of_the_next_is_left(pieces: list[bytes], rest: bytes) -> None:
    framing = Framing()
    assert framing.feed(by_chunks(pieces) + rest) is Heard.WHOLE
    assert parsed(bytes(framing.held)) == (b"".join(pieces), rest)


@given(said=st.binary(max_size=200), cuts=st.lists(st.integers(0, 200), max_size=4))
def test_whatever_is_said_breaks_nothing(said: bytes, cuts: list[int]) -> None:
    feed(said, cuts)
    feed(HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + said, cuts)


@pytest.mark.parametrize(
    "head",
    [
        b"Content-Length: 5\r\nContent-Length: 6\r\n",
        b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        b"Content-Length: -1\r\n",
        b"Content-Length: 5, 5\r\n",
        b"Content-Length: 99999999999999999999\r\n",
        b"Content-Length: %d\r\n" % (BODY_MAX_BYTES + 1),
        b"Transfer-Encoding: gzip, chunked\r\n",
    ],
)
def test_nobody_waits_for_a_body_that_will_not_be_taken(head: bytes) -> None:
    assert feed(HEAD + head + b"\r\n", []) == [Heard.WHOLE]


@pytest.mark.parametrize("size", [b"x", b"-1", b"", b"f" * 16, b"1" * 300])
def test_nobody_waits_for_chunks_that_are_none(size: bytes) -> None:
    assert feed(HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + size + b"\r\n", []) == [Heard.WHOLE]


def test_chunks_without_end_have_an_end() -> None:
    framing, fed = Framing(), 0
    heard = framing.feed(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    while heard is Heard.MORE:
        heard, fed = framing.feed(b"400\r\n" + b"x" * 1024 + b"\r\n"), fed + 1024
        assert fed < 3 * BODY_MAX_BYTES
    assert (heard, fed > BODY_MAX_BYTES) == (Heard.WHOLE, True)


def test_a_first_line_without_end_and_a_head_without_end_are_told_apart() -> None:
    assert feed(b"GET /" + b"a" * LINE_MAX_BYTES, [])[-1] is Heard.LINE_TOO_LONG
    assert feed(HEAD + b"X: " + b"a" * HEAD_MAX_BYTES, [])[-1] is Heard.HEAD_TOO_LARGE


def test_who_asks_whether_to_go_on_is_known() -> None:
    framing = Framing()
    framing.feed(HEAD + b"Expect: 100-Continue\r\nContent-Length: 3\r\n\r\n")
    assert framing.expects_continue
