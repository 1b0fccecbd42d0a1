"""Two people answer at the same instant: one succeeds, the other is told by whom and when."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from andon.base.units import to_iso
from tests.house import House, exchange

ROUNDS = 25
NAMES = ("mai", "lan")
Said = tuple[int, dict[str, Any]]


class People:
    """Each with a token and an open connection; they let go at the same instant."""

    def __init__(self, house: House) -> None:
        self.tokens = {name: house.token("calls", "signals", name=name) for name in NAMES}
        self._connections = {name: http.client.HTTPConnection("127.0.0.1", house.port, timeout=20) for name in NAMES}
        self._house = house

    def close(self) -> None:
        for connection in self._connections.values():
            connection.close()

    def ask(self, path: str, body: object) -> Said:
        with closing(http.client.HTTPConnection("127.0.0.1", self._house.port, timeout=20)) as connection:
            return exchange(connection, "POST", path, body, self.tokens["mai"])

    def at_once(self, path: str, body: object = None) -> dict[str, Said]:
        """What each was answered."""
        together, answers = threading.Barrier(len(NAMES)), dict[str, Said]()

        def ask(name: str) -> None:
            together.wait(10)
            answers[name] = exchange(self._connections[name], "POST", path, body, self.tokens[name])

        threads = [threading.Thread(target=ask, args=(name,)) for name in NAMES]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        return answers


@pytest.fixture(scope="module")
def people(house: House) -> Iterator[People]:
    with closing(People(house)) as met:
        yield met


def one_was_first(answers: dict[str, Said]) -> tuple[str, str]:
    """(who was first, when the other was told that it was), when the other was told by whom."""
    assert sorted(status for status, _ in answers.values()) == [200, 409], answers
    first = next(name for name, (status, _) in answers.items() if status == 200)
    told = next(said for status, said in answers.values() if status == 409)
    assert told["who"] == first and f"by {first} at" in told["detail"], told
    return first, told["at"]


def test_two_who_hear_a_call_at_the_same_instant(house: House, people: People) -> None:
    winners = set()
    for _ in range(ROUNDS):
        call = people.ask("/api/v1/calls", {"line": "weld", "station": "w1", "type": "help"})[1]["seq"]
        first, at = one_was_first(people.at_once(f"/api/v1/calls/{call}/acknowledge"))
        assert [(who, to_iso(when)) for who, when in answered(house, "call", call)] == [(first, at)]
        winners.add(first)
        one_was_first(people.at_once(f"/api/v1/calls/{call}/resolve"))
    assert winners == set(NAMES), "nobody else was ever first: they did not ask at once"


def test_two_who_hear_of_a_stop_at_the_same_instant(house: House, people: People) -> None:
    for number in range(5):
        fault = {"line": "weld", "station": "w2", "point": "fault", "value": f"E-{number}"}
        stop = people.ask("/api/v1/signals", fault)[1]["seq"]
        first, at = one_was_first(people.at_once(f"/api/v1/stops/{stop}/acknowledge"))
        assert [(who, to_iso(when)) for who, when in answered(house, "stop", stop)] == [(first, at)]
        people.ask("/api/v1/signals", fault | {"value": 0})


def test_two_who_pull_the_same_cord_on_two_screens_raise_one_call(house: House, people: People) -> None:
    answers = people.at_once("/api/v1/calls", {"line": "weld", "station": "w3", "type": "help"})
    assert sorted(status for status, _ in answers.values()) == [200, 409]
    told = next(said for status, said in answers.values() if status == 409)
    assert "is open already" in told["detail"]
    assert house.read("SELECT count(*) FROM call WHERE station = 'w3' AND ended IS NULL") == [(1,)]


def answered(house: House, what: str, subject: int) -> list[tuple[str, int]]:
    """(by whom, when): every acknowledgement that the book holds of a call or stop."""
    kind = f"{what.title()}Acknowledged"
    who = "json_extract(body, '$.who')"
    return house.read(
        f"SELECT {who}, at FROM event WHERE kind = '{kind}' AND json_extract(body, '$.{what}') = {subject}"
    )
