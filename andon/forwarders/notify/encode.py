"""What a message says: where, what, since when, and why this person is told. Two short texts, for a small screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from andon.base.units import to_datetime
from andon.journal.told_rows import WaitingNotice
from andon.model.plan import Plan

GetText = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent."""

    title: str
    body: str


def encode(
    told: WaitingNotice, plan: Plan, language: str, gettext: GetText, pages: str = "", now: int | None = None
) -> Message:
    """The message about an escalation. `pages` is where the link at its end leads; empty for none.

    What is of another day than `now` is told with its date.
    """
    names = _Names(plan, language, now)
    title, lines = _said(told, names, gettext)
    return Message(title, "\n".join([*lines, *([pages] if pages else [])]))


class _Names:
    """The plan's own words in a language, else English, else any; an id that the plan has no more stands for itself."""

    def __init__(self, plan: Plan, language: str, now: int | None) -> None:
        self._plan, self._language, self._now = plan, language, now
        self._zone = ZoneInfo(plan.timezone)

    def clock(self, at: int) -> str:
        local = to_datetime(at).astimezone(self._zone)
        is_of_today = self._now is None or to_datetime(self._now).astimezone(self._zone).date() == local.date()
        return f"{local:%H:%M}" if is_of_today else f"{local:%Y-%m-%d %H:%M}"

    def line(self, id: str) -> str:
        return self._find(self._plan.lines, id)

    def station(self, line: str, id: str) -> str:
        return self._find([s for each in self._plan.lines if each.id == line for s in each.stations], id)

    def call_type(self, id: str) -> str:
        return self._find(self._plan.call_types, id)

    def reason(self, id: str) -> str:
        return self._find(self._plan.reasons, id)

    def _find(self, items: Any, id: str) -> str:
        texts: Mapping[str, str] = next((item.name for item in items if item.id == id), {"en": id})
        return texts.get(self._language) or texts.get("en") or next(iter(texts.values()))


def _said(told: WaitingNotice, names: _Names, gettext: GetText) -> tuple[str, list[str]]:
    """Title and lines."""
    about = told.about
    if about.why == "test":
        return gettext("A test of andon"), [gettext("You can read this, so messages reach you.")]
    line = names.line(about.line)
    if about.why == "storm-over":
        calls = gettext("There were %(calls)s calls. The board shows which are still open.") % {"calls": about.calls}
        return gettext("%(line)s: the storm of calls is over") % {"line": line}, [calls]
    place = {"line": line, "station": names.station(about.line, about.station), "time": names.clock(told.since)}
    where = gettext("%(line)s, %(station)s, since %(time)s.") % place
    if about.storm is not None and about.why != "seek-help":
        bundled = gettext("You get no further message for each of them until it is over. See the board.")
        return gettext("%(line)s: many calls at once") % place, [where, bundled]
    return _what(told, names, place["station"], gettext), [where, _why(about.why, gettext)]


def _what(told: WaitingNotice, names: _Names, station: str, gettext: GetText) -> str:
    if told.about.stop is not None:
        return gettext("%(station)s stands: %(reason)s") % {"station": station, "reason": names.reason(told.reason)}
    return gettext("%(station)s calls: %(type)s") % {"station": station, "type": names.call_type(told.call_type)}


def _why(why: str, gettext: GetText) -> str:
    return {
        "raised": gettext("You are the first to be told."),
        "stopped": gettext("You are the first to be told."),
        "retyped": gettext("It is another kind of call than was thought at first."),
        "not-acknowledged": gettext('Nobody has said "I heard" yet.'),
        "not-arrived": gettext("Nobody is there yet."),
        "not-resolved": gettext("It does not run yet."),
        "seek-help": gettext("They ask for your help."),
        "nobody": gettext("Nobody who is told before you is on shift."),
    }[why]
