"""A tablet that shows its station's page is a cord for as long as it says so."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from andon.base.units import US_PER_S
from andon.model.command import AdoptPlan
from andon.model.entry import Entry, SourceHeard, SourceSilent
from andon.model.plan import Plan, Station
from andon.runtime.inbox import Asked, Inboxes, Item
from andon.runtime.recorder import Recorder
from andon.runtime.rounds import Rounds
from andon.runtime.verbs import Verbs
from tests.books.clock import FakeClock
from tests.books.plant import plan

from .test_rounds import live

Entries = Callable[[type[Entry]], list[Any]]
RowsIn = Callable[[str], list[tuple[Any, ...]]]
PAGE = "page/weld/table"


def with_a_tablet() -> Plan:
    """The plant with one more station, whose only cord is on its page."""
    line = plan().lines[0]
    table = Station(id="table", name="Packing table", page=True)
    return plan().model_copy(update={"lines": (line.model_copy(update={"stations": (*line.stations, table)}),)})


class Tablet:
    """Says that it lives, at the desk of a recorder whose loop is turned by hand."""

    def __init__(self, recorder: Recorder, clock: FakeClock) -> None:
        self.rounds = Rounds(recorder, [], clock, lambda: None)
        self._recorder, self._inboxes = recorder, Inboxes()
        self._verbs = Verbs(self._inboxes, recorder.writer, clock, self.rounds.tell).table()

    def lives(self, *, alive: bool = True, text: str = "", station: str = "table") -> None:
        self._verbs["page-alive"]({"line": "weld", "station": station, "alive": alive, "text": text})
        self._recorder.process(self._inboxes.take(10, 0))


@pytest.fixture
def tablet(recorder: Recorder, clock: FakeClock) -> Tablet:
    recorder.process([Item("test", Asked(AdoptPlan(who="test", plan=with_a_tablet()), clock.now()))])
    return Tablet(recorder, clock)


def shown(rows_in: RowsIn) -> str:
    return next(row[3] for row in rows_in("board") if row[1] == "table")


def test_it_is_watched_as_long_as_it_is_heard(
    tablet: Tablet, clock: FakeClock, entries: Entries, rows_in: RowsIn
) -> None:
    assert shown(rows_in) == "no-signal"
    tablet.lives()
    assert shown(rows_in) == "running"
    for _ in range(10):
        live(tablet.rounds, clock, 2)
        tablet.lives()
    assert shown(rows_in) == "running"
    put_away = clock.now()
    live(tablet.rounds, clock, 6.2)
    assert shown(rows_in) == "no-signal"
    (silent,) = entries(SourceSilent)
    assert (silent.device, silent.since, silent.at) == (PAGE, put_away, put_away + 6 * US_PER_S)


def test_one_whose_battery_goes_is_no_cord_though_it_speaks(
    tablet: Tablet, clock: FakeClock, entries: Entries, rows_in: RowsIn
) -> None:
    tablet.lives()
    tablet.lives(alive=False, text="battery 9%, not charging")
    tablet.lives(alive=False, text="battery 9%, not charging")
    assert shown(rows_in) == "no-signal"
    assert len(entries(SourceSilent)) == 1
    live(tablet.rounds, clock, 1)
    (told,) = [status for status in json.loads(rows_in("pulse")[0][5]) if status["device"] == PAGE]
    assert (told["state"], told["text"]) == ("down", "battery 9%, not charging")
    tablet.lives(text="battery 9%, charging")
    assert shown(rows_in) == "running"


def test_the_tablet_of_a_station_that_does_not_count_on_it_is_nothing(
    tablet: Tablet, clock: FakeClock, entries: Entries, rows_in: RowsIn
) -> None:
    before = len(entries(SourceHeard))
    tablet.lives(station="w1")
    tablet.lives(station="moon")
    live(tablet.rounds, clock, 1)
    assert len(entries(SourceHeard)) == before
    assert [s for s in json.loads(rows_in("pulse")[0][5]) if s["device"] in ("page/weld/w1", "page/weld/moon")] == []
