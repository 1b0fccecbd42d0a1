"""One slave with its faults: what it says to a request, and when. Pure."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from firmware_sim.controllers.modbus_frames import Request, rtu_answer
from firmware_sim.controllers.modbus_registers import Registers

GARBAGE = bytes(range(7, 250, 11)) * 3
GATEWAY_HAS_NO_ANSWER = 11

Wrap = Callable[[Request, bytes], bytes]


@dataclass(frozen=True, slots=True)
class Faults:
    """How ill a slave is.

    `silent`: takes requests and says nothing. `slow_s`: seconds each answer takes. `exception`: the code it answers
    everything with. `other_unit`: answers in another's name. `garbage`: says bytes that are no answer.
    `cut`: its answers end too soon. `hang_up`: ends the connection at each request; on a serial wire, silence.
    """

    silent: bool = False
    slow_s: float = 0.0
    exception: int = 0
    other_unit: bool = False
    garbage: bool = False
    cut: bool = False
    hang_up: bool = False


WELL = Faults()


class ModbusUnit:
    """A slave: its registers, and its faults, which may be changed at any time."""

    def __init__(self, registers: Registers | None = None) -> None:
        self.registers = registers or Registers()
        self.faults = WELL

    def say(self, request: Request, wrap: Wrap) -> bytes | None:
        """The bytes to send, none when silent; None asks to hang up."""
        faults = self.faults
        pdu = self.registers.answer(request.pdu)
        if faults.hang_up:
            return None
        if faults.silent:
            return b""
        if faults.garbage:
            return GARBAGE
        if faults.exception:
            pdu = bytes([request.pdu[0] | 0x80, faults.exception])
        if faults.other_unit:
            request = replace(request, unit=request.unit % 247 + 1)
        said = wrap(request, pdu)
        return said[:-2] if faults.cut else said


def nobody(request: Request, wrap: Wrap) -> bytes:
    """What is heard of a unit that is not there: nothing on a serial wire, a gateway's excuse over TCP."""
    if wrap is rtu_answer:
        return b""
    return wrap(request, bytes([request.pdu[0] | 0x80, GATEWAY_HAS_NO_ANSWER]))
