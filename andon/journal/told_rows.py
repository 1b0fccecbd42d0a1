"""What the reader says of who was told. Frozen; instants in microseconds, UTC."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """The message to a person: `waiting`, `bundled` into a storm's, `sent`, `failed` or `suppressed`, `because`.

    `acknowledged`: that person has answered.
    """

    person: str
    state: str
    settled: int | None
    because: str


@dataclass(frozen=True, slots=True)
class EscalationRow:
    """Why a tier was told of a call or stop. Without notices nobody of it was on shift.

    Of no call or stop: `why` is "test", or "storm-over" after so many `calls`.
    """

    seq: int
    n: int
    at: int
    line: str
    station: str
    call: int | None
    stop: int | None
    tier: str
    why: str
    storm: int | None
    calls: int | None
    notices: tuple[NoticeRow, ...] = ()


@dataclass(frozen=True, slots=True)
class WaitingNotice:
    """A message that is to be sent. `since` is when the call was raised, or the stop began.

    `is_over`: what it is about needs nobody any more; `is_open`: it is a call or a stop that still waits for somebody.
    """

    about: EscalationRow
    person: str
    call_type: str
    reason: str
    since: int
    is_over: bool
    is_open: bool
