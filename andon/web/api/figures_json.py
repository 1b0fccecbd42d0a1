"""Sums as figures, written out: the only place where they get their names and units outside."""

from __future__ import annotations

from typing import Any

from andon.base.units import US_PER_S, to_iso
from andon.projections import figures
from andon.projections.figures import Figure
from andon.projections.periods import Period
from andon.projections.times import Pieces, Sums, Times

DIGITS = 6


def kpi_json(period: Period, sums: Sums, demand: int | None = None) -> dict[str, Any]:
    """All figures of a period."""
    times, pieces = sums.times, sums.pieces
    return {
        "from": to_iso(period.since),
        "to": to_iso(period.until),
        "shift": period.shift,
        "day": period.day,
        "order": period.order,
        "times": _times_json(times),
        "pieces": _pieces_json(pieces),
        "iso": _iso_json(times, pieces),
        "nakajima": _nakajima_json(times, pieces),
        "reliability": _reliability_json(sums),
        "takt_s": figure_json(figures.takt(times.available_us, demand or 0)),
    }


def figure_json(figure: Figure) -> dict[str, Any]:
    because = figures.REASONS[figure.why] if figure.why else None
    value = None if figure.value is None else round(figure.value, DIGITS)
    return {"value": value, "undefined": figure.why, "because": because, "over": figure.over, "n": figure.n}


def _times_json(times: Times) -> dict[str, float]:
    parts = {
        "calendar": times.calendar_us,
        "off": times.off_us,
        "planned": times.planned_us,
        "unknown": times.unknown_us,
        "known": times.known_us,
        "assumed": times.assumed_us,
        "PBT": times.pbt_us,
        "APT": times.apt_us,
        "ASUT": times.asut_us,
        "AUPT": times.aupt_us,
        "ADET": times.adet_us,
        "ADOT": times.adot_us,
        "AOET": times.aoet_us,
        "fault": times.fault_us,
        "micro_stops": times.micro_us,
        "induced": times.induced_us,
        "unexplained": times.unexplained_us,
    }
    return {name: lasted_us / US_PER_S for name, lasted_us in parts.items()}


def _pieces_json(pieces: Pieces) -> dict[str, Any]:
    counted = {"PQ": pieces.produced, "GQ": pieces.good, "SQ": pieces.scrap, "unrated": pieces.unrated}
    return {**counted, "ideal_s": pieces.ideal_us / US_PER_S}


def _iso_json(times: Times, pieces: Pieces) -> dict[str, Any]:
    return {
        "label": "ISO 22400-2",
        "availability": figure_json(figures.availability(times)),
        "effectiveness": figure_json(figures.effectiveness(times, pieces)),
        "quality_ratio": figure_json(figures.quality(pieces)),
        "OEE": figure_json(figures.oee(times, pieces)),
        "NEE": figure_json(figures.nee(times, pieces)),
        "throughput": figure_json(figures.throughput(times, pieces)),
        "scrap_ratio": figure_json(figures.scrap_ratio(pieces)),
        "setup_rate": figure_json(figures.setup_rate(times)),
    }


def _nakajima_json(times: Times, pieces: Pieces) -> dict[str, Any]:
    return {
        "label": "Nakajima",
        "availability": figure_json(figures.nakajima_availability(times)),
        "performance": figure_json(figures.nakajima_performance(times, pieces)),
        "speed_rate": figure_json(figures.effectiveness(times, pieces)),
        "net_rate": figure_json(figures.net_rate(times)),
        "quality": figure_json(figures.quality(pieces)),
        "OEE": figure_json(figures.nakajima_oee(times, pieces)),
    }


def _reliability_json(sums: Sums) -> dict[str, Any]:
    return {
        "MTBF_s": figure_json(figures.mtbf(sums.times, sums.failures)),
        "MTTR_s": figure_json(figures.mttr(sums.failures)),
        "MTTA_s": figure_json(figures.mtta(sums.answers)),
        "failures": sums.failures.failures,
        "repairs": sums.failures.repairs,
        "pulls": sums.answers.pulls,
        "wrong_calls": sums.answers.wrong,
        "answered_in_time": figure_json(figures.answered_in_time(sums.answers)),
    }
