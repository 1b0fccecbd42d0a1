"""Machines as one PLC would tell of them: the registers of a whole plant. Says, starts and stops as the poster does.

Each station has sixteen holding registers, the first station from 0 on, the next from 16 on, in the order of the plan:

    +0   state    0 undefined  1 idle  2 running  3 starved  4 blocked  5 changeover  6 stopped
    +1   fault    the number in the fault's code (E-11 is 11), 0 when there is none
    +2   count    pieces made, 32 bits, the high register first      +4   reject, likewise
"""

import re

from firmware_sim.controllers.modbus_registers import Registers
from firmware_sim.controllers.modbus_server import ModbusTcp
from firmware_sim.controllers.modbus_unit import ModbusUnit

STATION_REGISTERS = 16
STATES = ("undefined", "idle", "running", "starved", "blocked", "changeover", "stopped")
_TOTALS = {"count": 2, "reject": 4}


class ModbusPlant:
    """A PLC at unit 1 that has every station of a plant in its registers."""

    def __init__(self, host: str, port: int, stations: list[tuple[str, str]]) -> None:
        self._first = {place: n * STATION_REGISTERS for n, place in enumerate(stations)}
        self.registers = Registers(max(1, len(stations)) * STATION_REGISTERS)
        self.server = ModbusTcp({1: ModbusUnit(self.registers)}, host, port)

    def say(self, line: str, station: str, point: str, value: int | str) -> None:
        """Something changed; a point that has no register is nothing to a PLC."""
        at = self._first[line, station]
        if point == "state":
            self.registers.put("holding", at, STATES.index(str(value)) if value in STATES else 0)
        elif point == "fault":
            number = re.search(r"[0-9]+", str(value))
            self.registers.put("holding", at + 1, int(number[0]) if number else 0)
        elif point in _TOTALS:
            self.registers.put_32("holding", at + _TOTALS[point], int(value))

    def start(self) -> None:
        """Listen. Raises OSError when the port is taken."""
        self.server.start()

    def stop(self) -> None:
        """Gone, as in a power cut."""
        self.server.stop()
