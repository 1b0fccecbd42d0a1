"""Figures: what other people published comes out to the printed digit; what cannot be known is not made up."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from andon.base.units import US_PER_HOUR, US_PER_MINUTE, US_PER_S
from andon.projections import figures
from andon.projections.figures import Figure
from andon.projections.times import Failures, Pieces, Times

CHECKS = {
    each["id"]: each
    for each in json.loads(Path("tests/projections/published/figures.json").read_text(encoding="utf-8"))
}


def _running(minutes: float, **more: int) -> Times:
    run_us = int(minutes * US_PER_MINUTE)
    return Times(run_us=run_us, counted_us=run_us, rated_us=run_us, **more)


def _made(total: int, scrap: int, cycle_s: float) -> Pieces:
    return Pieces(total - scrap, scrap, ideal_us=total * int(cycle_s * US_PER_S))


def _rounded(figure: Figure, digits: int = 4) -> float:
    assert figure.value is not None
    return round(figure.value, digits)


def test_the_oee_that_everybody_prints() -> None:
    asked, expected = CHECKS["OEE-1"]["inputs"], CHECKS["OEE-1"]["expected"]
    times = _running(expected["run_min"], fault_us=asked["down_min"] * US_PER_MINUTE)
    pieces = _made(asked["total"], asked["reject"], asked["ideal_cycle_s"])
    assert times.pbt_us == expected["planned_min"] * US_PER_MINUTE
    assert pieces.good == expected["good"]
    assert _rounded(figures.availability(times)) == expected["availability"]
    assert _rounded(figures.effectiveness(times, pieces)) == expected["performance"]
    assert _rounded(figures.quality(pieces)) == expected["quality"]
    assert _rounded(figures.oee(times, pieces)) == expected["oee"]


def test_nakajimas_example_with_its_minor_stops() -> None:
    asked, expected = CHECKS["OEE-2"]["inputs"], CHECKS["OEE-2"]["expected"]
    made_min = asked["actual_cycle_min"] * asked["output"]
    down_us, minor_us = asked["down_min"] * US_PER_MINUTE, (expected["operating_min"] - made_min) * US_PER_MINUTE
    times = _running(made_min, fault_us=down_us, micro_us=int(minor_us))
    pieces = _made(asked["output"], asked["reject"], asked["ideal_cycle_min"] * 60)
    assert times.pbt_us == expected["loading_min"] * US_PER_MINUTE
    three = (
        figures.nakajima_availability(times),
        figures.nakajima_performance(times, pieces),
        figures.quality(pieces),
    )
    shown = [_rounded(figure, 2) for figure in three]
    assert shown == [expected["availability"], expected["performance"], expected["quality"]]
    assert round(shown[0] * shown[1] * shown[2], 4) == expected["oee"]  # they multiply what they have rounded
    assert _rounded(figures.nakajima_oee(times, pieces), 5) == 0.42609
    assert _rounded(figures.effectiveness(times, pieces), 3) == 0.625  # their speed rate
    assert _rounded(figures.net_rate(times), 2) == 0.80


def test_a_performance_that_nobody_measured_is_not_taken_for_one() -> None:
    asked, correct = CHECKS["OEE-BAD"]["inputs"], CHECKS["OEE-BAD"]["correct"]
    times = _running(asked["run_s"] / 60, fault_us=(asked["total_s"] - asked["run_s"]) * US_PER_S)
    pieces = _made(asked["total"], asked["total"] - asked["good"], 60 / asked["target_per_min"])
    assert _rounded(figures.effectiveness(times, pieces), 8) == correct["performance"]
    assert _rounded(figures.oee(times, pieces)) == correct["oee"] != CHECKS["OEE-BAD"]["published"]


def test_mtbf_and_mttr_of_a_works() -> None:
    runs, repaired = CHECKS["MTBF-1"]["cases"]
    running = Times(run_us=runs["op_h"] * US_PER_HOUR)
    between = figures.mtbf(running, Failures(failures=runs["failures"]))
    assert (between.value, between.n) == (runs["mtbf"] * 3_600, runs["failures"])
    repairs = Failures(repaired["repairs"], repaired["repairs"], repaired["down_h"] * US_PER_HOUR)
    assert figures.mttr(repairs) == Figure(repaired["mttr"] * 3_600, n=repaired["repairs"])


def _takt_of(case: dict[str, Any]) -> float | None:
    available_s = case["min"] * 60 if "min" in case else case["hours"] * 3_600
    return figures.takt(int(available_s * US_PER_S), case["demand"]).value


def test_takt_is_available_time_by_demand() -> None:
    minutes = CHECKS["TAKT-1"]["cases"][:2]
    assert [_takt_of(case) for case in minutes] == [pytest.approx(case["takt_min"] * 60) for case in minutes]
    assert _takt_of(CHECKS["TAKT-1"]["cases"][2]) == 1_800
    learning = CHECKS["TAKT-1"]["cases"][3]
    shift = Times(run_us=learning["available_s"] * US_PER_S, off_us=learning["breaks_s"] * US_PER_S)
    assert shift.calendar_us == learning["shift_s"] * US_PER_S
    assert figures.takt(shift.available_us, 600).value == learning["available_s"] / 600


def test_what_has_no_divisor_is_undefined_and_says_why() -> None:
    nothing, run = Times(), _running(10)
    uncounted = Times(run_us=US_PER_MINUTE)
    unrated = Times(run_us=US_PER_MINUTE, counted_us=US_PER_MINUTE)
    stood = Times(fault_us=US_PER_MINUTE)
    assert figures.availability(nothing) == Figure(None, "no-busy-time")
    assert figures.availability(stood).value == 0
    assert figures.effectiveness(stood, Pieces()) == Figure(None, "no-production")
    assert figures.effectiveness(uncounted, Pieces()) == Figure(None, "no-count-point")
    assert figures.effectiveness(unrated, Pieces(5, 0, unrated=5)) == Figure(None, "no-ideal-cycle")
    assert figures.quality(Pieces()) == Figure(None, "no-pieces")
    assert figures.oee(run, Pieces()) == Figure(None, "no-pieces")
    assert figures.oee(stood, Pieces(1, 0)) == Figure(None, "no-production")
    assert figures.throughput(run, Pieces(5)) == Figure(None, "no-order")
    assert figures.setup_rate(stood) == Figure(None, "no-production")
    assert figures.mtbf(run, Failures()) == Figure(None, "no-failures", n=0)
    assert figures.mttr(Failures(failures=1)) == Figure(None, "no-repairs", n=0)
    assert figures.takt(US_PER_HOUR, 0) == Figure(None, "no-demand")
    assert set(figures.REASONS) >= {"no-order", "no-arrivals"}


def test_more_than_a_whole_is_said_and_not_clipped() -> None:
    fast = figures.effectiveness(_running(1), _made(100, 0, 1.0))
    assert (_rounded(fast), fast.over) == (1.6667, True)
    whole = figures.oee(_running(1), _made(100, 0, 1.0))
    assert whole.over
    assert not figures.oee(_running(2), _made(100, 0, 1.0)).over
    assert not figures.throughput(_running(1, order_us=US_PER_S), Pieces(100)).over  # a rate may be anything


def test_setup_is_a_loss_of_oee_and_none_of_nee() -> None:
    times = _running(40, setup_us=20 * US_PER_MINUTE)
    pieces = _made(2_400, 0, 1.0)
    assert _rounded(figures.oee(times, pieces)) == 0.6667
    assert _rounded(figures.nakajima_oee(times, pieces)) == 0.6667
    assert _rounded(figures.nee(times, pieces)) == 1.0
    assert _rounded(figures.setup_rate(times)) == 0.3333


def test_a_target_is_work_time_by_takt_in_whole_pieces() -> None:
    assert figures.target(50 * US_PER_MINUTE, 14) == 214
    with pytest.raises(ValueError, match="takt"):
        figures.target(US_PER_HOUR, 0)
