"""What the book keeps. Instants are integers of microseconds, UTC.

entry  event  sample                  what was said and what it meant: kept
delivery  handover                    what makes a repeat harmless
board tally slot test_heard           views: thrown away and rebuilt, they come back row for row
call stop unknown trigger suggestion
stop_week
escalation notice oddity hour_comment limits import_made imported
count_minute count_quarter
figure_sum                            kept when a day is over, gone when something in it is told anew
snapshot cursor set_aside token pulse the house's own bookkeeping
person invitation session device      `people_tables`
"""

from __future__ import annotations

from sqlalchemy import (
    BLOB,
    REAL,
    Boolean,
    Column,
    Connection,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.event import listen

from andon.journal.metadata import metadata
from andon.journal.people_tables import device, invitation, person, session
from andon.journal.triggers import FIGURE_SUM, STOP_WEEK
from andon.projections.times import SUM_COLUMNS

__all__ = ["device", "invitation", "metadata", "person", "session"]

LONG_US = 600_000_000  # long stops are few, and asked for alone: they have an index of their own
IS_LONG = f"(ended IS NULL OR ended - began >= {LONG_US})"  # said in a question as in the index, or it is not used

entry = Table(
    "entry",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("at", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("body", Text, nullable=False),  # JSON, the fields of its kind
    Column("hash", BLOB, nullable=False),  # SHA-256 over the one before and this row
    Index("entry_plan", "seq", sqlite_where=text("kind = 'PlanAdopted'")),  # the newest plan, found at once
    Index("entry_started", "seq", sqlite_where=text("kind = 'ServiceStarted'")),  # when the service was down
    Index("entry_rights", "seq", sqlite_where=text("kind = 'RightsChanged'")),  # who changed whose rights
)

event = Table(
    "event",
    metadata,
    Column("seq", Integer, nullable=False),
    Column("n", Integer, nullable=False),
    Column("at", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("line", Text, nullable=False),
    Column("station", Text, nullable=False),
    Column("body", Text, nullable=False),
    PrimaryKeyConstraint("seq", "n"),
    Index("event_tile", "line", "station", "seq", sqlite_where=text("kind IN ('StationChanged', 'StationRemoved')")),
    sqlite_with_rowid=False,
)

sample = Table(
    "sample",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("at", Integer, nullable=False, index=True),
    Column("line", Text, nullable=False),
    Column("station", Text, nullable=False),
    Column("point", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("delta", Integer, nullable=False),
    Column("total", REAL, nullable=False),
)

delivery = Table(  # what makes a repeat harmless, kept also when no entry resulted
    "delivery",
    metadata,
    Column("sender", Text, nullable=False),
    Column("boot", Text, nullable=False),
    Column("device_seq", Integer, nullable=False),
    Column("at", Integer, nullable=False),
    PrimaryKeyConstraint("sender", "boot", "device_seq"),
    Index("delivery_by_time", "at"),  # to forget the oldest without reading all
    sqlite_with_rowid=False,
)

handover = Table(  # the same for transports that number their messages in slots used again and again
    "handover",
    metadata,
    Column("id", Integer, primary_key=True),  # grows with each: the oldest are forgotten
    Column("session", Text, nullable=False),
    Column("slot", Integer, nullable=False),
    Column("part", Integer, nullable=False),
    Column("digest", Text, nullable=False),
    UniqueConstraint("session", "slot", "part"),
)

board = Table(
    "board",
    metadata,
    Column("line", Text, nullable=False),
    Column("station", Text, nullable=False),
    Column("seq", Integer, nullable=False, index=True),
    Column("state", Text, nullable=False),
    Column("since", Integer, nullable=False),
    Column("signal", Text, nullable=False),
    Column("calls", Text, nullable=False),  # JSON, each call as the tile shows it
    Column("stop", Text),  # JSON, the stop as the tile shows it
    Column("triggers", Integer, nullable=False),
    Column("test", Text),  # JSON, the test as the tile shows it
    Column("lamp_fault", Boolean, nullable=False, server_default="0"),
    PrimaryKeyConstraint("line", "station"),
)

test_heard = Table(  # what the points of a station said last in a test
    "test_heard",
    metadata,
    Column("line", Text, nullable=False),
    Column("station", Text, nullable=False),
    Column("point", Text, nullable=False),
    Column("at", Integer, nullable=False),
    Column("value", Text, nullable=False),  # JSON
    PrimaryKeyConstraint("line", "station", "point"),
)

tally = Table(  # pieces of the running shift
    "tally",
    metadata,
    Column("line", Text, nullable=False),
    Column("station", Text, nullable=False),
    Column("shift", Text, nullable=False),
    Column("since", Integer, nullable=False),
    Column("good", Integer, nullable=False),
    Column("reject", Integer, nullable=False),
    PrimaryKeyConstraint("line", "station"),
)

slot = Table(  # the calendar of a line as it was kept
    "slot",
    metadata,
    Column("line", Text, nullable=False),
    Column("since", Integer, nullable=False),
    Column("until", Integer),  # empty while it holds
    Column("kind", Text, nullable=False),  # work, break, off
    Column("shift", Text, nullable=False),  # empty outside every shift
    Column("shift_since", Integer, nullable=False),
    Column("day", Text, nullable=False),  # the local date on which the shift began
    PrimaryKeyConstraint("line", "since"),
    sqlite_with_rowid=False,
)

call = Table(
    "call",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("line", Text, nullable=False),
    Column("station", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("point", Text, nullable=False),
    Column("began", Integer, nullable=False, index=True),
    Column("arrived", Integer),
    Column("ended", Integer),
    Column("outcome", Text),
    Column("acknowledged", Integer),
    Column("acknowledged_by", Text, nullable=False, server_default=""),
    Column("arrived_by", Text, nullable=False, server_default=""),
    Column("at_station", Boolean),
    Column("who", Text, nullable=False, server_default=""),
    Column("until", Integer),
    Column("ended_by", Text, nullable=False, server_default=""),
    Column("expired", Integer),  # when it asked for a stop; empty where it was answered before the stop point
    Column("fixed", Boolean),
    Column("returns", Integer, nullable=False, server_default="0"),
    Column("again", Integer),  # the call that this one follows, because it was not fixed
    Index("call_by_place", "line", "station", "type", "began", "ended"),
    Index("call_by_station", "line", "station", "began"),
)

stop = Table(
    "stop",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("line", Text, nullable=False),
    Column("station", Text, nullable=False),
    Column("began", Integer, nullable=False),
    Column("ended", Integer),
    Column("outcome", Text),
    Column("cause", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("stop_class", Text, nullable=False),
    Column("category", Text),
    Column("trigger", Integer),
    Column("version", Integer, nullable=False),
    Column("acknowledged", Integer),
    Column("acknowledged_by", Text, nullable=False, server_default=""),
    Column("arrived_by", Text, nullable=False, server_default=""),
    Column("at_station", Boolean),
    Column("evidence", Text, nullable=False, server_default="assumed"),
    Column("stood", Integer),  # from when it stood, and was not only asked to stop
    Column("call", Integer),  # the call that asked for it
    Column("arrived", Integer),
    Column("caused_by", Integer),  # the stop that starves or blocks this one
    Index("stop_by_time", "began", "id"),
    Index("stop_by_station", "line", "station", "began", "ended", "stop_class", "reason"),  # a timeline reads it alone
    Index("stop_by_reason", "reason", "began", "id"),
    Index("stop_by_class", "stop_class", "began", "id"),
    Index("stop_long", "began", "id", sqlite_where=text(IS_LONG)),
    Index("stop_by_trigger", "trigger"),
)

unknown = Table(  # when nothing was known of a station: its device was silent, the service was down
    "unknown",
    metadata,
    Column("line", Text, nullable=False),
    Column("station", Text, nullable=False),
    Column("since", Integer, nullable=False),
    Column("until", Integer),  # empty while it lasts
    Column("why", Text, nullable=False),
    PrimaryKeyConstraint("line", "station", "since"),
    sqlite_with_rowid=False,
)

trigger = Table(
    "trigger",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("line", Text, nullable=False),
    Column("station", Text, nullable=False),
    Column("category", Text, nullable=False),
    Column("opened", Integer, nullable=False),
    Column("closed", Integer),
    Column("emptied", Boolean, nullable=False),
    Column("stops", Integer, nullable=False),
)


escalation = Table(  # who was told of a call or stop, and why; also a test, and the end of a storm
    "escalation",
    metadata,
    Column("seq", Integer, nullable=False),
    Column("n", Integer, nullable=False),
    Column("at", Integer, nullable=False),
    Column("line", Text, nullable=False),
    Column("station", Text, nullable=False),
    Column("call", Integer),
    Column("stop", Integer),
    Column("tier", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("storm", Integer),
    Column("calls", Integer),  # of a storm that is over
    PrimaryKeyConstraint("seq", "n"),
    Index("escalation_by_call", "call"),
    Index("escalation_by_stop", "stop"),
)

notice = Table(  # the message to one person about an escalation; nobody was on shift where there is none
    "notice",
    metadata,
    Column("seq", Integer, nullable=False),
    Column("n", Integer, nullable=False),
    Column("person", Text, nullable=False),
    Column("state", Text, nullable=False),  # waiting, bundled, sent, failed, suppressed
    Column("settled", Integer),
    Column("because", Text, nullable=False),
    PrimaryKeyConstraint("seq", "n", "person"),
    Index("notice_by_person", "person", "seq"),
    Index("notice_waiting", "seq", sqlite_where=text("state = 'waiting'")),
)

suggestion = Table(
    "suggestion",
    metadata,
    Column("id", Integer, primary_key=True),  # the receipt
    Column("at", Integer, nullable=False),
    Column("line", Text, nullable=False),
    Column("station", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("by", Text, nullable=False),  # the id that somebody gave, never a name
    Column("who", Text, nullable=False),  # what it was written on
)


stop_week = Table(  # stops that are over, by the week in which they began; SQLite keeps it (`triggers`)
    "stop_week",
    metadata,
    Column("line", Text, nullable=False),
    Column("station", Text, nullable=False),
    Column("week", Integer, nullable=False),  # of 7 days of 24 h since the epoch
    Column("reason", Text, nullable=False),
    Column("stop_class", Text, nullable=False),
    Column("category", Text, nullable=False),  # empty for none
    Column("stops", Integer, nullable=False),
    Column("lasted", Integer, nullable=False),  # microseconds
    PrimaryKeyConstraint("line", "station", "week", "reason", "stop_class", "category"),
    sqlite_with_rowid=False,
)

figure_sum = Table(  # what figures are made of, kept of days that are over (`kept_sums`)
    "figure_sum",
    metadata,
    Column("line", Text, nullable=False),
    Column("station", Text, nullable=False),  # empty: of the line; "*": of the line and the whole day
    Column("since", Integer, nullable=False),
    Column("until", Integer, nullable=False),
    Column("shift", Text, nullable=False),  # empty outside every shift
    Column("day", Text, nullable=False),
    Column("week", Text, nullable=False),
    Column("token", Text, nullable=False),  # of who reckons it right now; empty when it is there
    *(Column(name, Integer, nullable=False) for name in SUM_COLUMNS),
    PrimaryKeyConstraint("line", "station", "since"),
    Index("figure_sum_by_time", "line", "since"),
    sqlite_with_rowid=False,
)

limits = Table(  # of control charts, frozen: the last of each; an empty station is the whole line
    "limits",
    metadata,
    Column("chart", Text, nullable=False),
    Column("line", Text, nullable=False),
    Column("station", Text, nullable=False),
    Column("at", Integer, nullable=False),
    Column("begin", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("count", Integer, nullable=False),
    Column("size", Integer, nullable=False),
    Column("points", Integer, nullable=False),
    Column("why", Text, nullable=False),
    Column("who", Text, nullable=False),
    PrimaryKeyConstraint("chart", "line", "station"),
)

hour_comment = Table(  # what people wrote beside an hour of a line, the last of each
    "hour_comment",
    metadata,
    Column("line", Text, nullable=False),
    Column("hour", Integer, nullable=False),  # when it began
    Column("at", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("initials", Text, nullable=False),
    Column("who", Text, nullable=False),
    PrimaryKeyConstraint("line", "hour"),
)


def _roll_up(name: str) -> Table:
    return Table(
        name,
        metadata,
        Column("line", Text, nullable=False),
        Column("station", Text, nullable=False),
        Column("kind", Text, nullable=False),
        Column("at", Integer, nullable=False),  # begin of the minute or quarter hour
        Column("pieces", Integer, nullable=False),
        PrimaryKeyConstraint("line", "station", "kind", "at"),
        sqlite_with_rowid=False,
    )


count_minute = _roll_up("count_minute")
count_quarter = _roll_up("count_quarter")

oddity = Table(  # what an engineer may want to see: unassigned, ignored, quarantined
    "oddity",
    metadata,
    Column("seq", Integer, nullable=False),
    Column("n", Integer, nullable=False),
    Column("at", Integer, nullable=False),
    Column("about", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("text", Text, nullable=False),
    PrimaryKeyConstraint("seq", "n"),
)

handed_over = Table(  # in whose hands an open call, stop or trigger is: the last hand-over
    "handed_over",
    metadata,
    Column("what", Text, nullable=False),
    Column("subject", Integer, nullable=False),
    Column("at", Integer, nullable=False),
    Column("who", Text, nullable=False),
    Column("to", Text, nullable=False),
    Column("note", Text, nullable=False),
    PrimaryKeyConstraint("what", "subject"),
)

import_made = Table(  # files whose history was taken in; the id is the number of the import
    "import_made",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Integer, nullable=False),
    Column("who", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("undone", Integer),
)

imported = Table(  # what an import brought and has not taken back: a stop, or pieces of a quarter hour
    "imported",
    metadata,
    Column("batch", Integer, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("stop", Integer),
    Column("line", Text, nullable=False),
    Column("station", Text, nullable=False),
    Column("at", Integer, nullable=False),
    Column("good", Integer, nullable=False),
    Column("reject", Integer, nullable=False),
    PrimaryKeyConstraint("batch", "seq"),
    sqlite_with_rowid=False,
)

VIEWS = (
    board,
    slot,
    tally,
    test_heard,
    call,
    stop,
    unknown,
    trigger,
    escalation,
    notice,
    handed_over,
    suggestion,
    hour_comment,
    limits,
    import_made,
    imported,
    stop_week,
    count_minute,
    count_quarter,
    oddity,
)

snapshot = Table(
    "snapshot",
    metadata,
    Column("id", Integer, primary_key=True),  # always 1
    Column("seq", Integer, nullable=False),
    Column("rules", Text, nullable=False),
    Column("state", Text, nullable=False),
)

cursor = Table(
    "cursor",
    metadata,
    Column("forwarder", Text, primary_key=True),
    Column("seq", Integer, nullable=False),
)

set_aside = Table(  # what could not be taken, or not be delivered, with the reason
    "set_aside",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Integer, nullable=False),
    Column("where", Text, nullable=False),  # a source's or forwarder's name
    Column("what", Text, nullable=False),
    Column("reason", Text, nullable=False),
)

token = Table(  # bearer tokens of programs; only a digest is kept
    "token",
    metadata,
    Column("name", Text, primary_key=True),
    Column("digest", BLOB, nullable=False, unique=True),
    Column("scopes", Text, nullable=False),  # space separated
    Column("created", Integer, nullable=False),
    Column("revoked", Integer),
)

horizon = Table(  # how far samples were forgotten: holes up to `seq` and minutes before `at` are no loss
    "horizon",
    metadata,
    Column("id", Integer, primary_key=True),  # always 1
    Column("seq", Integer, nullable=False),
    Column("at", Integer, nullable=False),
)

pulse = Table(
    "pulse",
    metadata,
    Column("id", Integer, primary_key=True),  # always 1
    Column("at", Integer, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("started", Integer, nullable=False),
    Column("commit_us", Integer, nullable=False),  # how long the last commit took
    Column("sources", Text, nullable=False),  # JSON [{source, device, state, text, counters, last_seen}]
    Column("disk", Text, nullable=False),  # JSON {free_bytes, held_back_bytes, is_tight, refused, days_left, held_for}
)


def _keep_roll_ups(_metadata: MetaData, connection: Connection, *, tables: list[Table], **_more: object) -> None:
    """Where tables are made from here, their triggers are made with them; a book gets them by its migrations."""
    statements = (STOP_WEEK if stop_week in tables else ()) + (FIGURE_SUM if figure_sum in tables else ())
    for statement in statements:
        connection.execute(text(statement))


listen(metadata, "after_create", _keep_roll_ups)
