"""Charts as rows of words and numbers: what a page draws, a program reads and a spreadsheet opens is the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from andon.base.errors import BadInput
from andon.base.units import US_PER_DAY, US_PER_S, to_datetime, to_iso
from andon.journal.reader_analysis import Asked, LimitsRow
from andon.journal.reader_rows import ParetoBy, ParetoMeasure, Window
from andon.model.entry import Chart
from andon.projections.control import Frozen, Judged, Point, freeze, judge
from andon.projections.cusum import cusum
from andon.projections.distribution import spread
from andon.projections.heat import heat
from andon.web.language import plan_in_force, plant_zone
from andon.web.parts import parts

PER_PIECES = 1000  # a u chart counts stops per so many pieces
PLANT_DAYS, LINE_DAYS = 100, 400  # by the hour and by the day: what is asked for more is answered too late to be used
_EPOCH = date(1970, 1, 1)

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Charted:
    """Rows, and what holds for all of them."""

    items: Rows
    about: dict[str, Any]


def pareto(window: Window, by: ParetoBy, measure: ParetoMeasure) -> Charted:
    """Bars, greatest first."""
    rows = parts().reader.pareto(by, measure, window, parts().clock.now())
    items = [
        {
            "line": row.line,
            "key": row.key,
            "value": round(row.value, 3),
            "share": row.share,
            "cumulative": row.cumulative,
        }
        for row in rows
    ]
    return Charted(items, {"by": by, "measure": measure, "total": round(sum(row.value for row in rows), 3)})


def heat_map(window: Window) -> Charted:
    """Every hour of the week that has any stop; Monday is 1."""
    fields = heat(parts().reader.pictures.hours(_asked(window)).items())
    items = [
        {"weekday": day + 1, "hour": hour, "stops": count, "seconds": round(seconds, 3)}
        for (day, hour), (count, seconds) in sorted(fields.items())
    ]
    return Charted(items, {})


def trend(window: Window) -> Charted:
    """Each day of the time, also those without a stop."""
    asked = _asked(window)
    bins = parts().reader.pictures.days(asked)
    items = []
    for day in _days(asked):
        stops, lasted_us = bins.get(day, (0, 0))
        items.append({"day": _date(day), "stops": stops, "seconds": round(lasted_us / US_PER_S, 3)})
    return Charted(items, {})


def repair_times(window: Window) -> Charted:
    """How long stops lasted. Of abnormalities those that are no micro-stops: breakdowns, and their mean is the MTTR."""
    plan = plan_in_force()
    micro_s = plan.thresholds.micro_stop_s if plan else 0.0
    least_s = micro_s if window.stop_class == "abnormality" else 0.0
    lasted = parts().reader.pictures.durations_us(_asked(window), int(least_s * US_PER_S))
    found = spread([us / US_PER_S for us in lasted])
    items = [{"from_s": step.least_s, "to_s": step.below_s, "stops": step.count} for step in found.steps]
    about = {
        "n": found.n,
        "least_s": least_s,
        "mean_s": _rounded(found.mean_s),
        "p50_s": _rounded(found.p50_s),
        "p90_s": _rounded(found.p90_s),
        "p95_s": _rounded(found.p95_s),
        "longest_s": _rounded(found.longest_s),
    }
    return Charted(items, about)


def control(window: Window, kind: Chart) -> Charted:
    """A point per day on which anything was made, against limits that were frozen, or, said so, those of these days."""
    days, points = _points(window, kind)
    held = _frozen(window, kind)
    limits = _of_row(kind, held) if held else _of_points(kind, points)
    judged = judge(limits, points) if limits else (None,) * len(points)
    items = [_point(*each) for each in zip(days, points, judged, strict=True)]
    _add_cusum(items, judged)
    about = {"chart": kind, "per": PER_PIECES if kind == "u" else 1, "limits": _limits(limits, held)}
    return Charted(items, about)


def baseline(window: Window, kind: Chart) -> dict[str, Any]:
    """What is frozen: the sums of a time. BadInput where nothing was made in it."""
    _, points = _points(window, kind)
    limits = freeze(kind, points)
    size = limits.size * PER_PIECES if kind == "u" else limits.size
    asked = _asked(window)
    sums = {"count": limits.count, "size": int(size), "points": limits.points}
    return {"chart": kind, "begin": asked.begin, "end": asked.end, **sums}


def _points(window: Window, kind: Chart) -> tuple[list[str], list[Point]]:
    """Days in order: c counts stops of a day, u stops per 1000 pieces, p scrap among pieces."""
    if window.line is None:
        raise BadInput("a control chart is of one line, or of one of its stations: name it")
    asked, pictures = _asked(window), parts().reader.pictures
    made = pictures.pieces(asked)
    stops = {} if kind == "p" else pictures.days(asked)
    days, points = [], []
    for day in _days(asked):
        good, scrap = made.get(day, (0, 0))
        count = scrap if kind == "p" else stops.get(day, (0, 0))[0]
        if good + scrap:
            days.append(_date(day))
            points.append(Point(count, _size(kind, good + scrap)))
    return days, points


def _size(kind: Chart, pieces: int) -> Fraction:
    return {"c": Fraction(1), "u": Fraction(pieces, PER_PIECES), "p": Fraction(pieces)}[kind]


def _frozen(window: Window, kind: Chart) -> LimitsRow | None:
    """Limits are those of a place and of its abnormalities; of other stops none are kept."""
    if kind != "p" and (window.stop_class != "abnormality" or window.reason or window.category):
        return None
    return parts().reader.pictures.limits(kind, window.line or "", window.station or "")


def _of_row(kind: Chart, row: LimitsRow) -> Frozen:
    return Frozen(kind, row.count, Fraction(row.size, PER_PIECES if kind == "u" else 1), row.points)


def _of_points(kind: Chart, points: Sequence[Point]) -> Frozen | None:
    return freeze(kind, points) if points else None


def _point(day: str, point: Point, judged: Judged | None) -> dict[str, Any]:
    said: dict[str, Any] = {"day": day, "count": point.count, "size": round(float(point.size), 3)}
    if judged is None:
        return said
    low = None if judged.low is None else round(judged.low, 6)
    lines = {
        "value": round(judged.value, 6),
        "centre": round(judged.centre, 6),
        "low": low,
        "high": round(judged.high, 6),
    }
    return said | lines | {"beyond": judged.beyond, "run": judged.run}


def _add_cusum(items: Rows, judged: Sequence[Judged | None]) -> None:
    sums = cusum([each.sigmas for each in judged if each])
    for item, each in zip((item for item in items if "value" in item), sums, strict=True):
        item |= {"cusum_up": round(each.up, 3), "cusum_down": round(each.down, 3), "cusum_signal": each.signal}


def _limits(limits: Frozen | None, held: LimitsRow | None) -> dict[str, Any] | None:
    if limits is None:
        return None
    said: dict[str, Any] = {"frozen": held is not None, "points": limits.points, "few": limits.is_few}
    if held:
        said |= {
            "from": to_iso(held.begin),
            "to": to_iso(held.end),
            "at": to_iso(held.at),
            "who": held.who,
            "why": held.why,
        }
    return said


def _asked(window: Window) -> Asked:
    """BadInput for a time that is none, or more than can be answered while somebody waits."""
    if window.begin is None or window.end is None or window.begin >= window.end:
        raise BadInput("name a time by `from` and `to`, the second after the first")
    most = LINE_DAYS if window.line else PLANT_DAYS
    if window.end - window.begin > (most + 1) * US_PER_DAY:
        raise BadInput(
            f"at most {PLANT_DAYS} days of the whole plant, {LINE_DAYS} of one line; the Pareto takes any time"
        )
    return Asked.of(window, window.begin, window.end, parts().clock.now(), ZoneInfo(plant_zone()))


def _days(asked: Asked) -> range:
    """Local days since 1970 that the time touches."""
    if asked.begin >= asked.end:
        return range(0)
    first, last = (to_datetime(at).astimezone(asked.zone).date() for at in (asked.begin, asked.end - 1))
    return range((first - _EPOCH).days, (last - _EPOCH).days + 1)


def _date(day: int) -> str:
    return (_EPOCH + timedelta(days=day)).isoformat()


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 3)
