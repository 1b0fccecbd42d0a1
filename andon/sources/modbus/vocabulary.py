"""What machines call their states -> what we call them. Pure.

The map belongs to the device: every table can be overridden.

    packml          one number; public devices number them in several ways, so compare with the manual
    weihenstephan   WS_Cur_State, bit flags, with WS_Cur_Prog beside it: what a stop is depends on both
    plain           the device's own codes

A value that no table knows becomes a word that is no state, so the station shows that nothing is known of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from andon.model.plan import MachineState

TableName = Literal["packml", "weihenstephan"]
MACHINE_STATES: tuple[MachineState, ...] = get_args(MachineState)
Words = Mapping[int, MachineState]

PACKML: Words = {
    # 0 Undefined is not here: it is unknown.
    1: "stopped",  # Clearing
    2: "stopped",  # Stopped
    3: "idle",  # Starting
    4: "idle",  # Idle
    5: "starved",  # Suspended: starved or blocked, the number does not say which; override where it is the other
    6: "running",  # Execute
    7: "stopped",  # Stopping
    8: "stopped",  # Aborting
    9: "stopped",  # Aborted
    10: "stopped",  # Holding: a cause inside the machine
    11: "stopped",  # Held
    12: "stopped",  # UnHolding
    13: "starved",  # Suspending
    14: "starved",  # UnSuspending
    15: "idle",  # Resetting
    16: "running",  # Completing: the last piece is on its way
    17: "idle",  # Complete
}

WEIHENSTEPHAN: Words = {
    1: "stopped",  # Stopped
    2: "idle",  # Starting
    4: "idle",  # Prepared
    8: "starved",  # Lack
    16: "blocked",  # Tailback
    32: "starved",  # Lack in a branch line
    64: "blocked",  # Tailback in a branch line
    128: "running",  # Operating
    256: "stopped",  # Stopping
    512: "stopped",  # Aborting
    1024: "stopped",  # Equipment failure
    2048: "stopped",  # External failure
    4096: "stopped",  # Emergency stop
    32768: "idle",  # Idle
}
_BREAKDOWNS = 512 | 1024 | 4096  # these are what they are, whatever the program was

_PROGRAMS: Mapping[int, MachineState | None] = {
    1: None,  # Production: the state speaks for itself
    2: None,  # Start-up
    4: None,  # Run-down
    8: "changeover",  # Clean
    16: "changeover",  # Changeover
    32: "stopped",  # Maintenance
    64: "idle",  # Break
}

TABLES: Mapping[TableName, Words] = {"packml": PACKML, "weihenstephan": WEIHENSTEPHAN}

_WORST_FIRST: tuple[MachineState, ...] = ("stopped", "blocked", "starved", "changeover", "idle", "running")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A device's table. `is_flags`: each bit of the value is a word of its own."""

    words: Words = field(default_factory=dict)
    is_flags: bool = False

    def word(self, value: int, program: int | None = None) -> str:
        """One of `MACHINE_STATES`, or "unknown ..." which is none of them."""
        state = self._of_flags(value, program) if self.is_flags else self.words.get(value)
        beside = "" if program is None else f" in program {program}"
        return state or f"unknown {value}{beside}"

    def _of_flags(self, value: int, program: int | None) -> MachineState | None:
        bits = [1 << n for n in range(value.bit_length()) if value >> n & 1] if value > 0 else []
        if not bits or any(bit not in self.words for bit in bits):
            return None
        state = min((self.words[bit] for bit in bits), key=_WORST_FIRST.index)
        if program is None or value & _BREAKDOWNS:
            return state
        return (_PROGRAMS[program] or state) if program in _PROGRAMS else None


def vocabulary(table: TableName | None, words: Words) -> Vocabulary:
    """A ready-made table with the device's own words over it; without a table the words are all there is."""
    ready = TABLES[table] if table else {}
    return Vocabulary({**ready, **words}, is_flags=table == "weihenstephan")
