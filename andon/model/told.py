"""Who was told of what is open. Instants in microseconds, UTC."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TierTold:
    """A tier that was told of what is open: when, why, and what became of the message to each person (an id)."""

    at: int
    tier: str
    why: str
    persons: tuple[tuple[str, str], ...]
