"""What the history page is given: rows with the plan's names, bars, the choices of the form."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Any
from urllib.parse import urlencode

from andon.base.errors import BadInput
from andon.base.units import US_PER_S, to_iso
from andon.journal.reader_rows import UNCLASSIFIED, ParetoRow, Place, StopRow
from andon.model.plan import Plan
from andon.web import wording
from andon.web.api.answers import cursor_of, place_of
from andon.web.exports.making import formats
from andon.web.language import exactly, in_my_language, lasted, ngettext, plan_in_force
from andon.web.language import gettext as _
from andon.web.parts import parts
from andon.web.screens.history.filters import BYS, MEASURES, Filters

ROWS = 50
EXPORTED = ("line", "station", "reason", "class", "min_seconds")
BARS = 30  # more are not read: they are summed in one last bar; the API has them all


def history_context(filters: Filters) -> dict[str, Any]:
    reader, now, plan = parts().reader, parts().clock.now(), plan_in_force()
    rows, newer, older = _page(filters, now)
    bars = reader.pareto(filters.by, filters.measure, filters.window(), now)
    names = Names(plan)
    return {
        "filters": filters,
        "plan": plan,
        "stops": [_shown(row, names, now) for row in rows],
        "newer": newer,
        "older": older,
        "bars": _shown_bars(bars, filters, names),
        "bys": BYS,
        "measures": MEASURES,
        "classes": wording.stop_classes(),
        "picture": _picture(filters, names, plan),
        "zoomed": None if filters.is_of_days else (exactly(filters.begin), exactly(filters.end)),
        "formats": formats(),
        "export": urlencode({k: v for k, v in filters.said().items() if k in EXPORTED} | _instants(filters)),
    }


def _page(filters: Filters, now: int) -> tuple[Sequence[StopRow], str | None, str | None]:
    """Rows, and the ways to newer and older ones, where there are any. One more row is read than is shown."""
    reader, back = parts().reader, _place(filters.newer)
    after = back or _place(filters.cursor)
    rows = reader.stops(filters.window(), now, after, ROWS + 1, newer=back is not None)
    more = len(rows) > ROWS
    rows = rows[-ROWS:] if back else rows[:ROWS]
    if not rows:
        return rows, None, None
    newest, oldest = (cursor_of((row.began, row.id)) for row in (rows[0], rows[-1]))
    has_newer, has_older = (more, True) if back else (after is not None, more)
    return (
        rows,
        filters.address(newer=newest) if has_newer else None,
        filters.address(cursor=oldest) if has_older else None,
    )


def _picture(filters: Filters, names: Names, plan: Plan | None) -> dict[str, Any]:
    """What the script of the timeline is told: where and when, and the words for what it draws."""
    lines = [line for line in (plan.lines if plan else ()) if filters.line in ("", line.id)]
    return {
        "from": to_iso(filters.begin),
        "to": to_iso(filters.end),
        "station": filters.station,
        "lines": [
            {
                "id": line.id,
                "name": in_my_language(line.name),
                "stations": {station.id: in_my_language(station.name) for station in line.stations},
            }
            for line in lines
        ],
        "classes": wording.stop_classes(),
        "reasons": names.reasons,
        "calls": {kind.id: in_my_language(kind.name) for kind in plan.call_types} if plan else {},
        "words": {"call": wording.states()["call"], "failed": _("The timeline cannot be read now.")},
    }


def _instants(filters: Filters) -> dict[str, str]:
    return {"from": to_iso(filters.begin), "to": to_iso(filters.end)}


class Names:
    """The plan's words for what the book holds as ids; what the plan knows no more keeps its id."""

    def __init__(self, plan: Plan | None) -> None:
        self._lines = {line.id: in_my_language(line.name) for line in plan.lines} if plan else {}
        self._stations = {
            (line.id, station.id): in_my_language(station.name)
            for line in (plan.lines if plan else ())
            for station in line.stations
        }
        self.reasons = {reason.id: in_my_language(reason.name) for reason in plan.reasons} if plan else {}
        self._classes = wording.stop_classes()

    def line(self, id: str) -> str:
        return self._lines.get(id, id)

    def station(self, line: str, id: str) -> str:
        return self._stations.get((line, id), id)

    def reason(self, id: str) -> str:
        return self.reasons.get(id) or id or self._classes["unknown"]

    def stop_class(self, id: str) -> str:
        return self._classes.get(id, id)


def _shown(row: StopRow, names: Names, now: int) -> dict[str, Any]:
    return {
        "id": row.id,
        "began": exactly(row.began),
        "lasted": lasted((row.ended or now) - row.began),
        "open": row.ended is None,
        "line": names.line(row.line),
        "station": names.station(row.line, row.station),
        "reason": names.reason(row.reason),
        "class": names.stop_class(row.stop_class),
        "class_id": row.stop_class,
        "outcome": wording.outcomes().get(row.outcome or "", ""),
        "trigger": row.trigger,
    }


def _shown_bars(bars: Sequence[ParetoRow], filters: Filters, names: Names) -> list[dict[str, Any]]:
    """The greatest, in any case what nobody has explained, and the sum of all others: together 100 %."""
    total = sum(bar.value for bar in bars)
    if not total:
        return []
    unexplained = [bar for bar in bars[BARS:] if bar.key == UNCLASSIFIED and not bar.line]
    shown = [*bars[:BARS], *unexplained]
    others = [bar for bar in bars[BARS:] if bar not in unexplained]
    named = [(_bar_name(bar, filters.by, names), bar) for bar in shown]
    if others:
        named.append((ngettext("%(num)d more", "%(num)d more", len(others)), _sum_of(others, total)))
    greatest = max(bar.value for _, bar in named)
    so_far = list(accumulate(bar.value for _, bar in named))
    rows = zip(named, so_far, strict=True)
    return [_bar(name, bar, greatest, 100 * until / total, filters, names) for (name, bar), until in rows]


def _sum_of(bars: Sequence[ParetoRow], total: float) -> ParetoRow:
    value = sum(bar.value for bar in bars)
    return ParetoRow("", "", value, 100 * value / total, 100, sum(bar.unclassified for bar in bars))


def _bar(
    name: str, row: ParetoRow, greatest: float, cumulative: float, filters: Filters, names: Names
) -> dict[str, Any]:
    return {
        "name": name,
        "where": names.line(row.line) if row.line else "",
        "width": round(100 * row.value / greatest, 2),
        "unclassified_width": round(100 * row.unclassified / greatest, 2),
        "value": lasted(int(row.value * US_PER_S)) if filters.measure == "seconds" else f"{row.value:.0f}",
        "share": row.share,
        "cumulative": cumulative,
    }


def _bar_name(row: ParetoRow, by: str, names: Names) -> str:
    if by == "station":
        return names.station(row.line, row.key)
    if by == "class" or row.key == UNCLASSIFIED:
        return names.stop_class(row.key)
    return names.reason(row.key)


def _place(cursor: str) -> Place | None:
    """An address that somebody mistyped begins with the newest."""
    try:
        return place_of(cursor)
    except BadInput:
        return None
