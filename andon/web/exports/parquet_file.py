"""Parquet by PyArrow, an optional extra: instants are timestamps in UTC, what is absent is null."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

from andon.base.errors import CommandRejected
from andon.web.exports.columns import Column, Type, Value
from andon.web.exports.texts import Clock

ROWS_OF_A_GROUP = 50_000  # some megabytes, written as soon as they are full


class ParquetFile:
    """CommandRejected where PyArrow is not installed."""

    def __init__(self, out: BinaryIO, name: str, columns: Sequence[Column], clock: Clock) -> None:
        try:
            import pyarrow  # type: ignore[import-untyped]
            import pyarrow.parquet  # type: ignore[import-untyped]
        except ImportError as error:
            raise CommandRejected(
                "Parquet needs PyArrow: pip install 'andon[parquet]'; CSV and XLSX need nothing"
            ) from error
        self._arrow: Any = pyarrow
        self._schema = pyarrow.schema([(column.name, _type(pyarrow, column.type)) for column in columns])
        self._writer = pyarrow.parquet.ParquetWriter(
            pyarrow.PythonFile(out, mode="w"), self._schema, compression="zstd"
        )
        self._held: list[Sequence[Value]] = []

    def write(self, rows: Iterable[Sequence[Value]]) -> None:
        self._held.extend(rows)
        if len(self._held) >= ROWS_OF_A_GROUP:
            self._flush()

    def close(self) -> None:
        if self._held:
            self._flush()
        self._writer.close()

    def _flush(self) -> None:
        turned = zip(*self._held, strict=True)
        types = self._schema.types
        arrays = [self._arrow.array(values, type) for values, type in zip(turned, types, strict=True)]
        self._writer.write_table(self._arrow.Table.from_arrays(arrays, schema=self._schema))
        self._held = []


def _type(arrow: Any, type: Type) -> Any:
    return {
        "text": arrow.string(),
        "whole": arrow.int64(),
        "seconds": arrow.float64(),
        "instant": arrow.timestamp("us", tz="UTC"),
        "truth": arrow.bool_(),
    }[type]
