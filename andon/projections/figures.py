"""The one definition of every figure: ISO 22400-2 by its own symbols, Nakajima's OEE beside it, takt, MTBF, MTTR, MTTA.

Screens, exports and the API call these and reckon nothing themselves. A figure is made of sums (`times`), so one of a
line is never a mean of those of its stations. A zero divisor leaves it undefined and says why; more than a whole is
said and never clipped. Nakajima counts setup as loss of availability and micro-stops as loss of performance, ISO puts
micro-stops into availability; the product of the three is the same, so where the micro-stop threshold lies moves
neither OEE.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import Literal

from andon.base.units import US_PER_S
from andon.projections.times import Answers, Failures, Pieces, Times

Why = Literal[
    "no-busy-time",
    "no-production",
    "no-count-point",
    "no-ideal-cycle",
    "no-pieces",
    "no-order",
    "no-failures",
    "no-repairs",
    "no-arrivals",
    "no-stop-points",
    "no-demand",
]

REASONS: dict[Why, str] = {
    "no-busy-time": "there was no planned busy time of which anything is known",
    "no-production": "nothing was in production",
    "no-count-point": "nothing counts here",
    "no-ideal-cycle": "no planned run time per item (PRI) is agreed here",
    "no-pieces": "no piece was made",
    "no-order": "no order ran",
    "no-failures": "nothing failed",
    "no-repairs": "nothing was repaired",
    "no-arrivals": "nobody came to a call",
    "no-stop-points": "no call had a point at which it asks for a stop",
    "no-demand": "no demand was named",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A value, or why there is none. `n`: of how many. `over`: more than a whole, which cannot be."""

    value: float | None
    why: Why | None = None
    n: int | None = None
    over: bool = False


def availability(times: Times) -> Figure:
    """APT / PBT."""
    return _ratio(times.apt_us, times.pbt_us, "no-busy-time")


def effectiveness(times: Times, pieces: Pieces) -> Figure:
    """PRI * PQ / APT, of the stations that count and have a PRI. Over 100 % the PRI is wrong, and that is said."""
    if times.apt_us and not times.counted_us:
        return Figure(None, "no-count-point")
    if times.counted_us and not times.rated_us:
        return Figure(None, "no-ideal-cycle")
    return _ratio(pieces.ideal_us, times.rated_us, "no-production")


def quality(pieces: Pieces) -> Figure:
    """GQ / PQ."""
    return _ratio(pieces.good, pieces.produced, "no-pieces")


def oee(times: Times, pieces: Pieces) -> Figure:
    """Availability * effectiveness * quality ratio, of ISO 22400-2."""
    return product(availability(times), effectiveness(times, pieces), quality(pieces))


def nee(times: Times, pieces: Pieces) -> Figure:
    """Net equipment effectiveness: (AUPT / PBT) * effectiveness * quality ratio; setup is no loss in it."""
    busy = _ratio(times.aupt_us, times.pbt_us, "no-busy-time")
    return product(busy, effectiveness(times, pieces), quality(pieces))


def nakajima_availability(times: Times) -> Figure:
    """Operating time / loading time: setup is a loss, micro-stops are none yet."""
    return _ratio(times.apt_us + times.micro_us, times.pbt_us, "no-busy-time")


def net_rate(times: Times) -> Figure:
    """How much of the operating time was not lost to micro-stops."""
    return _ratio(times.apt_us, times.apt_us + times.micro_us, "no-production")


def nakajima_performance(times: Times, pieces: Pieces) -> Figure:
    """Speed rate * net rate. The speed rate (ideal cycle / actual cycle) is what ISO calls effectiveness."""
    return product(effectiveness(times, pieces), net_rate(times))


def nakajima_oee(times: Times, pieces: Pieces) -> Figure:
    """Availability * performance * quality, as Nakajima counts them."""
    return product(nakajima_availability(times), nakajima_performance(times, pieces), quality(pieces))


def throughput(times: Times, pieces: Pieces) -> Figure:
    """PQ / AOET, in pieces per second."""
    return _ratio(pieces.produced * US_PER_S, times.aoet_us, "no-order", is_share=False)


def scrap_ratio(pieces: Pieces) -> Figure:
    """SQ / PQ."""
    return _ratio(pieces.scrap, pieces.produced, "no-pieces")


def setup_rate(times: Times) -> Figure:
    """ASUT / AUPT."""
    return _ratio(times.asut_us, times.aupt_us, "no-production")


def takt(available_us: int, demand: int) -> Figure:
    """Seconds per piece: available time / demand."""
    return _ratio(available_us / US_PER_S, demand, "no-demand", is_share=False)


def target(work_us: int, takt_s: float) -> int:
    """Whole pieces that should be made in so much work time, breaks out. ValueError where the takt is none."""
    if takt_s <= 0:
        raise ValueError("a takt is more than nothing")
    return int(work_us / (takt_s * US_PER_S))


def mtbf(times: Times, failures: Failures) -> Figure:
    """Seconds of operating time per failure; n failures."""
    return _mean(times.apt_us, failures.failures, "no-failures")


def mttr(failures: Failures) -> Figure:
    """Seconds of repair per repair; n repairs."""
    return _mean(failures.repair_us, failures.repairs, "no-repairs")


def mtta(answers: Answers) -> Figure:
    """Seconds from the pull to whoever came; n arrivals."""
    return _mean(answers.arrive_us, answers.arrivals, "no-arrivals")


def answered_in_time(answers: Answers) -> Figure:
    """The share of calls that were answered before their stop point; n calls that had one."""
    share = _ratio(answers.in_time, answers.stop_points, "no-stop-points")
    return Figure(share.value, share.why, n=answers.stop_points)


def product(*figures: Figure) -> Figure:
    """Undefined as soon as one of them is, and for the same reason."""
    return reduce(_times, figures)


def _times(one: Figure, other: Figure) -> Figure:
    if one.value is None or other.value is None:
        return Figure(None, one.why or other.why)
    value = one.value * other.value
    return Figure(value, over=value > 1)


def _ratio(part: float, whole: float, why: Why, *, is_share: bool = True) -> Figure:
    if not whole:
        return Figure(None, why)
    value = part / whole
    return Figure(value, over=is_share and value > 1)


def _mean(total_us: int, count: int, why: Why) -> Figure:
    if not count:
        return Figure(None, why, n=0)
    return Figure(total_us / count / US_PER_S, n=count)
