"""Counting adds what was made: nothing negative, nothing impossible, and of an honest counter every piece."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from andon.base.units import US_PER_S, from_iso
from andon.floor.counting import measure
from andon.floor.fold import fold
from andon.floor.index import PointRef, build
from andon.floor.state import Floor
from andon.model.entry import Entry, PlanAdopted, Sample
from tests.stories.teller import load_plan

AT = from_iso("2026-11-23T02:00:00Z")
PLAN = load_plan("press kolkata")
TOTAL = build(PLAN).points["press/press-1/count"]
DELTA = build(PLAN).points["press/press-1/packs"]
WIDTHS = st.sampled_from([16, 32, 64])


class Counted:
    """A floor with one counter."""

    def __init__(self, ref: PointRef) -> None:
        self.ref, self.floor = ref, Floor()
        self.entries: list[Entry] = []
        self._add(PlanAdopted(at=AT, plan=PLAN))

    def hear(self, total: int, at: int) -> list[Sample]:
        """The samples of a reading."""
        found = measure(self.floor.state, self.ref, total, at)
        for entry in found:
            self._add(entry)
        return [entry for entry in found if isinstance(entry, Sample)]

    def _add(self, entry: Entry) -> None:
        self.entries.append(entry)
        fold(self.floor, replace(entry, seq=self.floor.state.seq + 1))


@given(WIDTHS, st.data())
def test_of_an_honest_counter_every_piece_is_counted_over_any_wrap(width: int, data: st.DataObject) -> None:
    ref = replace(TOTAL, width=width)
    counted, at = Counted(ref), AT
    most = min((1 << width) - 1, (1 << 53) - 200_000)
    total = data.draw(st.one_of(st.integers(0, most), st.integers(most - 100, most)))
    counted.hear(total, at)
    made = added = 0
    for seconds in data.draw(st.lists(st.integers(1, 3600), max_size=20)):
        pieces = data.draw(st.integers(0, int(seconds * ref.max_per_s)))
        at, made, total = at + seconds * US_PER_S, made + pieces, (total + pieces) % (1 << width)
        added += sum(sample.delta for sample in counted.hear(total, at))
    assert added == made


@given(WIDTHS, st.lists(st.tuples(st.integers(0, 70_000), st.integers(-50, 3600)), max_size=40))
def test_nothing_negative_or_impossible_is_ever_added(width: int, readings: list[tuple[int, int]]) -> None:
    ref = replace(TOTAL, width=width)
    counted, at, heard = Counted(ref), AT, [AT]
    for total, seconds in readings:
        at += seconds * US_PER_S
        for sample in counted.hear(total % (1 << width), at):
            longest_s = max(0, at - min(heard)) / US_PER_S
            assert 0 <= sample.delta <= ref.max_per_s * longest_s + 1
        heard.append(at)


@given(st.lists(st.tuples(st.integers(0, 1 << 15), st.integers(1, 600)), min_size=1, max_size=30))
def test_what_is_added_is_never_more_than_the_time_allows(readings: list[tuple[int, int]]) -> None:
    """A piece of grace for each reading, for the moment at which a counter is read is never exact."""
    counted, at, added = Counted(TOTAL), AT, 0
    counted.hear(0, at)
    for total, seconds in readings:
        at += seconds * US_PER_S
        added += sum(sample.delta for sample in counted.hear(total, at))
    assert added <= TOTAL.max_per_s * (at - AT) / US_PER_S + len(readings)


@given(st.integers(0, 60_000), st.integers(1, 100))
def test_one_wild_reading_costs_nothing_when_the_counter_goes_on(start: int, pieces: int) -> None:
    counted = Counted(TOTAL)
    counted.hear(start, AT)
    wild = (start + 30_000) % (1 << 16)
    assert counted.hear(wild, AT + 60 * US_PER_S) == [] or wild <= 121
    goes_on = (start + pieces) % (1 << 16)
    if wild > 121:
        assert [s.delta for s in counted.hear(goes_on, AT + 120 * US_PER_S)] == [pieces]


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(1, 100)), max_size=30))
def test_messages_that_say_how_many_more_are_added_up_as_far_as_they_can_be_true(
    messages: list[tuple[int, int]],
) -> None:
    counted, at = Counted(DELTA), AT
    counted.hear(0, at)
    last = at
    for made, seconds in messages:
        at += seconds * US_PER_S
        can_be = made <= DELTA.max_per_s * (at - last) / US_PER_S + 1
        assert [s.delta for s in counted.hear(made, at)] == ([made] if made and can_be else [])
        last = at if made and can_be else last
