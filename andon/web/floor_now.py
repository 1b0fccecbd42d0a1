"""The floor read afresh, for pages and answers; the stream keeps its own picture."""

from __future__ import annotations

from andon.journal.reader_rows import Look
from andon.web.parts import parts
from andon.web.picture import Picture, by_place, tallies_by_place


def picture_now() -> Picture:
    return picture_of(parts().reader.look(0))


def picture_of(look: Look) -> Picture:
    """A picture of nothing but this look."""
    heard = look.pulse.at if look.pulse else None
    return Picture(look.plan, look.seq, heard, by_place(look.rows), tallies_by_place(look.tallies or ()))
