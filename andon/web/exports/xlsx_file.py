"""XLSX by XlsxWriter, a row at a time in memory. A sheet holds a million rows: what is more goes on in the next."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Sequence
from typing import IO, BinaryIO

from xlsxwriter import Workbook  # type: ignore[import-untyped]

from andon.web.exports.columns import Column, Type, Value
from andon.web.exports.texts import Clock

ROWS_OF_A_SHEET = 1_048_576
WIDE = 30  # characters: an instant with its offset and a bit


class XlsxFile:
    """Kept in a file of its own until it is whole, because a ZIP's contents are known last; then it is written out."""

    def __init__(self, out: BinaryIO, name: str, columns: Sequence[Column], clock: Clock) -> None:
        self._out, self._name, self._columns = out, name, columns
        self._kept: IO[bytes] = tempfile.TemporaryFile(prefix="andon-export-")  # noqa: SIM115  # closed in `close`
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = Workbook(self._kept, options)
        self._bold = self._book.add_format({"bold": True})
        self._cells = [_cell(column.type, clock) for column in columns]
        self._sheets = 0
        self._begin_sheet()

    def write(self, rows: Iterable[Sequence[Value]]) -> None:
        for row in rows:
            if self._at >= ROWS_OF_A_SHEET:
                self._begin_sheet()
            for place, (cell, value) in enumerate(zip(self._cells, row, strict=True)):
                if value is not None:
                    cell(self._sheet, self._at, place, value)
            self._at += 1

    def close(self) -> None:
        self._book.close()
        self._kept.seek(0)
        shutil.copyfileobj(self._kept, self._out)
        self._kept.close()

    def _begin_sheet(self) -> None:
        self._sheets += 1
        self._sheet = self._book.add_worksheet(self._name if self._sheets == 1 else f"{self._name} {self._sheets}")
        self._sheet.freeze_panes(1, 0)
        for place, column in enumerate(self._columns):
            self._sheet.set_column(place, place, WIDE if column.type == "instant" else max(10, len(column.name) + 2))
        for place, column in enumerate(self._columns):
            self._sheet.write_string(0, place, column.name, self._bold)
        self._at = 1


def _cell(type: Type, clock: Clock) -> Callable[..., object]:
    """Writes a value as what it is: nothing is guessed from its text, so none becomes a formula or a number."""
    match type:
        case "instant":
            return lambda sheet, row, place, value: sheet.write_string(row, place, clock.say(value))
        case "text":
            return lambda sheet, row, place, value: sheet.write_string(row, place, str(value))
        case "truth":
            return lambda sheet, row, place, value: sheet.write_boolean(row, place, bool(value))
        case _:
            return lambda sheet, row, place, value: sheet.write_number(row, place, value)
