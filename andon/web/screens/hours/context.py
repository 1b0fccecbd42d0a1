"""What the hours page is given: rows in words, bars in one measure, the shift before and after."""

from __future__ import annotations

from typing import Any

from andon.base.units import to_iso
from andon.model.person import reaches
from andon.model.plan import Line, Plan
from andon.projections.hours import Hour
from andon.web import visits, wording
from andon.web.hours import HourBoard, hour_board
from andon.web.language import clock, in_my_language, lasted, moment, ngettext
from andon.web.language import gettext as _

ROOM = 1.08  # beyond the longest bar
SHAPES = {
    "met": "up",
    "ahead": "up",
    "missed": "fault",
    "behind": "behind",
    "coming": "idle",
    "no-work": "planned",
    "unknown": "not-watched",
}


def hours_context(plan: Plan, line: Line, at: int | None) -> dict[str, Any]:
    board = hour_board(line.id, at)
    lines = [(each.id, in_my_language(each.name)) for each in plan.lines]
    return {
        "line": line.id,
        "lines": lines,
        "is_now": at is None,
        "may_comment": _may_comment(line.id),
        "board": board and _board(plan, board),
    }


def _may_comment(line: str) -> bool:
    """Whether the form is worth showing; whoever asks is looked at again."""
    person = visits.person_if_known()
    return person is not None and reaches(person.role, "operator") and person.holds_for(line)


def _board(plan: Plan, board: HourBoard) -> dict[str, Any]:
    told, made = board.told, board.made
    longest = max([1, *(each for hour in board.hours for each in (hour.target or 0, hour.actual or 0))]) * ROOM
    reasons = {reason.id: in_my_language(reason.name) for reason in plan.reasons}
    return {
        "shift": next((in_my_language(shift.name) for shift in plan.shifts if shift.id == told.shift), ""),
        "since": moment(told.past.since),
        "counts_at": in_my_language(told.counts_at.name) if told.counts_at else None,
        "target": board.target,
        "due": board.due,
        "made": made and made[0],
        "scrap": made and made[1],
        "difference": board.difference,
        "difference_words": _difference(board.difference),
        "standing": None if board.difference is None else "ahead" if board.difference >= 0 else "behind",
        "is_over": board.now >= told.past.until,
        "forecast": _forecast(board),
        "finish": None if board.forecast.at is None else clock(board.forecast.at),
        "hours": [_hour(board, hour, longest, reasons) for hour in board.hours],
        "before": None if told.before is None else to_iso(told.before),
        "after": None if told.after is None else to_iso(told.after),
    }


def _hour(board: HourBoard, hour: Hour, longest: float, reasons: dict[str, str]) -> dict[str, Any]:
    comment = board.comment(hour)
    return {
        "begin": to_iso(hour.since),
        "from": clock(hour.since),
        "to": clock(hour.until),
        "is_now": hour.since <= board.now < hour.until,
        "target": hour.target,
        "actual": hour.actual,
        "scrap": hour.scrap,
        "difference": _signed(hour.difference),
        "is_short": hour.difference is not None and hour.difference < 0,
        "standing": hour.standing,
        "shape": SHAPES[hour.standing],
        "words": _standing(hour, counts=board.told.counts_at is not None),
        "bar": round(100 * (hour.actual or 0) / longest, 2),
        "tick": round(100 * (hour.target or 0) / longest, 2),
        "reasons": [(reasons.get(reason, reason), lasted(lasted_us)) for reason, lasted_us in hour.reasons],
        "may_comment": hour.since <= board.now,
        "comment": comment and {"text": comment.text, "initials": comment.initials},
    }


def _standing(hour: Hour, *, counts: bool) -> str:
    if hour.standing == "unknown":
        return str(_("No target") if counts else _("No count point"))
    return wording.standings()[hour.standing]


def _difference(pieces: int | None) -> str:
    if pieces is None:
        return ""
    if pieces < 0:
        return str(ngettext("%(num)d behind", "%(num)d behind", -pieces))
    return str(ngettext("%(num)d ahead", "%(num)d ahead", pieces) if pieces else _("On target"))


def _signed(pieces: int | None) -> str:
    """With a sign that is as wide as a digit."""
    return "" if pieces is None else f"{pieces:+d}".replace("-", "\N{MINUS SIGN}") if pieces else "0"


def _forecast(board: HourBoard) -> str:
    """One sentence: where the shift will end, or why nobody can say."""
    ahead = board.forecast
    if ahead.pieces is not None and board.target is not None:
        return str(_("At this pace %(made)d of %(target)d", made=ahead.pieces, target=board.target))
    if ahead.pieces is not None:
        return str(_("At this pace %(made)d", made=ahead.pieces))
    said: dict[str, str] = {
        "no-count-point": _("No count point: nothing can be foretold"),
        "too-early": _("Too early to tell"),
        "nothing-made": _("Nothing made yet"),
        "over": _("The shift is over"),
    }
    return said.get(ahead.why or "", "")
