"""Rows of the book into a file, page after page; whoever asked is told how far it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, BinaryIO, Literal, Protocol, get_args
from zoneinfo import ZoneInfo

from andon.base.errors import BadInput
from andon.journal.reader import Reader
from andon.journal.reader_export import EXPORTED, Exported
from andon.journal.reader_rows import Window
from andon.web.exports.columns import COLUMNS, Column, Value
from andon.web.exports.texts import Clock

Format = Literal["csv", "xlsx", "parquet"]
FORMATS: tuple[Format, ...] = get_args(Format)
MIMES: dict[Format, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
}


def formats() -> list[Format]:
    """Those that can be made here: Parquet where PyArrow is installed."""
    return [format for format in FORMATS if format != "parquet" or find_spec("pyarrow")]


class File(Protocol):
    """A format: takes rows of values in the order of the columns."""

    def write(self, rows: list[tuple[Value, ...]]) -> None: ...
    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is exported. `now`: until when open stops and calls have lasted, microseconds UTC."""

    what: Exported
    format: Format
    window: Window
    now: int


def wanted(what: str, format: str, window: Window, now: int) -> Wanted:
    """BadInput for a kind or a format that there is none of."""
    for said, known in ((what, EXPORTED), (format, FORMATS)):
        if said not in known:
            raise BadInput(f"{said!r} cannot be exported; there are {', '.join(known)}")
    return Wanted(what, format, window, now)  # type: ignore[arg-type]  # looked up just now


def export(book: Path, asked: Wanted, out: BinaryIO, progress: Callable[[int, int], None]) -> int:
    """Write the file; the number of its rows. `progress` takes (rows done, rows in all).

    BookUnavailable where the book cannot be read, CommandRejected where the format is not installed.
    """
    reader = Reader(book)
    held = reader.plan()
    clock = Clock(ZoneInfo(held.plan.timezone if held else "UTC"))
    columns = COLUMNS[asked.what]
    file = _file(asked.format, out, asked.what, columns, clock)
    source = reader.pictures.exporting(asked.what, asked.window, asked.now)
    total, done = source.total(), 0
    for rows in source.pages():
        file.write([_values(columns, row, asked.now) for row in rows])
        done += len(rows)
        progress(done, max(done, total))
    file.close()
    reader.close()
    return done


def _values(columns: tuple[Column, ...], row: Any, now: int) -> tuple[Value, ...]:
    return tuple(column.of(row, now) for column in columns)


def _file(format: Format, out: BinaryIO, name: str, columns: tuple[Column, ...], clock: Clock) -> File:
    """Each format is imported when it is wanted."""
    match format:
        case "csv":
            from andon.web.exports.csv_file import CsvFile

            return CsvFile(out, name, columns, clock)
        case "xlsx":
            from andon.web.exports.xlsx_file import XlsxFile

            return XlsxFile(out, name, columns, clock)
        case "parquet":
            from andon.web.exports.parquet_file import ParquetFile

            return ParquetFile(out, name, columns, clock)
