"""A figure with its baseline, measured in the same run; and the table of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Figure(NamedTuple):
    """`baseline` is what the machine does with nothing of ours in between."""

    what: str
    value: float
    unit: str
    baseline: float | None = None
    against: str = ""

    def row(self) -> tuple[str, str, str, str]:
        if self.baseline is None:
            return self.what, number(self.value, self.unit), self.against, ""
        ratio = self.value / self.baseline if self.baseline else float("nan")
        return (
            self.what,
            number(self.value, self.unit),
            f"{number(self.baseline, self.unit)} {self.against}",
            f"{ratio:.2f}",
        )


def number(value: float, unit: str) -> str:
    """With as many digits as mean something."""
    said = f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
    return f"{said} {unit}"


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of all do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def table(figures: Sequence[Figure]) -> str:
    """Columns wide enough for what stands in them."""
    rows = [("what", "measured", "baseline, same run", "ratio"), *(figure.row() for figure in figures)]
    widths = [max(len(row[i]) for row in rows) for i in range(4)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])
