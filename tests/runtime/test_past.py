"""History is folded by the same steps as what is heard."""

from __future__ import annotations

import json

import pytest

from andon.base.errors import BadInput
from andon.journal.upkeep import SOUND, verify
from andon.journal.writer import Writer
from andon.runtime.past import record_past
from andon.runtime.recorder import Recorder
from tests.books.clock import MONDAY_8_UTC, FakeClock


def line(point: str, value: object, after_s: int, station: str = "w1") -> str:
    at = MONDAY_8_UTC + after_s * 1_000_000
    return json.dumps({"at": at, "line": "weld", "station": station, "point": point, "value": value})


def test_readings_are_folded_at_their_own_time(recorder: Recorder, writer: Writer) -> None:
    progress: list[int] = []
    lines = [
        line("count", 1, 0),
        line("fault", "E-1", 10),
        line("fault", "", 70),
        line("cord", 1, 80),
        line("count", 9, 90),
    ]
    assert record_past(recorder, lines, progress.append) == 5
    stop = writer.stop_record(min(trigger.id for trigger in recorder.floor.state.triggers.values()))
    assert stop is not None
    assert (stop.began, stop.ended) == (MONDAY_8_UTC + 10_000_000, MONDAY_8_UTC + 70_000_000)
    assert recorder.floor.state.stations["weld/w1"].calls
    assert progress == [5]
    assert verify(writer.path, lambda done, total: None) == SOUND


def test_a_cord_of_the_past_is_the_box_s_own(recorder: Recorder) -> None:
    record_past(recorder, [line("cord", 1, 0)], lambda done: None)
    assert recorder.floor.state.stations["weld/w1"].levels == {"box/A0000001/cord": 1}


@pytest.mark.parametrize(
    "bad", ["", "{}", "no json", '{"at": "noon", "line": "a", "station": "b", "point": "c", "value": 1}']
)
def test_a_line_that_is_no_reading_is_named(recorder: Recorder, bad: str) -> None:
    with pytest.raises(BadInput, match="line 2 is no reading"):
        record_past(recorder, [line("cord", 1, 0), bad], lambda done: None)


def test_a_past_needs_a_plan(writer: Writer, clock: FakeClock) -> None:
    with pytest.raises(BadInput, match="needs a plan"):
        record_past(Recorder(writer, clock), [], lambda done: None)
