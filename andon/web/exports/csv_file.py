"""CSV as RFC 4180 has it, UTF-8: numbers with a point, instants with their offset, nothing for what is not there."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from typing import BinaryIO

from andon.web.exports.columns import Column, Type, Value
from andon.web.exports.texts import Clock, harmless


class CsvFile:
    """Written row by row, straight out."""

    def __init__(self, out: BinaryIO, name: str, columns: Sequence[Column], clock: Clock) -> None:
        self._text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=False)
        self._rows = csv.writer(self._text)
        self._cells = [_cell(column.type, clock) for column in columns]
        self._rows.writerow([column.name for column in columns])

    def write(self, rows: Iterable[Sequence[Value]]) -> None:
        cells = self._cells
        self._rows.writerows([cell(value) for cell, value in zip(cells, row, strict=True)] for row in rows)
        self._text.flush()

    def close(self) -> None:
        self._text.flush()
        self._text.detach()


def _cell(type: Type, clock: Clock) -> Callable[[Value], object]:
    match type:
        case "instant":
            return lambda value: "" if value is None else clock.say(int(value))
        case "text":
            return lambda value: "" if value is None else harmless(str(value))
        case "truth":
            return lambda value: "" if value is None else str(bool(value)).lower()
        case _:
            return lambda value: "" if value is None else value
