"""Any entry in any state, whatever nonsense it says."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from andon.base.units import US_PER_DAY
from andon.floor import deadlines
from andon.floor.fold import fold
from andon.floor.state import Floor, State
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
    Event,
)
from andon.model.plan import Category
from andon.model.signal import Lamp
from tests.properties.life import (
    ADDRESSES,
    BEGINS,
    DEVICES,
    PLANS,
    REASONS,
    VALUES,
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
