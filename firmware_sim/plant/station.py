"""One station and the buffers around it.

    inbox --take--> [ in work ] --put--> outbox        no piece to take: starved       a full outbox: blocked
                        |
                        +--> scrap                     fault, red button, cord, changeover, no order: not working

A machine fails by the time it has worked, not by the clock: a starved machine does not wear.
"""

from collections.abc import Callable
from functools import partial
from random import Random

from firmware_sim.plant.agenda import SECOND_US, Agenda
from firmware_sim.scenarios import StationSpec

Say = Callable[[str, int | str], None]

TOTAL_MASK = 0xFFFF_FFFF  # controllers count in 32 bits
# What keeps a station from working -> the word its controller shows; the first that holds wins.
WORDS = {"fault": "stopped", "red": "stopped", "cord": "stopped", "changeover": "changeover", "no order": "idle"}


class Buffer:
    """A place for at most `size` pieces between two stations."""

    def __init__(self, size: int, level: int) -> None:
        self.size = size
        self.level = level
        self.maker: Station | None = None
        self.taker: Station | None = None


class Station:
    """Takes pieces from `inbox`, works on them, puts them into `outbox`. None is endless supply or demand."""

    def __init__(self, spec: StationSpec, agenda: Agenda, rng: Random, say: Say) -> None:
        self.spec = spec
        self.inbox: Buffer | None = None
        self.outbox: Buffer | None = None
        self.in_work = False
        self.made = self.rejected = self.supplied = self.delivered = 0
        self.word = "idle"
        self.fault = ""
        self._agenda, self._rng, self._say = agenda, rng, say
        self._hindrances: set[str] = set()
        self._working = False
        self._started_us = self._left_us = 0
        self._to_failure_us = self._draw_to_failure_us()
        self._plan = 0  # grows whenever what was put on the agenda no longer holds
        self._waiting = ""
        self._to_changeover, self._to_no_order = spec.changeover_every, spec.no_order_every

    def go(self) -> None:
        """Go on as far as possible: pass a finished piece on, take the next, work; or wait, and say so."""
        if self._working or self._hindrances:
            return
        passed = self.in_work and not self._left_us and self._put()
        took = not self.in_work and not self._pause() and self._take()
        if self.in_work and self._left_us:
            self._work()
        elif not self._hindrances:
            self._wait("blocked" if self.in_work else "starved")
        if passed and self.outbox and self.outbox.taker:
            self.outbox.taker.go()
        if took and self.inbox and self.inbox.maker:
            self.inbox.maker.go()

    @property
    def hindered(self) -> bool:
        """Whether anything but a neighbour keeps it from working."""
        return bool(self._hindrances)

    def hinder(self, reason: str) -> None:
        """Stop working for `reason`, one of WORDS; the piece in work stays where it is."""
        if self._working:
            self._interrupt()
        self._hindrances.add(reason)
        self._waiting = ""
        self._show()

    def free(self, reason: str) -> None:
        """`reason` is over; go on when it was the last one."""
        self._hindrances.discard(reason)
        if self._hindrances:
            self._show()
        else:
            self.go()

    # -- pieces

    def _take(self) -> bool:
        if self.inbox is None:
            self.supplied += 1
        elif self.inbox.level:
            self.inbox.level -= 1
        else:
            return False
        self.in_work = True
        spread = self.spec.spread
        self._left_us = round(self.spec.cycle_s * SECOND_US * self._rng.uniform(1 - spread, 1 + spread))
        return True

    def _put(self) -> bool:
        if self.outbox is None:
            self.delivered += 1
        elif self.outbox.level < self.outbox.size:
            self.outbox.level += 1
        else:
            return False
        self.in_work = False
        return True

    def _finish(self, plan: int) -> None:
        if plan != self._plan:
            return
        self._interrupt()
        self.made += 1
        self._say("count", self.made & TOTAL_MASK)
        self._to_changeover -= 1
        self._to_no_order -= 1
        if self._rng.random() < self.spec.reject_share:
            self.rejected += 1
            self._say("reject", self.rejected & TOTAL_MASK)
            self.in_work = False
        self.go()

    # -- working and not working

    def _work(self) -> None:
        self._working, self._waiting = True, ""
        self._started_us = self._agenda.now_us
        self._plan += 1
        self._show()
        if self._to_failure_us < self._left_us:
            self._agenda.after(self._to_failure_us, partial(self._fail, self._plan))
        else:
            self._agenda.after(self._left_us, partial(self._finish, self._plan))

    def _interrupt(self) -> None:
        worked_us = self._agenda.now_us - self._started_us
        self._working = False
        self._left_us -= worked_us
        self._to_failure_us -= worked_us
        self._plan += 1

    def _wait(self, word: str) -> None:
        if word == self._waiting:
            return
        self._waiting = word
        self._plan += 1
        if self.word == "running":  # a second's wait between two cycles is not worth a word
            self._agenda.after(round(self.spec.wait_shown_s * SECOND_US), partial(self._show_wait, self._plan))
        else:
            self._show()

    def _show_wait(self, plan: int) -> None:
        if plan == self._plan and self._waiting:
            self._show()

    def _show(self) -> None:
        word = next((shown for reason, shown in WORDS.items() if reason in self._hindrances), "")
        word = word or self._waiting or "running"
        if word != self.word:
            self.word = word
            self._say("state", word)

    # -- what happens to machines

    def _fail(self, plan: int) -> None:
        if plan != self._plan:
            return
        self.fault = self._rng.choice(self.spec.fault_codes)
        self._say("fault", self.fault)  # the cause before the state: whoever sees the stop knows why
        self.hinder("fault")
        self._agenda.after(self._draw_us(self.spec.fail_for_s), self._repair)

    def _repair(self) -> None:
        self._to_failure_us = self._draw_to_failure_us()
        self.free("fault")
        self.fault = ""
        self._say("fault", "")

    def _pause(self) -> bool:
        """Between two pieces: begin a changeover or a wait for the next order when one is due."""
        spec = self.spec
        if spec.changeover_every and self._to_changeover <= 0:
            self._to_changeover = spec.changeover_every
            return self._pause_for("changeover", spec.changeover_for_s)
        if spec.no_order_every and self._to_no_order <= 0:
            self._to_no_order = spec.no_order_every
            return self._pause_for("no order", spec.no_order_for_s)
        return False

    def _pause_for(self, reason: str, for_s: tuple[float, float]) -> bool:
        self.hinder(reason)
        self._agenda.after(self._draw_us(for_s), partial(self.free, reason))
        return True

    def _draw_us(self, between_s: tuple[float, float]) -> int:
        return round(self._rng.uniform(*between_s) * SECOND_US)

    def _draw_to_failure_us(self) -> int:
        if not self.spec.fail_every_s:
            return 1 << 62  # never
        return 1 + round(self._rng.expovariate(1 / self.spec.fail_every_s) * SECOND_US)
