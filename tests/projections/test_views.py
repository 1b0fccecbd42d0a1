"""What each event and sample changes in the views."""

from __future__ import annotations

import pytest

from andon.journal.tables import VIEWS, metadata
from andon.model.entry import Sample
from andon.model.event import EVENTS, KaizenTriggered, Noted, QuarterClosed, StationRemoved, StopBegan, TriggerLeft
from andon.projections.changes import Add, Drop, Patch, Put
from andon.projections.views import _VIEWS, of_event, of_sample, of_samples
from tests.properties.life import DEVICES, Life

AT = 1_795_401_061_000_000  # one second into a minute


def test_every_event_has_its_view() -> None:
    assert set(_VIEWS) == set(EVENTS.values())


def test_a_stop_is_put_whole_and_triggers_are_patched_into_it() -> None:
    (put,) = of_event(7, 0, StopBegan(at=AT, stop=7, cause="run", reason="r", stop_class="unknown"))
    assert isinstance(put, Put) and put.table == "stop"
    _, patch = of_event(7, 1, KaizenTriggered(at=AT, trigger=7, category="quality", stop=7))
    assert patch == Patch("stop", {"id": 7}, {"trigger": 7})


def test_a_stop_that_leaves_its_trigger_is_counted_out_of_it() -> None:
    assert list(of_event(9, 0, TriggerLeft(at=AT, trigger=7, stop=8))) == [
        Patch("stop", {"id": 8}, {"trigger": None}),
        Add("trigger", {"id": 7}, {"stops": -1}),
    ]


def test_a_station_that_is_gone_leaves_the_board_and_keeps_its_history() -> None:
    gone = list(of_event(9, 0, StationRemoved(at=AT, line="paint", station="oven")))
    assert gone == [Drop(table, {"line": "paint", "station": "oven"}) for table in ("board", "tally")]


def test_an_oddity_is_keyed_by_its_event() -> None:
    (put,) = of_event(9, 3, Noted(at=AT, about="clock", address="a", text="t"))
    assert isinstance(put, Put) and (put.row["seq"], put.row["n"]) == (9, 3)


@pytest.mark.parametrize(("kind", "column"), [("count", "good"), ("reject", "reject")])
def test_pieces_are_added_to_the_shift_and_the_minute(kind: str, column: str) -> None:
    sample = Sample(at=AT, line="press", station="press-1", point="p", kind=kind, delta=3, total=10)
    where = {"line": "press", "station": "press-1"}
    minute = AT // 60_000_000 * 60_000_000
    assert list(of_sample(sample)) == [
        Add("tally", where, {column: 3}),
        Add("count_minute", {**where, "kind": kind, "at": minute}, {"pieces": 3}),
    ]


def test_samples_that_follow_one_another_are_added_up_by_station_and_minute() -> None:
    begin = AT // 60_000_000 * 60_000_000
    said = [("a", 0, 2), ("b", 1, 3), ("a", 59_999_999, 4), ("a", 60_000_000, 5)]
    samples = [
        Sample(at=begin + after, line="l", station=station, point="p", kind="count", delta=delta, total=9)
        for station, after, delta in said
    ]
    minutes = {
        (add.key["station"], add.key["at"]): add.amounts["pieces"]
        for add in of_samples(samples)
        if isinstance(add, Add) and add.table == "count_minute"
    }
    assert minutes == {("a", begin): 6, ("b", begin): 3, ("a", begin + 60_000_000): 5}


def test_a_quarter_that_closes_adds_what_was_made_and_no_row_for_nothing() -> None:
    closed = QuarterClosed(at=AT, line="press", station="press-1", good=0, reject=2)
    key = {"line": "press", "station": "press-1", "kind": "reject", "at": AT}
    assert list(of_event(9, 0, closed)) == [Add("count_quarter", key, {"pieces": 2})]


def test_a_measured_value_adds_no_pieces() -> None:
    assert not list(of_sample(Sample(at=AT, line="l", station="s", point="heat", kind="value", delta=0, total=81.5)))


def test_what_is_written_are_views_and_columns_that_there_are() -> None:
    life = Life()
    life.live([("hear", (device,)) for device in DEVICES])
    life.live([("say", ("box/A0000009/cord", True, None)), ("say", ("box/A0000009/leader", True, None))])
    names = {table.name for table in VIEWS}
    for entry, events in life.told:
        for n, event in enumerate(events):
            for change in of_event(entry.seq, n, event):
                assert change.table in names
                if isinstance(change, Put):
                    assert set(change.row) == {column.name for column in metadata.tables[change.table].columns}
