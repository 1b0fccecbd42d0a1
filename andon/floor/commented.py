"""What people write beside an hour of the hour-by-hour board. It moves nothing: it explains."""

from __future__ import annotations

from andon.base.errors import CommandRejected
from andon.floor.state import Floor
from andon.model.command import CommentHour
from andon.model.entry import Entry, HourCommented
from andon.model.event import Event, HourNoted

COMMENT_MOST = 500  # characters: more is no comment beside an hour
INITIALS_MOST = 8


def comment_hour(floor: Floor, command: CommentHour, at: int) -> list[Entry]:
    """The entry of a comment. CommandRejected where there is nothing to say it of, or nobody says it."""
    text, initials = " ".join(command.text.split()), command.initials.strip()
    if floor.index is None or command.line not in floor.index.lines:
        raise CommandRejected(f"the plan has no line {command.line!r}")
    if command.hour > at:
        raise CommandRejected("this hour is still to come; there is nothing to explain yet")
    if not text or len(text) > COMMENT_MOST:
        raise CommandRejected(f"a comment has 1 to {COMMENT_MOST} characters")
    if not initials or len(initials) > INITIALS_MOST:
        raise CommandRejected(f"a comment is signed with initials, 1 to {INITIALS_MOST} characters")
    said = HourCommented(at=at, who=command.who, line=command.line, hour=command.hour, text=text, initials=initials)
    return [said]


def hour_commented(floor: Floor, entry: HourCommented, out: list[Event]) -> None:
    """It stands beside the hour; what stood there before stays in the journal."""
    noted = HourNoted(
        at=entry.at, line=entry.line, hour=entry.hour, text=entry.text, initials=entry.initials, who=entry.who
    )
    out.append(noted)
