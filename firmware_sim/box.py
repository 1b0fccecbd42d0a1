"""The cord box: inputs, ring of edges, resend, lamp lease. Pure: no clock, no I/O; every call is given the time.

    press, release -> ring -> E1 ... resent until A1        boot, Q1, each 60 s -> H1 and B1
    L1 -> lamps with a lease                                each second         -> B1

Times are the box's uint32 milliseconds, which wrap after 49.7 days; any integer may be passed, it is cut to 32 bits.
Whatever would be compared over longer than the wrap (is the host heard, is the lease out) is a flag that `tick` clears.
"""

from collections.abc import Callable
from enum import IntEnum

from firmware_sim.frames import ANYONE, UINT32_MAX, Decoder, Frame, encode
from firmware_sim.ring import PLACES, Edge, Ring
from firmware_sim.stack_light import RED, YELLOW, Judge, Shown, StackLight

MINOR = 0
FIRMWARE = 10_000  # 1.0.0
CAPABILITIES = 0b11_1111  # kinds 0 to 3, lamps, counting input
BEAT_EVERY_MS = 1_000
HELLO_EVERY_MS = 60_000
HOST_HEARD_FOR_MS = 3_000
WINDOW = 8  # 8 edges of at most 63 bytes take 88 ms at 57600 baud: inside one resend interval
RESEND_MS = 120
RESEND_MS_MAX = 2_000
EPOCH_MAX = 0xFFFF
RXBAD_MAX = 999
POWER_ON, WATCHDOG, RING_SURVIVED = 0x01, 0x08, 0x80


class Kind(IntEnum):
    """What was touched. The number is the edge's kind on the wire and the bit of the beat's level."""

    YELLOW = 0
    RED = 1
    LEADER = 2
    RESTART = 3


