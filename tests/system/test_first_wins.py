"""Two people at the same instant: one was first, and the other is told who and when."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.house import House

PEOPLE = ("mai", "tuan")
ROUNDS = 10  # who is first is a matter of luck; that only one is must hold each time


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House(tmp_path) as opened:
        opened.start()
        yield opened


def at_once(house: House, path: str, tokens: dict[str, str], body: object = None) -> dict[str, tuple[int, Any]]:
    """What each was answered who asked the same in the same moment."""
    told: dict[str, tuple[int, Any]] = {}
    ready = threading.Barrier(len(tokens))

    def ask(who: str, token: str) -> None:
        ready.wait(5)
        told[who] = house.ask("POST", path, body, token)

    threads = [threading.Thread(target=ask, args=pair) for pair in tokens.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    return told


def test_one_of_two_who_acknowledge_at_once_is_first_and_the_other_hears_by_whom_and_when(house: House) -> None:
    tokens = {who: house.token("calls", name=who) for who in PEOPLE}
    for _ in range(ROUNDS):
        raised = house.ask("POST", "/api/v1/calls", {"line": "weld", "station": "w1", "type": "help"}, tokens["mai"])
        call = raised[1]["seq"]
        told = at_once(house, f"/api/v1/calls/{call}/acknowledge", tokens)
        assert sorted(status for status, _ in told.values()) == [200, 409]
        first = next(who for who, (status, _) in told.items() if status == 200)
        second = next(said for status, said in told.values() if status == 409)
        assert (second["who"], second["at"]) == (first, told[first][1]["at"])
        assert first in second["detail"]
        kept = house.ask("GET", "/api/v1/calls?open=true")[1]["items"][0]
        assert (kept["acknowledged_by"], kept["acknowledged"]) == (first, second["at"])
        assert house.ask("POST", f"/api/v1/calls/{call}/resolve", None, tokens[first])[0] == 200


def test_two_who_pull_at_once_have_one_call(house: House) -> None:
    tokens = {who: house.token("calls", name=who) for who in PEOPLE}
    told = at_once(house, "/api/v1/calls", tokens, {"line": "weld", "station": "w2", "type": "help"})
    assert sorted(status for status, _ in told.values()) == [200, 409]
    assert len(house.ask("GET", "/api/v1/calls?open=true")[1]["items"]) == 1
