"""A person's hand on a single slave: one command per line, one sentence back. Pure.

coil 0 1        discrete 3 0        holding 10 6        input 4 65535
long 12 70000   speed 20 12.5       two holding registers: a whole number, a float32
fault silent | slow 0.4 | exception 2 | other-unit | garbage | cut | hang-up | none
"""

import struct
from typing import get_args

from firmware_sim.controllers.modbus_registers import Table
from firmware_sim.controllers.modbus_unit import WELL, Faults, ModbusUnit

HELP = "coil|discrete|holding|input AT VALUE, long|speed AT VALUE, fault NAME"
_FAULTS = {
    "none": WELL,
    "silent": Faults(silent=True),
    "other-unit": Faults(other_unit=True),
    "garbage": Faults(garbage=True),
    "cut": Faults(cut=True),
    "hang-up": Faults(hang_up=True),
}
FAULT_NAMES = (*_FAULTS, "slow SECONDS", "exception CODE")


def obey(unit: ModbusUnit, line: str) -> str:
    """Do what the line says; what it was, or what would have been right."""
    words = line.split()
    try:
        if words[:1] == ["fault"]:
            unit.faults = fault(*words[1:])
        else:
            _put(unit, *words)
    except (ValueError, TypeError, IndexError, KeyError, struct.error, OverflowError):
        return f"not understood; write {HELP} with NAME one of {', '.join(FAULT_NAMES)}"
    return line.strip()


def fault(name: str, amount: str = "") -> Faults:
    """The fault called so. KeyError or ValueError when there is none."""
    if name == "slow":
        return Faults(slow_s=float(amount))
    if name == "exception":
        return Faults(exception=int(amount) & 0x7F)
    return _FAULTS[name]


def _put(unit: ModbusUnit, what: str, at: str, value: str) -> None:
    address, tables = int(at), {str(table): table for table in get_args(Table)}
    if what in tables:
        unit.registers.put(tables[what], address, int(value))
    elif what in ("long", "speed"):
        unit.registers.put_32("holding", address, int(value) if what == "long" else float(value))
    else:
        raise KeyError(what)
