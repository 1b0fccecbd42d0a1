"""What an older service wrote keeps its meaning: a start that folds its book opens nothing anew."""

from __future__ import annotations

from andon.journal import rows
from andon.model.entry import (
    RULES,
    CallAnswered,
    CallAsked,
    ServiceStarted,
    StationRestarted,
    StopAsked,
    StopClassified,
)
from tests.floor.bench import Bench, S

PLACE = {"line": "paint", "station": "oven"}


def _old() -> Bench:
    """A floor under a service that knew no rules: its book says nothing of them."""
    bench = Bench("oven two-cords safety kolkata")
    seq, at, kind, who, _ = rows.entry_row(ServiceStarted(at=bench.now, down_since=None, version="1"))
    started = rows.read_entry((seq, at, kind, who, '{"down_since": null, "version": "1"}'))
    assert started == ServiceStarted(at=bench.now, down_since=None, version="1", rules=0)
    bench.add(started)
    return bench


def _asked(bench: Bench) -> int:
    bench.add(CallAsked(at=bench.now, **PLACE, type="safety"))
    return bench.floor.state.seq


def test_a_call_about_safety_that_was_cancelled_by_the_old_rules_is_over() -> None:
    bench = _old()
    call = _asked(bench)
    bench.now += 60 * S
    bench.add(CallAnswered(at=bench.now, **PLACE, call=call, said="cancel"))
    assert not bench.station("paint/oven").calls


def test_a_stop_about_safety_that_ran_again_by_the_old_rules_is_over() -> None:
    bench = _old()
    bench.add(StopAsked(at=bench.now, **PLACE))
    stop = bench.floor.state.seq
    classified = {"reason": "unsafe", "version": 1, "was_category": "equipment", "was_trigger": stop}
    bench.add(StopClassified(at=bench.now, **PLACE, stop=stop, **classified))
    bench.add(StationRestarted(at=bench.now + S, **PLACE))
    assert bench.station("paint/oven").stop is None


def test_a_latched_cord_that_came_out_by_the_old_rules_was_out_at_once() -> None:
    bench = _old()
    bench.say("final/doors/front", True)
    bench.now += S
    bench.say("final/doors/front", False)
    assert not bench.station("final/doors").calls
    assert not bench.floor.state.releases


def test_what_is_open_when_a_service_of_today_starts_waits_for_its_release() -> None:
    bench = _old()
    call = _asked(bench)
    bench.add(ServiceStarted(at=bench.now, down_since=None, version="2", rules=RULES))
    bench.add(CallAnswered(at=bench.now, **PLACE, call=call, said="cancel"))
    assert bench.station("paint/oven").calls["safety"].id == call
