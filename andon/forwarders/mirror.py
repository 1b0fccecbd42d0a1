"""Shows the floor as it stands to one far end: levels, not history. Its loop, as numbered steps:

1 look at the tiles that moved   2 see whether the recorder lives   3 show the floor   4 ask the desk to keep the cursor

Where nothing moved it does so once a second all the same, so that what is shown can be renewed before it is too old.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping

import structlog

from andon.base.errors import DeskUnavailable
from andon.floor.index import colours
from andon.journal.reader import BookUnavailable, Reader
from andon.journal.reader_rows import BoardRow, Look
from andon.journal.told_rows import EscalationRow
from andon.model.event import StationChanged
from andon.model.plan import Colour
from andon.model.told import TierTold
from andon.ports import Clock, Desk, FloorNow, LevelForwarder, Reporting, TellsWho

LOOK_EVERY_S = 0.5
PAUSE_S = 0.02  # hundreds of commits a second are not hundreds of looks
KEEP_EVERY_US = 5_000_000  # a cursor costs the recorder a write
LIVE_FOR_US = 2_500_000  # the recorder pulses each second; what missed two is not taken for living

_log = structlog.get_logger()

Place = tuple[str, str]


class Mirror:
    """One forwarder's loop."""

    def __init__(self, forwarder: LevelForwarder, reader: Reader, desk: Desk, clock: Clock) -> None:
        self._forwarder, self._reader, self._desk, self._clock = forwarder, reader, desk, clock
        self._tiles: dict[Place, tuple[int, StationChanged]] = {}
        self._pulse = _Pulse()
        self._colours: Mapping[str, Colour] = {}
        self._told: Mapping[tuple[str, int], tuple[TierTold, ...]] = {}
        self._tells_who = isinstance(forwarder, TellsWho) and forwarder.tells_who
        self._seq = self._kept = self._plan_seq = 0
        self._keep_at = 0
        if isinstance(forwarder, Reporting):
            forwarder.use(desk)

    def run(self, wait: Callable[[float], None], stop: threading.Event) -> None:
        """Until `stop`. `wait(seconds)` returns early when the journal has grown."""
        try:
            while not stop.is_set():
                self.step()
                stop.wait(PAUSE_S)
                wait(LOOK_EVERY_S)
        finally:
            self._forwarder.close()
            self._reader.close()

    def step(self) -> None:
        """One round. A book that cannot be read now is not shown: what was shown grows old by itself."""
        self._follow_clock()
        now = self._clock.now()
        try:
            self._look(now)
        except BookUnavailable as away:
            _log.info("not shown", forwarder=self._forwarder.name, reason=str(away))
        tiles, is_live = tuple(self._tiles.values()), self._pulse.is_live(now)
        self._forwarder.show(FloorNow(tiles, is_live, now, self._colours, self._told))
        self._keep_cursor(now)

    def _follow_clock(self) -> None:
        """What is shown holds until an instant, which others judge by the wall clock."""
        if step_us := self._clock.stepped():
            self._pulse.shift(step_us)
            self._keep_at = 0

    def _look(self, now: int) -> None:
        look = self._reader.look(self._seq, with_tallies=False)
        if self._is_another_story(look):
            look = self._reader.look(0, with_tallies=False)
            self._tiles = {}
        self._tiles |= {(row.line, row.station): (row.seq, _tile(row)) for row in look.rows}
        if self._tells_who and look.seq != self._seq:
            self._told = self._who_was_told()
        self._seq, self._plan_seq = look.seq, look.plan.seq if look.plan else 0
        self._colours = colours(look.plan.plan) if look.plan else {}
        self._pulse.hear(look.pulse.at if look.pulse else 0, now)

    def _who_was_told(self) -> Mapping[tuple[str, int], tuple[TierTold, ...]]:
        """Of everything that is open. What becomes of a message is an entry, so nothing is missed between two looks."""
        tiles = [tile for _, tile in self._tiles.values()]
        calls = {call.id for tile in tiles for call in tile.calls}
        stops = {tile.stop.id for tile in tiles if tile.stop}
        if not calls and not stops:
            return {}
        found = self._reader.told_of_open(calls, stops)
        return {subject: tuple(_tier_told(row) for row in climb) for subject, climb in found.items()}

    def _is_another_story(self, look: Look) -> bool:
        """Another plan may have taken stations away, another book begins anew."""
        return look.seq < self._seq or (look.plan.seq if look.plan else 0) != self._plan_seq

    def _keep_cursor(self, now: int) -> None:
        if self._kept == self._seq or now < self._keep_at:
            return
        self._keep_at = now + KEEP_EVERY_US
        try:
            self._desk.ask("cursor", {"forwarder": self._forwarder.name, "seq": self._seq})
            self._kept = self._seq
        except DeskUnavailable as away:
            _log.info("cursor not kept yet", forwarder=self._forwarder.name, reason=str(away))


class _Pulse:
    """Whether the recorder lives: its pulse must be seen to move, whatever the clocks of two processes say."""

    def __init__(self) -> None:
        self._last: int | None = None
        self._moved_at: int | None = None

    def hear(self, pulse_at: int, now: int) -> None:
        if self._last is not None and pulse_at != self._last:
            self._moved_at = now
        self._last = pulse_at

    def shift(self, step_us: int) -> None:
        """The clock was set: what moved a second ago still did."""
        if self._moved_at is not None:
            self._moved_at += step_us

    def is_live(self, now: int) -> bool:
        return self._moved_at is not None and now - self._moved_at <= LIVE_FOR_US


def _tier_told(row: EscalationRow) -> TierTold:
    return TierTold(row.at, row.tier, row.why, tuple((notice.person, notice.state) for notice in row.notices))


def _tile(row: BoardRow) -> StationChanged:
    return StationChanged(
        at=row.since,
        line=row.line,
        station=row.station,
        state=row.state,  # type: ignore[arg-type]  # the book holds what the floor said
        signal=row.signal,  # type: ignore[arg-type]  # likewise
        calls=list(row.calls),
        stop=row.stop,
        triggers=row.triggers,
        lamp_fault=row.lamp_fault,
    )
