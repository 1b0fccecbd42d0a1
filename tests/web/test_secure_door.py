"""The real server by HTTPS beside HTTP: the authority trusted, streams, renewal, and who knocks wrongly."""

from __future__ import annotations

import json
import socket
import ssl
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from http.client import HTTPSConnection
from pathlib import Path

import pytest
from gunicorn import sock

from andon.web import secure_door
from andon.web.secure_door import SecureDoor
from andon.web.tls import kept

from .book import Book, make_plan
from .served import Served, events_of, until

NAME = "andon.test"


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    book, plan = Book(tmp_path), make_plan()
    book.adopt(plan)
    book.fill(plan)
    book.pulse()
    kept.make(tmp_path, [NAME], datetime.now(UTC))
    made = Served(book, secure=True)
    until(lambda: made.get("/api/v1/stream", method="HEAD").status == 200, "the book was read")
    yield made
    made.close()
    book.close()


def trusting(served: Served) -> ssl.SSLContext:
    """A device that installed the authority, and nothing else."""
    return ssl.create_default_context(cafile=str(served.book.path.parent / "tls" / "ca.crt"))


def knock(served: Served, name: str, context: ssl.SSLContext | None = None) -> ssl.SSLSocket:
    """Connect to the secure door of this machine, by a name."""
    plain = socket.create_connection(("127.0.0.1", served.secure_port), timeout=20)
    return (context or trusting(served)).wrap_socket(plain, server_hostname=name)


def ask(served: Served, path: str) -> tuple[int, bytes]:
    connection = HTTPSConnection("127.0.0.1", served.secure_port, timeout=20, context=trusting(served))
    connection.request("GET", path)
    answer = connection.getresponse()
    return answer.status, answer.read()


@pytest.mark.parametrize("name", [NAME, "localhost", "127.0.0.1"])
def test_the_edge_is_trusted_by_each_name_and_speaks_nothing_old(served: Served, name: str) -> None:
    with knock(served, name) as secure:
        assert secure.version() == "TLSv1.3"


def test_by_another_name_or_without_the_authority_it_is_refused_and_goes_on(served: Served) -> None:
    with pytest.raises(ssl.SSLCertVerificationError):
        knock(served, "other.test")
    with pytest.raises(ssl.SSLCertVerificationError):
        knock(served, NAME, ssl.create_default_context())
    assert ask(served, "/")[0] == 200


def test_both_doors_lead_to_the_same_pages(served: Served) -> None:
    status, page = ask(served, "/board/press")
    assert (status, b"data-station" in page) == (200, True)
    assert served.get("/board/press").status == 200
    status, style = ask(served, "/assets/static/frame.css")
    assert (status, style) == (200, served.get("/assets/static/frame.css").read())


def test_a_stream_is_live_by_https_and_counted_with_the_others(served: Served) -> None:
    connection = HTTPSConnection("127.0.0.1", served.secure_port, timeout=20, context=trusting(served))
    connection.request("GET", "/api/v1/stream")
    events = events_of(connection.getresponse())
    plain = served.stream()
    assert {next(events)["event"], next(plain)["event"]} == {"board"}
    assert served.json("/healthz")["streams"] == 2
    seq = served.book.tile("press", "s1", "call")
    served.book.ring()
    for heard in (events, plain):
        assert next(event for event in heard if event["event"] == "change")["id"] == str(seq)


def test_a_kept_connection_answers_again(served: Served) -> None:
    connection = HTTPSConnection("127.0.0.1", served.secure_port, timeout=20, context=trusting(served))
    for _ in range(3):
        connection.request("GET", "/api/v1/board")
        assert len(json.load(connection.getresponse())["lines"]) == 2


def test_a_renewed_certificate_holds_without_a_restart(served: Served) -> None:
    def serial() -> str:
        with knock(served, NAME) as secure:
            return str(secure.getpeercert()["serialNumber"])

    before = serial()
    kept.renew(served.book.path.parent, (), datetime.now(UTC))
    assert serial() != before


def test_plain_http_at_the_secure_door_is_turned_away(capfd: pytest.CaptureFixture[str], served: Served) -> None:
    with socket.create_connection(("127.0.0.1", served.secure_port), timeout=20) as plain:
        plain.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert not plain.recv(100).startswith(b"HTTP")
    with pytest.raises(ssl.SSLCertVerificationError):
        knock(served, NAME, ssl.create_default_context())
    assert ask(served, "/")[0] == 200
    assert capfd.readouterr().err == "", "a device that does not trust us yet is no error of ours"


def test_without_a_certificate_plain_http_goes_on_and_one_that_is_made_holds_at_once(served: Served) -> None:
    pem = served.book.path.parent / "tls" / "server.pem"
    aside = pem.rename(pem.with_suffix(".aside"))
    with pytest.raises((ssl.SSLError, ConnectionError)):
        knock(served, NAME)
    assert served.get("/").status == 200
    aside.rename(pem)
    assert ask(served, "/")[0] == 200


def test_who_says_nothing_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Browsers open connections ahead of need; such a one must not hold a thread until it speaks."""
    monkeypatch.setattr(secure_door, "SILENCE_S", 0.1)
    ours, theirs = socket.socketpair()
    with theirs:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.sslsocket_class = secure_door.ImpatientSocket
        guest = context.wrap_socket(ours, server_side=True, do_handshake_on_connect=False)
        guest.setblocking(True)
        with guest, pytest.raises(ssl.SSLError, match="nothing was said"):
            guest.do_handshake()


def test_who_falls_silent_after_the_greeting_has_ended(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(secure_door, "SILENCE_S", 0.1)
    context = trusting(served)
    context.sslsocket_class = secure_door.ImpatientSocket
    with knock(served, NAME, context) as secure:
        secure.setblocking(True)
        assert secure.recv() == b"", "the same socket on the other end: nothing came, so it is over"


def test_who_takes_nothing_any_more_has_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A screen without power: its thread is given back, and no log is filled with it."""
    monkeypatch.setattr(secure_door, "SILENCE_S", 0.1)
    kept.make(tmp_path, [NAME], datetime.now(UTC))
    settings = secure_door.secure_settings({}, SecureDoor("", 0, tmp_path / "tls" / "server.pem"))
    ours, theirs = socket.socketpair()
    guest = ssl.create_default_context(cafile=str(tmp_path / "tls" / "ca.crt"))
    with ThreadPoolExecutor(1) as pool:
        screen = pool.submit(guest.wrap_socket, theirs, server_hostname=NAME)
        with sock.ssl_wrap_socket(ours, settings) as secure:
            secure.setblocking(True)
            secure.do_handshake()
            with screen.result(), pytest.raises(BrokenPipeError):
                secure.sendall(bytes(10_000_000))


def test_it_stops_within_two_seconds_with_secure_streams_open(served: Served) -> None:
    connection = HTTPSConnection("127.0.0.1", served.secure_port, timeout=20, context=trusting(served))
    connection.request("GET", "/api/v1/stream")
    next(events_of(connection.getresponse()))
    assert served.stop() < 2
