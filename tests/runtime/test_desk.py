"""The desk: frames in, answers out, and every mistake of the other side survived."""

from __future__ import annotations

import json
import socket
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from andon.base.errors import BadInput, CommandRejected, DeskUnavailable, NothingThere
from andon.runtime import desk as desks
from andon.runtime.desk import FRAME_MOST, DeskClient, DeskServer, Verb
from tests.patience import eventually


def echo(payload: dict[str, object]) -> dict[str, object]:
    return payload


def refuse(payload: dict[str, object]) -> dict[str, object]:
    raise CommandRejected("somebody was first", conflict=bool(payload.get("conflict")))


def miss(payload: dict[str, object]) -> dict[str, object]:
    raise NothingThere("there is no call 9")


def away(payload: dict[str, object]) -> dict[str, object]:
    raise DeskUnavailable("not now")


def need(payload: dict[str, object]) -> dict[str, object]:
    return {"half": int(str(payload["whole"])) // 2}


VERBS: dict[str, Verb] = {"echo": echo, "refuse": refuse, "miss": miss, "away": away, "need": need}


@pytest.fixture
def socket_path(tmp_path: Path) -> Path:
    return tmp_path / "desk.sock"


@pytest.fixture
def server(socket_path: Path) -> Iterator[DeskServer]:
    opened = DeskServer(socket_path, VERBS)
    yield opened
    opened.close()


@pytest.fixture
def client(server: DeskServer, socket_path: Path) -> DeskClient:
    return DeskClient(socket_path)


def raw(path: Path, data: bytes) -> bytes:
    """What the desk answers to bytes of our own making, until it closes or a second went by."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(1)
        connection.connect(str(path))
        connection.sendall(data)
        connection.shutdown(socket.SHUT_WR)
        parts = bytearray()
        while part := connection.recv(4096):
            parts += part
        return bytes(parts)


def frame(body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + body


def test_what_is_asked_is_answered(client: DeskClient) -> None:
    assert client.ask("echo", {"word": "Bánh mì", "n": 7}) == {"word": "Bánh mì", "n": 7}


def test_a_connection_serves_many_requests(client: DeskClient) -> None:
    assert [client.ask("echo", {"n": n}) for n in range(50)] == [{"n": n} for n in range(50)]


def test_threads_do_not_hear_each_other_s_answers(client: DeskClient) -> None:
    wrong: list[int] = []

    def ask_many(mine: int) -> None:
        wrong.extend(mine for n in range(50) if client.ask("echo", {"mine": mine, "n": n}) != {"mine": mine, "n": n})

    threads = [threading.Thread(target=ask_many, args=(mine,)) for mine in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert wrong == []


def test_a_large_answer_comes_whole(client: DeskClient) -> None:
    big = "x" * 3_000_000
    assert client.ask("echo", {"big": big}) == {"big": big}


@pytest.mark.parametrize("conflict", [True, False])
def test_a_refusal_says_why_and_whether_somebody_was_first(client: DeskClient, conflict: bool) -> None:
    with pytest.raises(CommandRejected, match="somebody was first") as refused:
        client.ask("refuse", {"conflict": conflict})
    assert refused.value.conflict is conflict


def test_a_recorder_that_cannot_now_may_be_asked_again(client: DeskClient) -> None:
    with pytest.raises(DeskUnavailable, match="not now"):
        client.ask("away", {})


@pytest.mark.parametrize("payload", [{}, {"whole": "seven"}])
def test_a_payload_that_does_not_fit_is_the_asker_s_fault(client: DeskClient, payload: dict[str, object]) -> None:
    with pytest.raises(BadInput, match="need"):
        client.ask("need", payload)


def test_an_unknown_verb_is_named(client: DeskClient) -> None:
    with pytest.raises(BadInput, match="dance"):
        client.ask("dance", {})


def test_nobody_there_is_no_answer(socket_path: Path) -> None:
    with pytest.raises(DeskUnavailable):
        DeskClient(socket_path).ask("echo", {})


def test_a_client_finds_the_next_recorder_without_an_error(socket_path: Path) -> None:
    first = DeskServer(socket_path, VERBS)
    client = DeskClient(socket_path)
    client.ask("echo", {})
    first.close()
    second = DeskServer(socket_path, VERBS)
    # The connection to the first still stands in its thread: it answers as long as that process lives.
    assert client.ask("echo", {"n": 1}) == {"n": 1}
    second.close()


def test_a_connection_that_the_recorder_took_along_is_noticed_before_it_is_used(socket_path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as dying:
        dying.bind(str(socket_path))
        dying.listen()
        client = DeskClient(socket_path)
        asking = threading.Thread(target=lambda: refused(client))
        asking.start()
        dying.accept()[0].close()
        asking.join(5)
    server = DeskServer(socket_path, VERBS)
    assert client.ask("echo", {"n": 1}) == {"n": 1}
    server.close()


def test_a_request_that_is_too_large_is_refused_before_it_is_sent(client: DeskClient) -> None:
    with pytest.raises(BadInput, match="too much"):
        client.ask("echo", {"big": "x" * FRAME_MOST})


@pytest.mark.parametrize(
    "data",
    [
        b"\x00",
        b"\xff\xff\xff\xff",
        frame(b"not json"),
        frame(b"[1, 2]"),
        frame(b"\xff\xfe"),
        frame(b"[" * 100_000),
        (100).to_bytes(4, "big") + b"short",
        b"",
    ],
)
def test_nonsense_is_hung_up_on_and_harms_nobody_else(client: DeskClient, socket_path: Path, data: bytes) -> None:
    assert raw(socket_path, data) == b""
    assert client.ask("echo", {"n": 1}) == {"n": 1}


@pytest.mark.parametrize("body", [b"{}", b'{"verb": 7}', b'{"verb": "echo"}', b'{"verb": "echo", "payload": []}'])
def test_a_frame_without_verb_or_payload_is_answered(server: DeskServer, socket_path: Path, body: bytes) -> None:
    answer = json.loads(raw(socket_path, frame(body))[4:])
    assert answer["error"] == "BadInput"


def test_only_this_user_may_open_it(server: DeskServer, socket_path: Path) -> None:
    assert stat.S_IMODE(socket_path.stat().st_mode) == 0o600


def test_a_socket_left_by_a_killed_recorder_is_in_nobody_s_way(socket_path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as left:
        left.bind(str(socket_path))
    server = DeskServer(socket_path, VERBS)
    assert DeskClient(socket_path).ask("echo", {}) == {}
    server.close()


def test_a_folder_with_too_long_a_name_is_told_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="shorter data folder"):
        DeskServer(tmp_path / ("x" * 100) / "desk.sock", VERBS)


def test_one_connection_too_many_is_hung_up_on_until_another_is_over(
    socket_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desks, "CONNECTIONS_MOST", 1)
    server, held = DeskServer(socket_path, VERBS), DeskClient(socket_path)
    try:
        assert held.ask("echo", {"n": 1}) == {"n": 1}
        with pytest.raises(DeskUnavailable):
            DeskClient(socket_path).ask("echo", {"n": 2})
        del held
        eventually(lambda: _is_answered(socket_path))
    finally:
        server.close()


def _is_answered(path: Path) -> bool:
    try:
        return DeskClient(path).ask("echo", {"n": 3}) == {"n": 3}
    except DeskUnavailable:
        return False


def test_closing_takes_no_more(server: DeskServer, client: DeskClient, socket_path: Path) -> None:
    server.close()
    eventually(lambda: refused(DeskClient(socket_path)))


def refused(client: DeskClient) -> bool:
    try:
        client.ask("echo", {})
    except DeskUnavailable:
        return True
    return False


def test_what_is_not_there_is_told_from_what_may_not_be_now(client: DeskClient) -> None:
    with pytest.raises(NothingThere, match="there is no call 9"):
        client.ask("miss", {})
