"""What pictures of the past, and the files that are made of it, ask of the book."""

from __future__ import annotations

from andon.base.units import US_PER_DAY, US_PER_HOUR
from andon.journal import reader_analysis as analysis
from andon.journal import reader_raw as raw
from andon.journal import reader_timeline as timeline
from andon.journal.reader_analysis import Asked, Bins, LimitsRow
from andon.journal.reader_engine import ReadOnlyBook
from andon.journal.reader_export import Exported, ExportReader
from andon.journal.reader_raw import RawRow
from andon.journal.reader_rows import Window
from andon.journal.reader_timeline import Band, Span
from andon.journal.tables import call, stop


class PictureReader:
    """A part of the reader, found at `Reader.pictures`."""

    def __init__(self, book: ReadOnlyBook) -> None:
        self._book = book

    def bands(self, span: Span, now: int) -> tuple[tuple[Band, ...], tuple[Band, ...]]:
        """What a timeline draws: (stops, calls), both of one instant."""
        with self._book.read() as connection:
            return timeline.bands(connection, stop, span, now), timeline.bands(connection, call, span, now)

    def raw_of_stop(self, stop_id: int) -> tuple[RawRow, ...] | None:
        """The entries from which a stop was made, oldest first; None where there is no such stop."""
        with self._book.read() as connection:
            return raw.raw_of_stop(connection, stop_id)

    def days(self, asked: Asked) -> Bins:
        """Stops by local days since 1970."""
        with self._book.read() as connection:
            return analysis.binned(connection, asked, US_PER_DAY)

    def hours(self, asked: Asked) -> Bins:
        """Stops by local hours since 1970."""
        with self._book.read() as connection:
            return analysis.binned(connection, asked, US_PER_HOUR)

    def durations_us(self, asked: Asked, least_us: int) -> list[int]:
        """How long the stops lasted that are over, rising."""
        with self._book.read() as connection:
            return analysis.durations_us(connection, asked, least_us)

    def pieces(self, asked: Asked) -> dict[int, tuple[int, int]]:
        """(good, scrap) by local days since 1970."""
        with self._book.read() as connection:
            return analysis.pieces_by_day(connection, asked)

    def limits(self, chart: str, line: str, station: str) -> LimitsRow | None:
        """The frozen limits of a control chart; an empty station is the whole line."""
        with self._book.read() as connection:
            return analysis.limits_of(connection, chart, line, station)

    def exporting(self, what: Exported, window: Window, now: int) -> ExportReader:
        """All of a kind in some time, a page at a time."""
        return ExportReader(self._book, what, window, now)
