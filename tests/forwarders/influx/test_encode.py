"""Lines, without a wire: what is said, that it is said in the schema's types, and that no two points are one."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from andon.forwarders.influx.encode import encode, set_aside
from andon.forwarders.influx.schema import SCHEMA, STATE_CODES
from andon.model.entry import Sample
from andon.model.event import (
    EVENTS,
    CallArrived,
    CallEnded,
    CallRaised,
    Event,
    KaizenTriggered,
    Noted,
    OpenCall,
    ShiftBegan,
    StationChanged,
    StationRemoved,
    StopBegan,
    StopEnded,
    StopReasoned,
    TriggerJoined,
    TriggerLeft,
    TriggerRested,
)
from tests.forwarders.influx.pieces import AT, Past, count, measured

OVEN = {"line": "paint", "station": "oven"}
RAISED = CallRaised(at=AT, **OVEN, call=7, type="help", point="cord")
BEGAN = StopBegan(at=AT, **OVEN, stop=8, cause="fault", reason="jam", stop_class="abnormality", category="equipment")
OPENED = KaizenTriggered(at=AT, **OVEN, trigger=8, category="equipment", stop=8)
PAST = Past((7, RAISED), (8, BEGAN), (8, OPENED), at={12: AT + 5_000_000})
MS = "1795420800123"

LINES: list[tuple[int, Event | Sample, str]] = [
    (
        5,
        count(5, at=AT, total=4711),
        f"andon_count,line=paint,station=oven,point=good,kind=count delta=1i,total=4711.0,seq=5i {MS}000005",
    ),
    (
        5,
        measured(0, 21.5),
        f"andon_value,line=paint,station=oven,point=heat value=21.5,seq=5i {MS}000005",
    ),
    (7, RAISED, f"andon_call,line=paint,station=oven,type=help,event=raised call=7i,seq=7i {MS}000007"),
    (
        9,
        CallArrived(at=AT + 1_500_000, **OVEN, call=7),
        "andon_call,line=paint,station=oven,type=help,event=arrived call=7i,seconds=1.5,seq=9i 1795420801623000007",
    ),
    (
        11,
        CallEnded(at=AT + 61_000_000, **OVEN, call=7, outcome="cleared"),
        'andon_call,line=paint,station=oven,type=help,event=ended call=7i,outcome="cleared",seconds=61.0,seq=11i'
        " 1795420861123000007",
    ),
    (
        8,
        BEGAN,
        'andon_stop,line=paint,station=oven,event=began stop=8i,cause="fault",reason="jam",stop_class="abnormality",'
        f'category="equipment",version=1i,seq=8i {MS}000008',
    ),
    (
        13,
        StopReasoned(at=AT, **OVEN, stop=8, reason="scratch", stop_class="unknown", version=3),
        'andon_stop,line=paint,station=oven,event=reasoned stop=8i,reason="scratch",stop_class="unknown",version=3i,'
        f"seq=13i {MS}000107",
    ),
    (
        14,
        StopEnded(at=AT + 250_000, **OVEN, stop=8, outcome="restarted"),
        'andon_stop,line=paint,station=oven,event=ended stop=8i,outcome="restarted",seconds=0.25,seq=14i'
        " 1795420800373000008",
    ),
    (
        12,
        StationChanged(at=AT, **OVEN, state="call", signal="good", calls=[OpenCall(7, "help", AT)], triggers=2),
        'andon_state,line=paint,station=oven state="call",code=1i,signal="good",since=1795420800123000i,calls=1i,'
        "triggers=2i,lamp_fault=false,seq=12i 1795420805123000012",
    ),
    (
        12,
        StationChanged(at=AT, **OVEN, state="running", signal="good", lamp_fault=True),
        'andon_state,line=paint,station=oven state="running",code=9i,signal="good",since=1795420800123000i,calls=0i,'
        "triggers=0i,lamp_fault=true,seq=12i 1795420805123000012",
    ),
    (
        99,
        StationRemoved(at=AT, **OVEN),
        'andon_state,line=paint,station=oven state="removed",code=10i,signal="lost",since=1795420800123000i,calls=0i,'
        f"triggers=0i,lamp_fault=false,seq=99i {MS}000099",
    ),
    (
        8,
        OPENED,
        f"andon_trigger,line=paint,station=oven,category=equipment,event=opened trigger=8i,stop=8i,seq=8i {MS}000008",
    ),
    (
        15,
        TriggerJoined(at=AT, **OVEN, trigger=8, stop=14),
        f"andon_trigger,line=paint,station=oven,category=equipment,event=joined trigger=8i,stop=14i,seq=15i {MS}000015",
    ),
    (
        16,
        TriggerLeft(at=AT, **OVEN, trigger=8, stop=14),
        f"andon_trigger,line=paint,station=oven,category=equipment,event=left trigger=8i,stop=14i,seq=16i {MS}000016",
    ),
    (
        17,
        TriggerRested(at=AT, **OVEN, trigger=8, emptied=True),
        "andon_trigger,line=paint,station=oven,category=equipment,event=rested trigger=8i,emptied=true,seq=17i"
        f" {MS}000017",
    ),
]
NOT_WRITTEN = {
    "ShiftBegan",
    "Noted",
    "QuarterClosed",
    "StationUnknown",
    "SlotBegan",
    "SlotEnded",
    "SlotWithdrawn",
    "StationKnown",
}  # quarters are sums of what is written
NOT_WRITTEN |= {"StationUnknown", "StationKnown"}  # what is written tells its state and signal
NOT_WRITTEN |= {"LimitsSet", "HourNoted", "SuggestionReceived", "WorkHandedOver"}  # words are no figures
NOT_WRITTEN |= {"Escalated", "StormBegan", "StormEnded", "NoticeAsked", "NoticeSettled"}  # who was told of it
NOT_WRITTEN |= {"ImportMade", "HistoryImported", "HistoryWithdrawn", "ImportWithdrawn"}  # its stops are written
NOT_WRITTEN |= {"TestHeard"}  # a test is outside every figure
NOT_WRITTEN |= {"CallAcknowledged", "CallRetyped", "CallWindowMoved", "CallJudged"}  # steps on the way of a call
NOT_WRITTEN |= {"StopAcknowledged", "StopArrived", "StopEvidenced"}  # and of a stop


@pytest.mark.parametrize(("seq", "told", "line"), LINES, ids=lambda value: type(value).__name__)
def test_line(seq: int, told: Event | Sample, line: str) -> None:
    assert encode(seq, told, PAST) == line


def test_every_event_is_written_or_said_not_to_be() -> None:
    written = {type(told).__name__ for _, told, _ in LINES if not isinstance(told, Sample)}
    assert set(EVENTS) - written <= NOT_WRITTEN
    assert encode(1, ShiftBegan(at=AT, shift="day"), PAST) is None
    assert encode(1, Noted(at=AT, about="clock", address="", text=""), PAST) is None


@pytest.mark.parametrize("line", [line for _, _, line in LINES])
def test_a_line_has_all_tags_of_the_schema_and_its_types(line: str) -> None:
    series, said, _ = re.fullmatch(r"(\S+) (.+) (\d+)", line).groups()  # type: ignore[union-attr]
    name, *tags = series.split(",")
    assert [tag.partition("=")[0] for tag in tags] == list(SCHEMA[name].tags)
    shapes = {"integer": r"-?\d+i", "float": r"-?\d+\.\d+", "string": r'".*"', "boolean": "true|false"}
    for field in said.split(","):
        key, _, value = field.partition("=")
        assert re.fullmatch(shapes[SCHEMA[name].fields[key]], value)


def test_every_state_has_a_number_of_its_own() -> None:
    assert len(set(STATE_CODES.values())) == len(STATE_CODES)


def test_a_call_or_stop_of_which_the_journal_knows_nothing_any_more_has_the_same_tags_and_no_seconds() -> None:
    line = encode(11, CallEnded(at=AT, **OVEN, call=7, outcome="cleared"), Past())
    assert (
        line
        == f'andon_call,line=paint,station=oven,type=unknown,event=ended call=7i,outcome="cleared",seq=11i {MS}000007'
    )


@pytest.mark.parametrize("value", [math.inf, -math.inf, math.nan])
def test_a_number_that_is_none_is_an_error_and_not_left_out(value: float) -> None:
    with pytest.raises(ValueError, match="no word"):
        encode(1, measured(1, value), PAST)


def test_an_integer_beyond_64_bits_is_an_error() -> None:
    with pytest.raises(ValueError, match="64 bits"):
        encode(1, Sample(at=AT, line="a", station="b", point="c", kind="count", delta=2**63, total=0), PAST)


def test_a_refused_point_is_told_of_at_its_own_instant() -> None:
    line = encode(5, count(5, at=AT), PAST)
    assert line is not None
    assert (
        set_aside(line, 5, 'said "no"') == rf'andon_set_aside,about=andon_count seq=5i,reason="said \"no\"" {MS}000005'
    )


@given(
    st.integers(0, 2**40),
    st.integers(1, 999_999),
    st.integers(0, 999),
    st.integers(0, 999),
)
def test_two_points_of_one_millisecond_are_two_points(seq: int, apart: int, us: int, other_us: int) -> None:
    at = AT // 1000 * 1000
    first, second = (encode(n, count(n, at=at + u), PAST) for n, u in ((seq, us), (seq + apart, other_us)))
    assert first is not None
    assert second is not None
    assert first.rpartition(" ")[2] != second.rpartition(" ")[2]


@given(st.integers(0, 2**53), st.integers(0, 2**40))
def test_the_instant_is_that_of_the_event_to_the_millisecond(at: int, seq: int) -> None:
    line = encode(seq, count(seq, at=at), PAST)
    assert line is not None
    assert int(line.rpartition(" ")[2]) // 1_000_000 == at // 1000
