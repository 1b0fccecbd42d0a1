"""The one thread that follows the book: it reads what moved, formats it once and puts it into the ring."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable
from typing import Any

import structlog

from andon.base.units import US_PER_S
from andon.journal.reader import BookUnavailable, Reader
from andon.journal.reader_rows import Beat, Look
from andon.ports import Clock
from andon.web import messages
from andon.web.messages import Message
from andon.web.picture import Picture, Place, by_place, tallies_by_place

LOOKS_APART_S = 0.005  # under a flood of commits two hundred looks a second are plenty
COUNTS_EVERY_US = US_PER_S

Publish = Callable[[Picture, list[Message]], None]


class Tailer:
    """`step()` does one look. `publish` gets the new picture and what to say about it, in that order and together."""

    def __init__(self, reader: Reader, clock: Clock, publish: Publish) -> None:
        self._reader = reader
        self._clock = clock
        self._publish = publish
        self._picture = Picture()
        self._seen = -1  # nothing was ever read
        self._counts: dict[Place, Any] = {}
        self._counted_at = 0
        self._looked_at = 0.0
        self._heard_at: float | None = None
        self._log = structlog.get_logger(__name__)

    def step(self) -> None:
        """One look at the book. What goes wrong is logged and tried again: a dead tailer would freeze every board."""
        self._hold_back()
        try:
            self._look()
        except BookUnavailable:
            return
        except Exception:
            self._log.exception("the look at the book failed; trying again")

    def _hold_back(self) -> None:
        wait_s = self._looked_at + LOOKS_APART_S - time.monotonic()
        if wait_s > 0:
            time.sleep(wait_s)
        self._looked_at = time.monotonic()

    def _look(self) -> None:
        self._clock.stepped()
        now = self._clock.now()
        second_over = abs(now - self._counted_at) >= COUNTS_EVERY_US
        look = self._reader.look(max(self._seen, 0), with_tallies=second_over or self._seen < 0)
        if look.seq < self._seen:
            look = self._start_over()
        picture, said = self._told(look, now)
        if look.tallies is not None:
            said.append(self._count(picture, now))
        if look.pulse and self._is_new(look.pulse):
            said.append(messages.beat(look.pulse))
        self._picture, self._seen = picture, look.seq
        self._publish(picture, said)

    def _is_new(self, pulse: Beat) -> bool:
        """The row found at the first look may be the last one of a dead recorder: it is nobody's pulse."""
        if self._seen < 0 or pulse.at == self._picture.heard:
            return False
        self._heard_at = time.monotonic()
        return True

    def pulse_age_us(self, pulse: Beat) -> int:
        """By our own watch since the pulse was seen to move; the clocks of two processes may be 2 s apart."""
        if self._heard_at is None or pulse.at != self._picture.heard:
            return abs(self._clock.now() - pulse.at)  # one of the future is as stale as one of the past
        return int((time.monotonic() - self._heard_at) * US_PER_S)

    def _start_over(self) -> Look:
        """The book is younger than what was read from it: another one was put in its place."""
        self._picture, self._seen, self._counts = Picture(), -1, {}
        return self._reader.look(0, with_tallies=True)

    def _told(self, look: Look, now: int) -> tuple[Picture, list[Message]]:
        plan_moved = look.plan != self._picture.plan
        if plan_moved and self._seen >= 0:
            look = dataclasses.replace(look, rows=self._reader.board())
        picture = self._painted(look, keep_rows=not plan_moved)
        if plan_moved or self._seen < 0:
            return picture, [messages.board_for_all(picture, now)]
        return picture, [messages.changes(look.rows, now)] if look.rows else []

    def _painted(self, look: Look, *, keep_rows: bool) -> Picture:
        old = self._picture
        rows = {**old.rows, **by_place(look.rows)} if keep_rows else by_place(look.rows)
        tallies = old.tallies if look.tallies is None else tallies_by_place(look.tallies)
        heard = look.pulse.at if look.pulse else None
        return Picture(look.plan, look.seq, heard, rows, tallies)

    def _count(self, picture: Picture, now: int) -> Message:
        """Only what moved: a thousand stations in whole each second would fill the wires with repeats."""
        self._counted_at = now
        counts = messages.all_counts(picture, now)
        moved = {place: said for place, said in counts.items() if self._counts.get(place) != said}
        self._counts = counts
        return messages.counts(moved, now)