class Box:
    """One box. Every method that takes `now_ms` returns the bytes it wants sent to the host, often none."""

    count: int  # pieces seen by the counting input, mod 2^32
    light: StackLight
    _ring: Ring
    _level: int
    _reset: int
    _decoder: Decoder
    _boot_hello_due: bool
    _hello_at_ms: int
    _beat_at_ms: int
    _host_heard: bool
    _heard_at_ms: int
    _in_flight: int  # how many of the oldest edges were sent since the last go-back
    _sent_at_ms: int
    _resend_ms: int
    _fast_resend_left: bool

    def __init__(self, uid: str, epoch: int = 1, now_ms: int = 0) -> None:
        """`uid` is eight upper-case hex digits; `epoch` comes from EEPROM, 1 to 65535. It boots as after power-on."""
        self.uid = uid
        self.epoch = epoch
        self._inputs = 0  # what hands hold down: belongs to the world and outlives any reset
        self.judge = Judge()
        self.light = StackLight()
        self._forget_everything(now_ms & UINT32_MAX, POWER_ON)

    # -- what a person or a machine does to it

    def press(self, kind: int, now_ms: int) -> bytes:
        """A hand pulls or presses `kind`. Pressing what is pressed changes nothing."""
        self._inputs |= 1 << kind
        return self._read_inputs(now_ms & UINT32_MAX)

    def release(self, kind: int, now_ms: int) -> bytes:
        """The hand lets go of `kind`, or the latch is pulled out."""
        self._inputs &= ~(1 << kind)
        return self._read_inputs(now_ms & UINT32_MAX)

    def burn_out(self, lamps: int) -> None:
        """These lamps are broken from now on, and all others whole; the box measures what burns and says so."""
        self.light.burnt = lamps

    def count_pieces(self, pieces: int = 1) -> None:
        """The counting input saw `pieces` pulses; the beat carries the running total, mod 2^32."""
        self.count = (self.count + pieces) & UINT32_MAX

    def warm_reset(self, now_ms: int) -> bytes:
        """Watchdog or reset button: the program starts over, RAM (ring, epoch, count) is still there."""
        self._boot(now_ms & UINT32_MAX, WATCHDOG | RING_SURVIVED)
        return self.tick(now_ms)

    def cold_reset(self, now_ms: int) -> bytes:
        """The power went: RAM is lost, so the epoch in EEPROM grows and sequence numbers start at 1 again."""
        self.epoch = self.epoch % EPOCH_MAX + 1
        self._forget_everything(now_ms & UINT32_MAX, POWER_ON)
        return self.tick(now_ms)

    # -- the wire

    def receive(self, data: bytes, now_ms: int) -> bytes:
        """Bytes from the host. Bad ones are counted, never raised."""
        now_ms &= UINT32_MAX
        frames = self._decoder.feed(data)
        return b"".join(self._obey(frame, now_ms) for frame in frames)

    def tick(self, now_ms: int) -> bytes:
        """Do what is due: lease, hello, beat, resend. Call it at least when `due_in_ms` says, sooner is harmless."""
        now_ms &= UINT32_MAX
        self.light.tick(now_ms)
        if self._host_heard and _since(now_ms, self._heard_at_ms) >= HOST_HEARD_FOR_MS:
            self._host_heard = False
        out = self._read_inputs(now_ms)
        if self._boot_hello_due or _since(now_ms, self._hello_at_ms) >= HELLO_EVERY_MS:
            out += self._hello(now_ms)
        elif _since(now_ms, self._beat_at_ms) >= BEAT_EVERY_MS:
            out += self._beat(now_ms)
        if self._in_flight and _since(now_ms, self._sent_at_ms) >= self._resend_ms:
            out += self._go_back(now_ms)
        self.judge.look(self.shown, now_ms)
        return out

    def due_in_ms(self, now_ms: int) -> int:
        """Milliseconds until `tick` has something to do; 0 when it has now."""
        now_ms &= UINT32_MAX
        if self._boot_hello_due:
            return 0
        due = BEAT_EVERY_MS - _since(now_ms, self._beat_at_ms)
        if self._in_flight:
            due = min(due, self._resend_ms - _since(now_ms, self._sent_at_ms))
        if not self.light.link_lost:
            due = min(due, self.light.left_ms(now_ms))
        return max(0, due)

    # -- what can be seen from outside

    @property
    def level(self) -> int:
        """The inputs as the box has noticed them, one bit per kind."""
        return self._level

    @property
    def waiting(self) -> int:
        """Edges not acknowledged yet."""
        return len(self._ring)

    @property
    def lost(self) -> int:
        """Edges refused because the ring was full, since the last cold reset."""
        return self._ring.lost

    @property
    def shown(self) -> Shown:
        """What the lamps show."""
        return Shown(self.light.lamps, self.light.link_lost, self._own_lamp())

    # -- inside

    def _forget_everything(self, now_ms: int, reset: int) -> None:
        self._ring = Ring()
        self.count = 0
        self._level = 0  # so that an input held through the outage is seen again, as a pull in the new epoch
        self._boot(now_ms, reset)

    def _boot(self, now_ms: int, reset: int) -> None:
        self._reset = reset
        self._decoder = Decoder()
        self.light = StackLight(self.light.burnt)
        self._boot_hello_due = True
        self._host_heard = False
        self._heard_at_ms = self._hello_at_ms = self._beat_at_ms = self._sent_at_ms = now_ms
        self._in_flight = 0
        self._resend_ms = RESEND_MS
        self._fast_resend_left = True

    def _read_inputs(self, now_ms: int) -> bytes:
        changed = self._inputs ^ self._level
        self._level = self._inputs
        for kind in Kind:
            if changed >> kind & 1:
                self._edge(kind, self._level >> kind & 1, now_ms)
        if not changed or self._boot_hello_due:  # hello and beat go first: the host must know where it starts
            return b""
        return self._send_new(now_ms)

    def _edge(self, kind: Kind, value: int, now_ms: int) -> None:
        self._ring.add(now_ms, kind, value, red=kind is Kind.RED)
        if kind is Kind.RED:
            self.judge.red(bool(value), now_ms)
        elif kind is Kind.YELLOW and value:
            self.judge.pulled(now_ms, self.shown)
        elif kind is Kind.RESTART and value:
            self.judge.restarted()

    def _obey(self, frame: Frame, now_ms: int) -> bytes:
        asks_anyone = frame.type == "Q" and frame.uid == ANYONE
        if frame.uid != self.uid and not asks_anyone:
            return b""
        handler = self._handlers().get((frame.type, frame.major))
        if handler is None:  # a newer host may say more than this box understands; it is counted, not fatal
            self._decoder.bad += 1
            return b""
        self._host_heard, self._heard_at_ms, self._resend_ms = True, now_ms, RESEND_MS
        try:
            return handler(frame.numbers, now_ms)
        except ValueError:  # too few numbers; more than needed are a newer minor version's business
            self._decoder.bad += 1
            return b""

    def _handlers(self) -> dict[tuple[str, int], Callable[[tuple[int, ...], int], bytes]]:
        return {("A", 1): self._on_ack, ("L", 1): self._on_lamps, ("Q", 1): self._on_question}

    def _on_ack(self, numbers: tuple[int, ...], now_ms: int) -> bytes:
        epoch, seq, *_ = numbers
        if epoch != self.epoch:
            return b""
        before = self._ring.acked
        if self._ring.acknowledge(seq):
            self._in_flight = max(0, self._in_flight - (seq - before))
            self._sent_at_ms = now_ms
            self._fast_resend_left = True
            return self._send_new(now_ms)
        if seq == before and self._in_flight and self._fast_resend_left:
            self._fast_resend_left = False  # once per progress or timeout: a window of echoes must not breed more
            return self._go_back(now_ms)
        return b""

    def _on_lamps(self, numbers: tuple[int, ...], now_ms: int) -> bytes:
        sequence, lamps, ttl_ms, *_ = numbers
        self.light.command(sequence, lamps, ttl_ms, now_ms)
        self.judge.look(self.shown, now_ms)
        return b""

    def _on_question(self, _numbers: tuple[int, ...], now_ms: int) -> bytes:
        return self._hello(now_ms) + self._go_back(now_ms)

    def _hello(self, now_ms: int) -> bytes:
        first, self._boot_hello_due = self._boot_hello_due, False
        self._hello_at_ms = now_ms
        hello = encode(
            "H1", self.uid, self.epoch, now_ms, self._reset, PLACES, MINOR, FIRMWARE, CAPABILITIES
        ) + self._beat(now_ms)
        return hello + (self._send_new(now_ms) if first else b"")

    def _beat(self, now_ms: int) -> bytes:
        self._beat_at_ms = now_ms
        ring, light = self._ring, self.light
        bad = min(self._decoder.bad, RXBAD_MAX)
        queue = (ring.top, ring.acked, ring.lost)
        return encode(
            "B1", self.uid, self.epoch, now_ms, self._level, self.count, *queue, light.lamps, light.sequence, bad
        )

    def _send_new(self, now_ms: int) -> bytes:
        new = self._ring.window(WINDOW)[self._in_flight :]
        if new and not self._in_flight:
            self._sent_at_ms = now_ms
        self._in_flight += len(new)
        return b"".join(self._encode_edge(edge, now_ms) for edge in new)

    def _go_back(self, now_ms: int) -> bytes:
        """Send the whole window again, at a constant interval while the host lives: backing off starves a bad wire."""
        timed_out = _since(now_ms, self._sent_at_ms) >= self._resend_ms
        if timed_out:
            self._fast_resend_left = True
            if not self._host_heard:
                self._resend_ms = min(self._resend_ms * 2, RESEND_MS_MAX)
        self._in_flight = 0
        self._sent_at_ms = now_ms
        return self._send_new(now_ms)

    def _encode_edge(self, edge: Edge, now_ms: int) -> bytes:
        return encode("E1", self.uid, self.epoch, edge.seq, edge.at_ms, now_ms, edge.kind, edge.value)

    def _own_lamp(self) -> str:
        pulls = (Kind.YELLOW, Kind.RED)
        if any(edge.value and edge.kind in pulls for edge in self._ring.window(PLACES)):
            return "fast"
        held = self._level & (1 << Kind.YELLOW | 1 << Kind.RED)
        return "steady" if held or self.light.lamps & (YELLOW | RED) else "off"


def _since(now_ms: int, then_ms: int) -> int:
    return (now_ms - then_ms) & UINT32_MAX
