"""What holds of the fold whatever happens."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import get_args

from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from andon.base.units import US_PER_DAY
from andon.floor import deadlines
from andon.floor.fold import fold
from andon.floor.rosters import ladder_of
from andon.floor.shifts import slot_at
from andon.floor.state import Floor, State
from andon.journal import rows
from andon.model.entry import (
    ENTRIES,
    BufferEnded,
    CalendarTurned,
    CallAnswer,
    CallAnswered,
    CallAsked,
    CallFixed,
    ClockStepped,
    CountQuarantined,
    CountReset,
    CountsClosed,
    CountsImported,
    Entry,
    HandedOver,
    HelpSought,
    ImportBegan,
    ImportUndone,
    LampFaultBegan,
    LampFaultEnded,
    NoticeReported,
    NoticeTried,
    OpenWork,
    PlanAdopted,
    RightsChanged,
    SafetyReleased,
    Sample,
    ServiceStarted,
    SignalAccepted,
    SourceHeard,
    SourceSilent,
    StationRestarted,
    StopAnswer,
    StopAnswered,
    StopAsked,
    StopClassified,
    StopImported,
    StormPassed,
    SuggestionMade,
    TierDue,
    Timer,
    TriggerClosed,
    WindowEnded,
)
from andon.model.event import (
    CallEnded,
    CallRaised,
    Escalated,
    Event,
    KaizenTriggered,
    StationKnown,
    StationUnknown,
    StopBegan,
    StopEnded,
    StopReasoned,
    TriggerJoined,
    TriggerLeft,
    TriggerRested,
)
from andon.model.plan import Category
from andon.model.signal import Lamp
from tests.properties.life import (
    ADDRESSES,
    BEGINS,
    DEVICES,
    LIVES,
    LIVES_WITH_CLOCK_STEPS,
    PLANS,
    REASONS,
    VALUES,
    Life,
    Step,
    Told,
)

STATE = TypeAdapter(State)

_at = st.integers(BEGINS - US_PER_DAY, BEGINS + 2 * US_PER_DAY)
_address = st.sampled_from([*ADDRESSES, "nowhere", "box/DEADBEEF/cord", ""])
_device = st.sampled_from([*DEVICES, "nowhere"])
_line = st.sampled_from(["paint", "press", "weld", "final", "moon"])
_station = st.sampled_from(["oven", "press-1", "robot", "doors", "brakes", "dark-side"])
_small = st.integers(0, 60)
_type = st.sampled_from(["help", "quality", "coffee"])
_tier = st.sampled_from(["team-leader", "manager", "nobody"])
_climbs = {"call": st.one_of(st.none(), _small), "stop": st.one_of(st.none(), _small)}
_brought = st.just({"paint/oven": {"7": [0, 1, 2]}})
_placed = {"line": _line, "station": _station}


def _entries() -> st.SearchStrategy[Entry]:
    counted = {"at": _at, "address": _address, "total": _small, "was": _small, "why": st.just("why")}
    totals = st.dictionaries(_station, st.lists(_small, min_size=2, max_size=2), max_size=2)
    return st.one_of(
        st.builds(PlanAdopted, at=_at, plan=st.sampled_from(PLANS)),
        st.builds(
            SignalAccepted,
            at=_at,
            address=_address,
            value=VALUES,
            device_at=st.one_of(st.none(), _at, st.just(7)),
            late=st.booleans(),
        ),
        st.builds(SourceHeard, at=_at, device=_device),
        st.builds(SourceSilent, at=_at, device=_device, since=_at),
        st.builds(
            LampFaultBegan, at=_at, device=_device, told=st.just(["green"]), shown=st.sampled_from([[], ["red"]])
        ),
        st.builds(LampFaultEnded, at=_at, device=_device),
        st.builds(
            ServiceStarted, at=_at, down_since=st.one_of(st.none(), _at), version=st.just("1"), rules=st.integers(0, 1)
        ),
        st.builds(ClockStepped, at=_at, step_us=st.integers(-US_PER_DAY, US_PER_DAY)),
        st.builds(ENTRIES["CordStayedOut"], at=_at, address=_address),
        st.builds(CalendarTurned, at=_at, line=_line),
        st.builds(CountsClosed, at=_at, line=_line, begin=_at, totals=totals),
        st.builds(CountReset, **counted),
        st.builds(CountQuarantined, **counted),
        st.builds(TriggerClosed, at=_at, trigger=_small),
        st.builds(
            CallAsked,
            at=_at,
            **_placed,
            type=_type,
            again=st.one_of(st.none(), _small),
            returns=_small,
            pulled_at=st.one_of(st.none(), _at),
            late=st.booleans(),
        ),
        st.builds(
            ENTRIES["LimitsFrozen"],
            at=_at,
            **_placed,
            chart=st.sampled_from(["c", "u", "p"]),
            begin=_at,
            end=_at,
            count=_small,
            size=_small,
            points=_small,
            why=_type,
        ),
        st.builds(ENTRIES["HourCommented"], at=_at, line=_line, hour=_at, text=_type, initials=_type),
        st.builds(SuggestionMade, at=_at, **_placed, text=st.text(max_size=9)),
        st.builds(RightsChanged, at=_at, subject=st.just("person:mai"), what=_type, was=_type, now=_type),
        st.builds(CallAnswered, at=_at, **_placed, call=_small, said=st.sampled_from(get_args(CallAnswer)), type=_type),
        st.builds(CallFixed, at=_at, **_placed, call=_small, fixed=st.booleans()),
        st.builds(StopAnswered, at=_at, **_placed, stop=_small, said=st.sampled_from(get_args(StopAnswer))),
        st.builds(HandedOver, at=_at, **_placed, what=st.sampled_from(get_args(OpenWork)), subject=_small, to=_device),
        st.builds(StopAsked, at=_at, **_placed),
        st.builds(StationRestarted, at=_at, **_placed),
        st.builds(ImportBegan, at=_at, file=st.just("old.csv")),
        st.builds(StopImported, at=_at, batch=_small, began=_at, ended=_at, reason=st.sampled_from(REASONS), **_placed),
        st.builds(CountsImported, at=_at, batch=_small, begin=_at, good=_small, reject=_small, **_placed),
        st.builds(
            ImportUndone,
            at=_at,
            batch=_small,
            stops=st.lists(_small, max_size=2),
            counts=st.just({"paint/oven": {"7": [0, 1, 2]}}),
            over=st.booleans(),
        ),
        st.builds(SafetyReleased, at=_at, why=st.just("safe again"), **_placed),
        st.builds(WindowEnded, at=_at, **_placed, call=_small),
        st.builds(BufferEnded, at=_at, **_placed, stop=_small, shows=st.sampled_from(["starved", "blocked"])),
        st.builds(ENTRIES["TestBegan"], at=_at, **_placed, until=_at),
        st.builds(ENTRIES["TestLit"], at=_at, **_placed, lamps=st.lists(st.sampled_from(get_args(Lamp)), max_size=2)),
        st.builds(ENTRIES["TestEnded"], at=_at, **_placed),
        st.builds(TierDue, at=_at, **_placed, **_climbs, tier=_tier, timer=st.sampled_from(get_args(Timer))),
        st.builds(HelpSought, at=_at, **_placed, **_climbs),
        st.builds(StormPassed, at=_at, line=_line),
        st.builds(NoticeTried, at=_at, person=_tier),
        st.builds(NoticeReported, at=_at, escalation=_small, n=_small, person=_tier, state=st.just("sent")),
        st.builds(
            StopClassified,
            at=_at,
            stop=_small,
            line=_line,
            station=_station,
            reason=st.sampled_from([*REASONS, "gone"]),
            version=_small,
            was_category=st.sampled_from([None, *get_args(Category)]),
            was_trigger=st.one_of(st.none(), _small),
        ),
        st.builds(
            Sample,
            at=_at,
            line=_line,
            station=_station,
            point=st.sampled_from(["count", "heat"]),
            kind=st.sampled_from(["count", "reject", "value"]),
            delta=_small,
            total=_small,
        ),
    )


def test_random_entries_are_of_every_kind() -> None:
    drawn = {repr(strategy)[7 : repr(strategy).index(",")] for strategy in _entries().original_strategies}
    assert drawn >= set(ENTRIES)


@given(st.lists(_entries(), min_size=10, max_size=60))
@example([CalendarTurned(at=BEGINS, line="paint"), ServiceStarted(at=BEGINS, down_since=None, version="1")])
def test_any_entry_in_any_state_is_defined(entries: list[Entry]) -> None:
    floor = Floor()
    for seq, entry in enumerate(entries, 1):
        events = fold(floor, _numbered(entry, seq))
        assert all(isinstance(event, Event) for event in events)
        assert floor.state.seq == seq
        assert STATE.validate_json(STATE.dump_json(floor.state)) == floor.state
        if deadlines.next_due(floor.state) is not None:
            assert deadlines.due_entry(floor.state).at == deadlines.next_due(floor.state)


def _numbered(entry: Entry, seq: int) -> Entry:
    return replace(entry, seq=seq)


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
        assert station.stop is None or station.stop.induced in (None, tile.state) or station.calls
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


@given(LIVES_WITH_CLOCK_STEPS)
def test_no_tier_is_told_twice_of_one_call_or_stop(steps: list[Step]) -> None:
    """A stop that a call asked for is the same climb; who was not on shift was not told."""
    told: set[tuple[str, int | None, str]] = set()
    for _, events in Life().live(steps):
        for event in events:
            if isinstance(event, Escalated):
                what = ("stop", event.stop) if event.call is None else ("call", event.call)
                assert (*what, event.tier) not in told
                told.add((*what, event.tier))


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
