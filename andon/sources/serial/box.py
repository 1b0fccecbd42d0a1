"""One box on one port: frames in, signals and answers out. Pure; the time comes with each frame.

    Hello   who it is                                      Edge   in order, each once (order.py) -> Signal, keyed
    Beat    -> LifeSign; level, count -> Signal, unkeyed   Edge is on disk -> acknowledged
            lamps shown -> told with the life sign         lamps wanted -> leased (lamps.py)

The beat's level wins over edges: once every edge it speaks of was handed over, a level other than ours is a signal.
It carries no boot and no sequence, for it is a state and not an event; said twice it changes nothing.
"""

from __future__ import annotations

from andon.model.signal import Lamps, LifeSign, Signal
from andon.sources.serial.codec import (
    UINT32_MAX,
    Beat,
    Edge,
    Frame,
    Hello,
    Incompatible,
    Unknown,
    encode_ack,
    encode_lamps,
    encode_query,
)
from andon.sources.serial.lamps import LEASE_MS, LampLease, from_bits
from andon.sources.serial.order import Heard, Order

US_PER_MS = 1_000
KINDS = ("cord", "stop", "leader", "restart")
LIFE_MIN_US = 200_000  # a box that beats without end must not fill the inbox of the others
LEVEL_BITS = 32
SHOW_US = 60_000_000  # how long something that happened once stays in sight
INCOMPATIBLE_US = 3_000_000
ASK_US = 300_000  # a pull that waits for a beat the wire has eaten must not wait a second for the next
AGE_MS_MAX = 1 << 31  # an edge "older" than this was before a restart of the box's clock

COUNTERS = ("frames", "edges", "duplicates", "gaps", "skipped", "lost", "rxbad", "unknown", "epochs", "epoch_back")


