"""What may come of a read. Pure.

words         coils or registers, as many as were asked for
Refusal       the device answered that it will not: the wire is well, this read is not
WireFailed    timeout    nothing that is an answer came in time
              garbled    something came that is no answer to what was asked
              gone       the connection or the port is not there
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Refusal:
    """The device answered that it will not."""

    reason: str


Answer = tuple[int, ...] | Refusal


class WireFailed(Exception):
    """There is no answer; `str()` of it says why."""

    def __init__(self, kind: Literal["timeout", "garbled", "gone"], reason: str) -> None:
        self.kind = kind
        super().__init__(reason)
