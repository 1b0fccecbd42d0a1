"""What holds of the fold whatever happens."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from hypothesis import given
from pydantic import TypeAdapter

from andon.floor import deadlines
from andon.floor.fold import fold
from andon.floor.rosters import ladder_of
from andon.floor.shifts import slot_at
from andon.floor.state import Floor, State
from andon.journal import rows
from andon.model.entry import (
    Entry,
    Sample,
)
from andon.model.event import (
    CallEnded,
    CallRaised,
    CallRetyped,
    Escalated,
    KaizenTriggered,
    SlotBegan,
    SlotEnded,
    StationKnown,
    StationUnknown,
    StopBegan,
    StopEnded,
    StopReasoned,
    TriggerJoined,
    TriggerLeft,
    TriggerRested,
)
from tests.properties.life import (
    LIVES,
    LIVES_WITH_CLOCK_STEPS,
    OVER_SHIFTS,
    Life,
    Step,
    Told,
)

STATE = TypeAdapter(State)


@given(LIVES_WITH_CLOCK_STEPS)
def test_replay_is_live_at_every_prefix(steps: list[Step]) -> None:
    """What comes back from the book and from a snapshot goes on exactly as if nothing had been put away."""
    replayed = Floor()
    for entry, events in Life().live(steps):
        replayed = Floor(STATE.validate_json(STATE.dump_json(replayed.state)))
        assert fold(replayed, _through_the_book(entry)) == events
        assert [rows.read_event(rows.event_row(entry.seq, n, event)) for n, event in enumerate(events)] == events


@given(LIVES_WITH_CLOCK_STEPS)
def test_the_snapshot_of_a_life_equals_its_state(steps: list[Step]) -> None:
    life = Life()
    life.live(steps)
    assert STATE.validate_json(STATE.dump_json(life.floor.state)) == life.floor.state


def _through_the_book(entry: Entry) -> Entry:
    if isinstance(entry, Sample):
        row = rows.sample_row(entry)
        return rows.read_sample((*row[:7], float(row[7])))
    return rows.read_entry(rows.entry_row(entry))


@given(LIVES)
def test_stops_of_a_station_never_overlap(steps: list[Step]) -> None:
    over: dict[str, int] = {}
    for spans in _spans(Life().live(steps), StopBegan, StopEnded, lambda event: ""):
        place, began, ended = spans
        assert began >= over.get(place, began)
        assert ended is None or ended >= began
        over[place] = began if ended is None else ended


@given(LIVES)
def test_calls_of_one_type_at_a_station_never_overlap(steps: list[Step]) -> None:
    over: dict[str, int] = {}
    told = _without_missed(Life().live(steps))
    retyped = {event.call for _, events in told for event in events if isinstance(event, CallRetyped)}  # of two types
    told = [(entry, [e for e in events if getattr(e, "call", None) not in retyped]) for entry, events in told]
    for place, began, ended in _spans(told, CallRaised, CallEnded, lambda event: event.type):
        assert began >= over.get(place, began)
        assert ended is None or ended >= began
        over[place] = began if ended is None else ended


def _without_missed(told: Told) -> Told:
    missed = {e.call for _, events in told for e in events if isinstance(e, CallEnded) and e.outcome == "missed"}
    return [(entry, [e for e in events if getattr(e, "call", None) not in missed]) for entry, events in told]


def _spans(told: Told, begins: type, ends: type, what: object) -> Iterator[tuple[str, int, int | None]]:
    """(place, began, ended) in order of their begin; two open at once at a place are refused here."""
    key = "stop" if begins is StopBegan else "call"
    began: dict[int, tuple[str, int]] = {}
    ended: dict[int, int] = {}
    is_open: set[str] = set()
    for event in (event for _, events in told for event in events):
        number = getattr(event, key, None)
        if isinstance(event, begins):
            place = f"{event.line}/{event.station}/{what(event)}"
            assert place not in is_open
            is_open.add(place)
            began[number] = (place, event.at)
        elif isinstance(event, ends):
            is_open.remove(began[number][0])
            ended[number] = event.at
    for number, (place, at) in began.items():
        yield place, at, ended.get(number)


@given(LIVES_WITH_CLOCK_STEPS)
def test_an_id_is_the_seq_that_opened_it_and_opens_one_thing_of_its_kind(steps: list[Step]) -> None:
    opened: set[tuple[type, int]] = set()
    for entry, events in Life().live(steps):
        for event in events:
            key = {CallRaised: "call", StopBegan: "stop", KaizenTriggered: "trigger"}.get(type(event))
            if key is not None:
                number = getattr(event, key)
                assert number == entry.seq
                assert (type(event), number) not in opened
                opened.add((type(event), number))


@given(LIVES)
def test_exactly_one_trigger_for_each_stop_that_is_an_abnormality(steps: list[Step]) -> None:
    category: dict[int, str | None] = {}
    linked: dict[int, list[int]] = defaultdict(list)
    rested: set[int] = set()
    life = Life()
    for _, events in life.live(steps):
        for event in events:
            match event:
                case StopBegan() | StopReasoned():
                    category[event.stop] = event.category
                case KaizenTriggered() | TriggerJoined():
                    assert event.trigger not in rested
                    linked[event.stop].append(event.trigger)
                case TriggerLeft():
                    linked[event.stop].remove(event.trigger)
                case TriggerRested():
                    rested.add(event.trigger)
        assert all(len(linked[stop]) == (kind is not None) for stop, kind in category.items())
    held = [trigger.stops for trigger in life.floor.state.triggers.values()]
    assert held == [
        sum(triggers == [trigger.id] for triggers in linked.values()) for trigger in life.floor.state.triggers.values()
    ]


@given(LIVES_WITH_CLOCK_STEPS)
def test_green_is_never_shown_on_silence(steps: list[Step]) -> None:
    life = Life()
    for step in steps:
        life.live([step])
        for place, where in life.index.stations.items():
            station = life.floor.state.stations[place]
            assert station.tile is not None
            if station.tile.state == "running":
                assert where.watched
                assert all(life.floor.state.heard[device] for device in where.devices)
                assert station.tile.signal == "good"
                assert not station.calls and station.stop is None
                assert not where.telling or station.run or station.machine == "running"
                assert slot_at(life.floor.state.plan, life.index.lines[where.line], life.now).kind == "work"


@given(LIVES)
def test_unknown_times_do_not_overlap_and_are_never_green(steps: list[Step]) -> None:
    life = Life()
    since: dict[str, int] = {}
    until: dict[str, int] = defaultdict(int)
    for event in (event for _, events in life.live(steps) for event in events):
        place = f"{event.line}/{event.station}"
        if isinstance(event, StationUnknown):
            assert place not in since
            assert event.at >= until[place]
            since[place] = event.at
        elif isinstance(event, StationKnown):
            assert since.pop(place) == event.since <= event.at
            until[place] = event.at
    for place, station in life.floor.state.stations.items():
        assert station.tile is not None
        assert station.unknown_since == since.get(place)
        assert station.tile.state not in ("running", "idle", "planned") or place not in since
        assert station.tile.state not in ("no-signal", "not-watched", "test") or place in since


@given(LIVES)
def test_the_calendar_that_is_kept_leaves_no_gap_and_never_overlaps(steps: list[Step]) -> None:
    life = Life()
    open_since: dict[str, int] = {}
    for event in (event for _, events in life.live(steps) for event in events):
        if isinstance(event, SlotBegan):
            assert event.was == (None if open_since.get(event.line) == event.at else open_since.get(event.line))
            assert open_since.get(event.line, event.at) <= event.at
            assert event.shift_since <= event.at
            open_since[event.line] = event.at
        elif isinstance(event, SlotEnded):
            assert open_since.pop(event.line) == event.was
    assert life.floor.state.plan is not None
    for line, kept in life.floor.state.kept.items():
        assert open_since[line] == kept.slot.since
        slot = slot_at(life.floor.state.plan, life.index.lines[line], life.now)
        assert (kept.slot.kind, kept.slot.shift, kept.slot.until) == (slot.kind, slot.shift, slot.until)


@given(LIVES_WITH_CLOCK_STEPS)
def test_a_tile_shows_what_is_open(steps: list[Step]) -> None:
    life = Life()
    life.live(steps)
    for place, station in life.floor.state.stations.items():
        tile = station.tile
        assert tile is not None
        assert (tile.stop, tile.calls) == (station.stop, list(station.calls.values()))
        own = station.stop is not None and station.stop.induced is None
        assert (tile.state == "stopped") == own
        assert (tile.state == "call") == (bool(station.calls) and not own)
        if (
            station.stop is not None and not station.calls and tile.test is None
        ):  # a test is said before what is induced
            assert station.stop.induced in (None, tile.state)
        assert tile.triggers == sum(key.startswith(f"{place}/") for key in life.floor.state.triggers)
        assert bool(station.causes) == (station.stop is not None)


@given(LIVES)
def test_nothing_that_is_due_is_left(steps: list[Step]) -> None:
    life = Life()
    life.live(steps)
    due = deadlines.next_due(life.floor.state)
    assert due is not None and due > life.now


@given(LIVES_WITH_CLOCK_STEPS)
def test_a_call_has_one_end_and_its_window_is_what_the_deadlines_know(steps: list[Step]) -> None:
    life, over = Life(), set[int]()
    for step in steps:
        before = len(life.told)
        life.live([step])
        for event in (event for _, events in life.told[before:] for event in events):
            if isinstance(event, CallEnded):
                assert event.call not in over
                over.add(event.call)
        state = life.floor.state
        for place, station in state.stations.items():
            untils = [call.until for call in station.calls.values() if call.until is not None]
            assert state.windows.get(place) == min(untils, default=None)
            assert all(call.until is None or call.left_us is None for call in station.calls.values())
            assert not {call.id for call in station.calls.values()} & over


@given(LIVES)
def test_a_call_that_expired_holds_a_stop_until_a_restart(steps: list[Step]) -> None:
    life = Life()
    for step in steps:
        life.live([step])
        for station in life.floor.state.stations.values():
            asking = [cause for cause in station.causes.values() if cause.cause == "call"]
            assert not asking or station.stop is not None


@given(LIVES_WITH_CLOCK_STEPS | OVER_SHIFTS)
def test_no_tier_is_told_twice_of_one_call_or_stop(steps: list[Step]) -> None:
    """A stop that a call asked for is the same climb; who was not on shift was not told.

    A new shift tells no person twice.
    """
    told: set[tuple[str, int | None, str]] = set()
    knowing: set[tuple[str, int | None, str]] = set()
    for _, events in Life().live(steps):
        of_shift: tuple[str, int | None] | None = None  # what a new shift is being told of, and falls to the next tier
        for event in events:
            if isinstance(event, Escalated):
                what = ("stop", event.stop) if event.call is None else ("call", event.call)
                of_shift = what if event.why == "new-shift" or (event.why == "nobody" and of_shift == what) else None
                known = {(*what, person) for person in event.persons}
                assert not (known & knowing if of_shift else (*what, event.tier) in told)
                told.add((*what, event.tier))
                knowing |= known


@given(LIVES_WITH_CLOCK_STEPS)
def test_only_what_is_open_climbs_and_whoever_is_told_is_on_that_tier(steps: list[Step]) -> None:
    life = Life()
    life.live(steps)
    state = life.floor.state
    stations = state.stations.values()
    waiting = {call.id for station in stations for call in station.calls.values()}
    waiting |= {cause.asked_by.id for station in stations for cause in station.causes.values() if cause.asked_by}
    stops = {station.stop.id for station in stations if station.stop}
    for ladder in state.ladders.values():
        assert ladder.stop in stops if ladder.stop is not None else ladder.call in waiting
        assert (ladder.timer is None) == (ladder.due is None)
    for event in (event for _, events in life.told for event in events):
        if isinstance(event, Escalated):
            assert set(event.bundled) <= set(event.persons)
            assert event.storm is not None or not event.bundled


@given(LIVES_WITH_CLOCK_STEPS)
def test_where_the_plan_has_tiers_an_open_call_is_known_to_one(steps: list[Step]) -> None:
    life = Life()
    life.live(steps)
    for place, station in life.floor.state.stations.items():
        for call in station.calls.values():
            tiers = ladder_of(life.index.plan, place, call.type, "")
            assert not tiers or life.floor.state.ladders[f"call/{call.id}"].told