class Box:
    """All that the host knows of one box since it was met on this port."""

    def __init__(self, uid: str, before: Box | None = None) -> None:
        """`before` is the same box as it was met last: its counters go on, and what was pulled then."""
        self.uid = uid
        self.device = f"box/{uid}"
        self.counters: dict[str, int] = dict.fromkeys(COUNTERS, 0) if before is None else before.counters
        self.heard_at_us: int | None = None
        self.withheld = False  # true: it shows no life, whatever it sends (two boxes of this uid)
        self._hello: Hello | None = None
        self._order: Order | None = None
        self._lease = LampLease()
        self._levels: dict[int, int] = {}  # kind -> as last handed over
        self._standing: dict[int, int] = {} if before is None else dict(before._standing)  # pulled kind -> its epoch
        self._told = False  # whether a beat has told every level since we met, or since its memory was lost
        self._beat_ms: int | None = None  # the box's clock in the beat before
        self._count: int | None = None
        self._lost: int | None = None
        self._life_at_us: int | None = None
        self._incompatible_at_us: int | None = None
        self._major = 0
        self._worry = ""
        self._worry_at_us = 0
        self._asked_at_us = 0

    def hear(self, frame: Frame, at_us: int) -> list[Signal | LifeSign]:
        """A frame of this box was read at `at_us`; what is to be handed over, in order."""
        self.heard_at_us = at_us
        self.counters["frames"] += 1
        match frame:
            case Incompatible():
                self._incompatible_at_us, self._major = at_us, frame.major
            case Unknown():
                self.counters["unknown"] += 1
            case Hello():
                self._hello = frame
                self._in_epoch(frame.epoch, at_us)
            case Edge():
                return self._edges(self._in_epoch(frame.epoch, at_us).take(Heard(frame, at_us)), at_us)
            case Beat():
                return self._beat(frame, at_us)
        return []

    def committed(self, epoch: int, seq: int) -> None:
        """An edge is on disk. One of an epoch that is over needs no answer."""
        if self._order is not None and self._order.epoch == epoch:
            self._order.committed(seq)

    def tell_all(self) -> None:
        """Have the next beat tell every level again."""
        self._levels.clear()
        self._told = False
        self._count = None

    def answers(self, wanted: Lamps | None, at_us: int) -> list[bytes]:
        """The frames that are due to this box now: acknowledgement first, a person waits for the box's own lamp."""
        frames: list[bytes] = []
        if self._order is not None and (seq := self._order.ack(at_us)) is not None:
            frames.append(encode_ack(self.uid, self._order.epoch, seq))
        if self._order is not None and self._order.handed is None and at_us - self._asked_at_us >= ASK_US:
            self._asked_at_us = at_us
            frames.append(encode_query(self.uid))
        shown = None if self.withheld or self._incompatible(at_us) else wanted
        if (bits := self._lease.due(shown, at_us)) is not None:
            frames.append(encode_lamps(self.uid, self._lease.n, bits, LEASE_MS))
        return frames

    def fault(self, at_us: int) -> str:
        """What is wrong with it, as a sentence, or nothing."""
        if self._incompatible(at_us):
            return f"incompatible firmware: it speaks major version {self._major}, understood is 1"
        return self._worry if self._worry and at_us - self._worry_at_us < SHOW_US else ""

    def words(self) -> str:
        """What it is, for people."""
        if self._hello is None:
            return ""
        return f"firmware {self._hello.firmware}, minor version {self._hello.minor}, epoch {self._hello.epoch}"

    def _in_epoch(self, epoch: int, at_us: int) -> Order:
        if self._order is not None and self._order.epoch == epoch:
            return self._order
        if self._order is not None:
            self._lost = 0
            self.counters["epochs"] += 1
            if epoch < self._order.epoch:
                self.counters["epoch_back"] += 1
                self._worries("epoch went back: its memory is worn or was cleared, new pulls may pass for old", at_us)
        self._order = Order(epoch, self.counters)
        self._asked_at_us = at_us
        self._beat_ms = None
        self.tell_all()
        return self._order

    def _edges(self, released: list[Heard], at_us: int) -> list[Signal | LifeSign]:
        return [self._edge(heard, at_us) for heard in released]

    def _edge(self, heard: Heard, at_us: int) -> Signal:
        edge = heard.edge
        self.counters["edges"] += 1
        self.counters["unknown"] += edge.kind >= len(KINDS)
        # What was pulled before the box lost its memory is seen again as a pull: the same one, it still stands.
        goes_on = bool(edge.value) and self._standing.get(edge.kind, edge.epoch) != edge.epoch
        if edge.kind < LEVEL_BITS:
            self._knows(edge.kind, int(edge.value != 0), edge.epoch)
        return Signal(
            address=self._address(edge.kind),
            value=edge.value,
            seen_at=at_us,
            device_at=_device_at(heard),
            sender=self.device,
            boot=str(edge.epoch),
            device_seq=edge.seq,
            is_level=goes_on,
        )

    def _knows(self, kind: int, level: int, epoch: int) -> None:
        self._levels[kind] = level
        if level:
            self._standing[kind] = epoch
        else:
            self._standing.pop(kind, None)

    def _beat(self, beat: Beat, at_us: int) -> list[Signal | LifeSign]:
        order = self._in_epoch(beat.epoch, at_us)
        out = self._edges(order.beat(beat.acked), at_us)
        if self._life_at_us is not None and at_us - self._life_at_us < LIFE_MIN_US:
            return out
        self._life_at_us = at_us
        is_newer = self._is_newer(beat)
        if not self.withheld and not self._incompatible(at_us):
            was_told = is_newer and self._lease.told is not None
            out.append(LifeSign(self.device, at_us, glow=from_bits(beat.lamps) if was_told else None))
        if is_newer:
            out += self._state(beat, order, at_us)
        return out

    def _is_newer(self, beat: Beat) -> bool:
        """False for a beat that a wire repeated: its state is over. A clock that started over costs one beat."""
        before, self._beat_ms = self._beat_ms, beat.now_ms
        return before is None or 0 < (beat.now_ms - before) & UINT32_MAX < AGE_MS_MAX

    def _state(self, beat: Beat, order: Order, at_us: int) -> list[Signal]:
        self._losses(beat, at_us)
        out = self._counted(beat, at_us)
        # Not only "equal": a box whose numbers fell behind ours still has a level, and it is the truth.
        if order.handed is not None and beat.top <= order.handed:
            out += self._level(beat, at_us)
        return out

    def _level(self, beat: Beat, at_us: int) -> list[Signal]:
        out: list[Signal] = []
        for kind in range(LEVEL_BITS):
            bit = beat.level >> kind & 1
            first = kind < len(KINDS) and not self._told and kind not in self._levels
            if first or bit != self._levels.get(kind, 0):
                self._knows(kind, bit, beat.epoch)
                out.append(self._said(self._address(kind), bit, at_us, is_level=True))
        self._told = True
        return out

    def _counted(self, beat: Beat, at_us: int) -> list[Signal]:
        before, self._count = self._count, beat.count
        # A box without a counting input says 0 for ever: that is no reading.
        if beat.count == (0 if before is None else before):
            return []
        return [self._said(f"{self.device}/count", beat.count, at_us, boot=str(beat.epoch))]

    def _said(self, address: str, value: int, at_us: int, *, boot: str | None = None, is_level: bool = False) -> Signal:
        return Signal(address=address, value=value, seen_at=at_us, sender=self.device, boot=boot, is_level=is_level)

    def _address(self, kind: int) -> str:
        name = KINDS[kind] if kind < len(KINDS) else f"kind-{kind}"
        return f"{self.device}/{name}"

    def _losses(self, beat: Beat, at_us: int) -> None:
        self.counters["rxbad"] = beat.rxbad
        before, self._lost = self._lost, beat.lost
        if before is not None and beat.lost > before:
            self.counters["lost"] += beat.lost - before
            self._worries(f"its memory was full: {beat.lost} changes were lost in this epoch", at_us)

    def _worries(self, worry: str, at_us: int) -> None:
        self._worry, self._worry_at_us = worry, at_us

    def _incompatible(self, at_us: int) -> bool:
        return self._incompatible_at_us is not None and at_us - self._incompatible_at_us < INCOMPATIBLE_US


def _device_at(heard: Heard) -> int | None:
    """When the box saw it, by our clock. None when its clock started over since: the difference says nothing."""
    age_ms = (heard.edge.now_ms - heard.edge.t_ms) & UINT32_MAX
    return None if age_ms >= AGE_MS_MAX else heard.at_us - age_ms * US_PER_MS
