"""What the lamps of a box show, and whether that is right for what the box knows. Pure: time is passed in.

A frozen green lamp is the worst thing this device can do. So a lamp command is a lease: when it runs out the box shows
its link-lost pattern, whatever was commanded last. The judge below watches exactly that, and that a pull lights yellow.
"""

from dataclasses import dataclass, field

GREEN, YELLOW, RED, BUZZER, BLUE, WHITE = 1, 2, 4, 8, 16, 32
LAMP_NAMES = {GREEN: "green", YELLOW: "yellow", RED: "red", BUZZER: "buzzer", BLUE: "blue", WHITE: "white"}
LAMP_DUE_MS = 1000  # the host sends lamps on change and each second: later than that is wrong
CANCEL_GUARD_MS = 3000  # a later pull may be a cancelling one; the box cannot know, so the judge asks nothing of it


@dataclass(frozen=True, slots=True)
class Shown:
    """What a person sees: `lamps` as commanded (0 when link lost), `own` is the box's own lamp: off, fast, steady."""

    lamps: int
    link_lost: bool
    own: str

    def words(self) -> str:
        """For people: "yellow+buzzer", "dark" or "link lost"."""
        if self.link_lost:
            return "link lost"
        return "+".join(name for bit, name in LAMP_NAMES.items() if self.lamps & bit) or "dark"


class StackLight:
    """The lamps as last commanded, for as long as the command's lease runs."""

    LEASE_MS_MAX = 10_000  # no host may promise more: green without a living host ends within ten seconds

    def __init__(self, burnt: int = 0) -> None:
        """`burnt`: lamps that never light, whatever is commanded; like hands they belong to the world."""
        self.burnt = burnt
        self.sequence = 0  # the L frame's n, echoed in the beat so that the host sees which command is on
        self._lamps = 0
        self._leased_at_ms = 0
        self._lease_ms = 0  # 0: no lease

    @property
    def lamps(self) -> int:
        """The lamps lit by command, without those that are burnt; 0 while the lease is out."""
        return self._lamps & ~self.burnt if self._lease_ms else 0

    @property
    def link_lost(self) -> bool:
        """Whether the box shows its link-lost pattern: white and blue in turn, never green."""
        return self._lease_ms == 0

    def command(self, sequence: int, lamps: int, ttl_ms: int, now_ms: int) -> None:
        """An L frame arrived at `now_ms` (uint32 ms): show `lamps` for `ttl_ms`."""
        self.sequence, self._lamps = sequence, lamps & 0x3F
        self._leased_at_ms, self._lease_ms = now_ms, min(ttl_ms, self.LEASE_MS_MAX)

    def left_ms(self, now_ms: int) -> int:
        """Milliseconds of lease left, 0 when it is out."""
        return max(0, self._lease_ms - ((now_ms - self._leased_at_ms) & 0xFFFF_FFFF))

    def tick(self, now_ms: int) -> None:
        """Let the lease run out. Once out it stays out, however far the clock wraps, until the next command."""
        if self._lease_ms and not self.left_ms(now_ms):
            self._lease_ms = 0


@dataclass
class Judge:
    """Counts the milliseconds in which the lamps were wrong for what the box knows; `why` is the present complaint.

    The box knows its own inputs only. A pull asks for yellow (or red) within `due_ms` until the host has shown it once
    and taken it away, until restart is pressed, or until a second pull that may have cancelled it. A latched red button
    asks for red for as long as it is in.
    """

    due_ms: int = LAMP_DUE_MS
    wrong_ms: int = 0
    why: str = ""
    _pulled_at_ms: int | None = None
    _answered: bool = False
    _red_at_ms: int | None = None
    _looked_at_ms: int | None = field(default=None, repr=False)

    def pulled(self, now_ms: int, shown: Shown) -> None:
        """The yellow cord was pulled at `now_ms`."""
        if self._pulled_at_ms is None:
            if not shown.lamps & (YELLOW | RED):
                self._pulled_at_ms, self._answered = now_ms, False
        elif _since(now_ms, self._pulled_at_ms) >= CANCEL_GUARD_MS:
            self._pulled_at_ms = None

    def restarted(self) -> None:
        """Restart was pressed: nothing is asked of yellow any more."""
        self._pulled_at_ms = None

    def red(self, pressed: bool, now_ms: int) -> None:
        """The red button went in or came out."""
        self._red_at_ms = now_ms if pressed else None

    def look(self, shown: Shown, now_ms: int) -> None:
        """Judge what is shown now; the time since the last look counts as wrong when it was wrong then."""
        if self.why and self._looked_at_ms is not None:
            self.wrong_ms += _since(now_ms, self._looked_at_ms)
        self._looked_at_ms = now_ms
        self._notice_answer(shown)
        self.why = self._complaint(shown, now_ms)

    def _notice_answer(self, shown: Shown) -> None:
        if self._pulled_at_ms is None or shown.link_lost:
            return
        if shown.lamps & (YELLOW | RED):
            self._answered = True
        elif self._answered:  # shown once and taken away: somebody resolved it where the box cannot see
            self._pulled_at_ms = None

    def _complaint(self, shown: Shown, now_ms: int) -> str:
        if shown.link_lost:
            return "green without a lease" if shown.lamps & GREEN else ""
        if self._red_at_ms is not None and not shown.lamps & RED and self._overdue(self._red_at_ms, now_ms):
            return "red button is in, red lamp is off"
        pulled = self._pulled_at_ms
        if pulled is not None and not shown.lamps & (YELLOW | RED) and self._overdue(pulled, now_ms):
            return "cord was pulled, yellow lamp is off"
        return ""

    def _overdue(self, asked_at_ms: int, now_ms: int) -> bool:
        return _since(now_ms, asked_at_ms) >= self.due_ms


def _since(now_ms: int, then_ms: int) -> int:
    return (now_ms - then_ms) & 0xFFFF_FFFF
