"""All of one device, without its wire: what is read, what changed since, which of its stations are alive. Pure.

polled      answers -> signals of what changed, of everything after a silence; life signs
failed      no answer: once more, and once more ...; then its stations are told silent and it is asked less often
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from andon.base.units import US_PER_MS, US_PER_S
from andon.model.signal import DeviceStatus, LifeSign, Receipt, Signal, Value
from andon.sources.modbus.answers import Answer, Refusal, WireFailed
from andon.sources.modbus.codec import Read, Spot, Undecodable, decode, pick, plan_reads
from andon.sources.modbus.settings import DeviceSettings
from andon.sources.modbus.vocabulary import MACHINE_STATES, Vocabulary

LIFE_EVERY_US = US_PER_S
SAY_AGAIN_US = 10 * US_PER_S  # what the plan did not have: it may have been added, and nobody tells a source
BACK_OFF_LEAST_US = US_PER_S // 4
BACK_OFF_MOST_US = 2 * US_PER_S  # a device that is back is heard within it
COUNTERS = (
    *("polls", "signals", "timeouts", "garbled", "disconnects"),
    *("refused", "decode_errors", "unknown_states", "set_aside"),
)
_COUNTED_AS = {"timeout": "timeouts", "garbled": "garbled", "gone": "disconnects"}


@dataclass(frozen=True, slots=True)
class Wired:
    """A point of the plan and the registers it is made of."""

    name: str
    to: str
    spot: Spot
    program: Spot | None
    vocabulary: Vocabulary | None

    @property
    def place(self) -> str:
        """The device, as the plan knows it, that shows life by this point."""
        return self.to.rpartition("/")[0]

    def value(self, answers: Mapping[Read, tuple[int, ...]]) -> Value | Undecodable | None:
        """What it says; None where the device refused to say."""
        number = _number(self.spot, answers)
        if self.vocabulary is None or not isinstance(number, int):
            return number
        program = None if self.program is None else _number(self.program, answers)
        if self.program is not None and not isinstance(program, int):
            return None
        return self.vocabulary.word(number, program if isinstance(program, int) else None)


def _number(spot: Spot, answers: Mapping[Read, tuple[int, ...]]) -> int | float | Undecodable | None:
    words = pick(spot, answers)
    return None if words is None else decode(spot, words)


@dataclass(slots=True)
class _Poll:
    """What one poll brought: answers, places that could not be heard in full, and what is wrong, by point."""

    at_us: int
    taken: dict[Read, tuple[int, ...]]
    silent: set[str] = field(default_factory=set)
    faults: dict[str, str] = field(default_factory=dict)


class Device:
    """One slave. Its owner asks it when it is due and tells it what came of that."""

    def __init__(self, settings: DeviceSettings, now_us: int) -> None:
        self.name = settings.name
        self.unit = settings.unit
        self.address = settings.wire
        self.timeout_s = settings.timeout_ms / 1000
        self.due_us = now_us
        self.counters = dict.fromkeys(COUNTERS, 0)
        self._poll_us = settings.poll_ms * US_PER_MS
        self._retries = settings.retries
        self._points = [
            Wired(name, point.to, point.spot, point.program_spot, point.vocabulary)
            for name, point in settings.points.items()
        ]
        self._places = sorted({point.place for point in self._points})
        spots = [spot for point in self._points for spot in (point.spot, point.program) if spot is not None]
        self.reads = plan_reads(spots, settings.gap_max)
        self._known: dict[str, Value] = {}
        self._said_us: dict[str, int] = {}
        self._lived_us: dict[str, int] = {}
        self._dead: set[str] = set()
        self._failures = 0
        self._trouble = "not asked yet"
        self._faults: dict[str, str] = {}
        self._set_aside: dict[str, str] = {}

    def wait_us(self, now_us: int) -> int:
        """How long until it is due. A clock that was set must not put it off: never longer than it was planned."""
        return min(max(0, self.due_us - now_us), max(self._poll_us, BACK_OFF_MOST_US))

    def polled(self, answers: Mapping[Read, Answer], at_us: int) -> list[Signal | LifeSign]:
        """Every read was answered, if only by a refusal."""
        self._plan_next(at_us)
        poll = _Poll(at_us, {read: answer for read, answer in answers.items() if not isinstance(answer, Refusal)})
        for read, answer in answers.items():
            if isinstance(answer, Refusal):
                poll.faults[f"{read.table} {read.at}"] = answer.reason
        self.counters["refused"] += len(poll.faults)
        signals = [signal for point in self._points if (signal := self._hear(point, poll)) is not None]
        self.counters["polls"] += 1
        self.counters["signals"] += len(signals)
        self._failures, self._trouble, self._faults = 0, "", poll.faults
        return [*signals, *self._life_signs(signals, poll)]

    def failed(self, failure: WireFailed, at_us: int, pause_us: int = 0) -> list[LifeSign]:
        """No answer. `pause_us`: how long a late one may still be on its way."""
        self.counters[_COUNTED_AS[failure.kind]] += 1
        self._trouble = str(failure)
        self._failures += 1
        self._known.clear()
        over = self._failures - self._retries - 1
        if over < 0:
            self.due_us = at_us + pause_us
            return []
        back_off_us = min(BACK_OFF_LEAST_US << min(over, 8), BACK_OFF_MOST_US)
        self.due_us = at_us + max(back_off_us, pause_us)
        return self._die(set(self._places), at_us)

    def told(self, to: str, receipt: Receipt) -> None:
        """What became of a signal; called by the recorder's thread, the only one that writes here."""
        if receipt.verdict == "set-aside":
            self.counters["set_aside"] += 1
            self._set_aside[to] = receipt.reason
        else:
            self._set_aside.pop(to, None)

    def status(self) -> DeviceStatus:
        """For `/health`; called from another thread."""
        state, text = self._state()
        return DeviceStatus("modbus", self.name, state, f"{self.address} unit {self.unit}: {text}", dict(self.counters))

    def _state(self) -> tuple[Literal["up", "down", "fault"], str]:
        if self._trouble:
            return "down", self._trouble
        faults = {**self._faults, **self._set_aside.copy()}
        if faults:
            return "fault", "; ".join(f"{what}: {why}" for what, why in faults.items())
        return "up", f"{len(self._points)} points in {len(self.reads)} reads"

    def _plan_next(self, at_us: int) -> None:
        """On its beat; one that is behind, or whose clock was set, begins a new beat."""
        behind_us = at_us - self.due_us
        self.due_us = (self.due_us if 0 <= behind_us < self._poll_us else at_us) + self._poll_us

    def _hear(self, point: Wired, poll: _Poll) -> Signal | None:
        """The signal of a point that says something new; a level when it was not heard before."""
        value = point.value(poll.taken)
        if value is None:
            poll.silent.add(point.place)
            self._known.pop(point.to, None)
            return None
        if isinstance(value, Undecodable):
            self.counters["decode_errors"] += 1
            poll.faults[point.name] = value.reason
            return None
        is_unknown = point.vocabulary is not None and value not in MACHINE_STATES
        if is_unknown:
            poll.faults[point.name] = f"{value}, which its table does not have"
        was = self._known.get(point.to)
        if was == value and not self._is_to_be_said_again(point.to, poll.at_us):
            return None
        self._known[point.to], self._said_us[point.to] = value, poll.at_us
        self.counters["unknown_states"] += is_unknown and was != value
        return Signal(point.to, value, poll.at_us, is_level=was is None or was == value)

    def _is_to_be_said_again(self, to: str, at_us: int) -> bool:
        return to in self._set_aside and not 0 <= at_us - self._said_us[to] < SAY_AGAIN_US

    def _life_signs(self, signals: list[Signal], poll: _Poll) -> list[LifeSign]:
        """A place is alive when every point of it was read; one that was not must not look well by the others."""
        signs = []
        for place in self._places:
            since_us = poll.at_us - self._lived_us.get(place, poll.at_us - LIFE_EVERY_US)
            is_due = place in self._dead or not 0 <= since_us < LIFE_EVERY_US
            if place not in poll.silent and is_due:
                self._dead.discard(place)
                self._lived_us[place] = poll.at_us
                signs.append(LifeSign(place, poll.at_us))
        spoke = {signal.address.rpartition("/")[0] for signal in signals}
        self._dead -= poll.silent & spoke  # a signal of it was a sign of life too: say again that it is not
        return signs + self._die(poll.silent, poll.at_us)

    def _die(self, places: set[str], at_us: int) -> list[LifeSign]:
        dying = sorted(places - self._dead)
        self._dead |= places
        return [LifeSign(place, at_us, alive=False) for place in dying]
