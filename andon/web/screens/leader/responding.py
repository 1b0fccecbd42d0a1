"""How soon somebody came, by line, for the leader's page."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from andon.base.units import US_PER_DAY, US_PER_S
from andon.projections.responses import Responses
from andon.web.language import gettext as _
from andon.web.language import in_my_language, lasted, ngettext, plan_in_force
from andon.web.parts import parts

DAYS = (1, 7, 30)


def responses_context(line: str | None, said: str | None) -> dict[str, Any]:
    """`said`: the days that were asked for; what is no choice is the first."""
    days, end = next((each for each in DAYS if str(each) == said), DAYS[0]), parts().clock.now()
    found = parts().reader.responses(end - days * US_PER_DAY, end, line)
    plan = plan_in_force()
    names = {each.id: in_my_language(each.name) for each in plan.lines} if plan else {}
    return {
        "days": days,
        "periods": [(each, _period(each), _address(line, each)) for each in DAYS],
        "responses": [{"line": names.get(id, id)} | _shown(figures) for id, figures in found.items()],
    }


def _shown(found: Responses) -> dict[str, Any]:
    return {
        "calls": found.calls,
        "heard": _time(found.heard.p50_s),
        "heard_p90": _time(found.heard.p90_s),
        "arrived": _time(found.arrived.p50_s),
        "arrived_p90": _time(found.arrived.p90_s),
        "at_station": "–" if found.at_station is None else f"{found.at_station:.0%} ({found.arrived.n})",
    }


def _time(seconds: float | None) -> str:
    return "–" if seconds is None else lasted(round(seconds * US_PER_S))


def _period(days: int) -> str:
    return _("24 hours") if days == 1 else str(ngettext("%(num)d day", "%(num)d days", days))


def _address(line: str | None, days: int) -> str:
    return "/leader?" + urlencode(({"line": line} if line else {}) | {"days": days})
