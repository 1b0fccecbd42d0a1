"""Counters -> pieces. A counter wraps, begins again, is replaced or lies; what it cannot have made is never added.

A reading is believed when the pieces since the last trusted one, modulo the counter's width, are at most
`max_per_s` times the seconds between, plus one. Else, in this order: a small total is a counter that began again
(its total is what it has made since); a reading that agrees with the one before it, which could not be believed, is
a replaced device; anything else is quarantined: kept, shown, not added.
"""

from __future__ import annotations

from dataclasses import replace
from math import isfinite

from andon.base.errors import BadInput
from andon.base.units import US_PER_HOUR, US_PER_S
from andon.floor.index import PointRef
from andon.floor.state import Counter, State
from andon.floor.under_test import step
from andon.model.entry import CountQuarantined, CountReset, Entry, Sample
from andon.model.signal import Value

COUNT_MOST = (1 << 53) - 1  # a total is kept as a number of 64 bits with a point; up to here it is exact


def measure(state: State, ref: PointRef, value: Value, at: int, seq: int = 0) -> list[Entry]:
    """The sample of a reading and what is odd about it, numbered from `seq`. Raises BadInput for what is no count.

    Under test the counter is followed and nothing is counted.
    """
    found = _found(state, ref, value, at, seq)
    if step(state.tests.get(ref.place), "count", at).act == "pass":
        return found
    return [replace(entry, delta=0) if isinstance(entry, Sample) else entry for entry in found]


def _found(state: State, ref: PointRef, value: Value, at: int, seq: int = 0) -> list[Entry]:
    if ref.kind == "value":
        return _measured(state, ref, value, at, seq)
    total = _whole(ref, value)
    counter = state.counters.get(ref.key)
    if not ref.is_total:
        return _delta(ref, counter, total, at, seq)
    if counter is None:
        return [_sample(ref, at, 0, total, seq)]
    return _step(ref, counter, total % (1 << ref.width), at, seq)


def _step(ref: PointRef, counter: Counter, total: int, at: int, seq: int) -> list[Entry]:
    made = _pieces(ref, counter.total, total)
    if made == 0:
        return []
    if made <= _most(ref, counter.at, at):
        return [_sample(ref, at, made, total, seq)]
    if total < counter.total and total <= _most(ref, counter.at, at):
        return _begun_again(ref, counter, total, total, at, seq, "the counter began again")
    if counter.suspect_total is not None:
        made = _pieces(ref, counter.suspect_total, total)
        if made <= _most(ref, counter.suspect_at, at):
            return _begun_again(ref, counter, made, total, at, seq, "the device was replaced")
    return [_quarantined(ref, counter.total, total, at, seq)]


def _delta(ref: PointRef, counter: Counter | None, made: int, at: int, seq: int) -> list[Entry]:
    """Pieces since the message before; of the first one an hour's worth is believed."""
    was, since = (counter.total, counter.at) if counter else (0, at - US_PER_HOUR)
    total = was + made
    if made > _most(ref, since, at):
        return [_quarantined(ref, was, total, at, seq)]
    return [_sample(ref, at, made, total, seq)] if made or counter is None else []


def _measured(state: State, ref: PointRef, value: Value, at: int, seq: int) -> list[Entry]:
    if isinstance(value, (bool, str)) or not isfinite(value):
        raise BadInput(f"a measured value is a number, not {value!r}")
    if state.values.get(ref.key) == value:
        return []
    return [_sample(ref, at, 0, value, seq)]


def _whole(ref: PointRef, value: Value) -> int:
    most = min((1 << ref.width) - 1, COUNT_MOST)
    if isinstance(value, (bool, str)) or not 0 <= value <= most or value != int(value):
        raise BadInput(f"a count of {ref.width} bits is a whole number from 0 to {most}, not {value!r}")
    return int(value)


def _pieces(ref: PointRef, was: int, now: int) -> int:
    return (now - was) % (1 << ref.width)


def _most(ref: PointRef, was_at: int, at: int) -> float:
    return ref.max_per_s * max(0, at - was_at) / US_PER_S + 1


def _begun_again(ref: PointRef, counter: Counter, made: int, total: int, at: int, seq: int, why: str) -> list[Entry]:
    reset = CountReset(seq=seq, at=at, address=ref.key, total=total, was=counter.total, why=why)
    return [reset, _sample(ref, at, made, total, seq + 1)]


def _sample(ref: PointRef, at: int, delta: int, total: float, seq: int) -> Sample:
    line, _, station = ref.place.partition("/")
    return Sample(seq=seq, at=at, line=line, station=station, point=ref.point, kind=ref.kind, delta=delta, total=total)


def _quarantined(ref: PointRef, was: int, total: int, at: int, seq: int) -> CountQuarantined:
    why = "more than it can make in the time"
    return CountQuarantined(seq=seq, at=at, address=ref.key, total=total, was=was, why=why)
