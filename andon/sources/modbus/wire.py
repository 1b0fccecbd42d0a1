"""One connection or port, by pymodbus' sync client. Whatever goes wrong is a `WireFailed` or a `Refusal`."""

from __future__ import annotations

import logging
import struct
from pathlib import Path
from typing import TYPE_CHECKING

from andon.sources.modbus.address import Address, Tcp
from andon.sources.modbus.answers import Answer, Refusal, WireFailed
from andon.sources.modbus.codec import BIT_TABLES, Read

if TYPE_CHECKING:
    from pymodbus.client import ModbusSerialClient, ModbusTcpClient
    from pymodbus.pdu import ModbusPDU

HEARD_BYTES_MAX = 1_024  # the longest answer has 260; more is a flood, and pymodbus would gather it all

_FUNCTIONS = {"coil": 1, "discrete": 2, "holding": 3, "input": 4}
_EXCEPTIONS = {
    1: "it does not know this function",
    2: "it has nothing at this address",
    3: "it does not take this many at once",
    4: "it has failed",
}
_COME_AGAIN = {
    5: "it needs more time",
    6: "it is busy",
    10: "the gateway has no way to it",
    11: "the gateway got no answer from it",
}
"""Exceptions that say as much as silence: no value now, perhaps one later."""


def quiet_library() -> None:
    """pymodbus logs an error for every answer that does not come; the status of the device says it once."""
    logging.getLogger("pymodbus").setLevel(logging.CRITICAL + 1)


class Wire:
    """Opened by the first read, closed after trouble and opened again by the next. Used by one thread."""

    def __init__(self, address: Address, timeout_s: float) -> None:
        self.address = address
        self._timeout_s = timeout_s
        self._client: ModbusTcpClient | ModbusSerialClient | None = None
        self._heard_bytes = 0

    @property
    def is_shared(self) -> bool:
        """Whether several devices hang on it, and late answers stay on it."""
        return not isinstance(self.address, Tcp)

    @property
    def is_open(self) -> bool:
        return self._client is not None

    def read(self, unit: int, read: Read) -> Answer:
        """Ask a device. Takes at most twice the timeout, and that once more when it has to connect."""
        client = self._opened()
        self._heard_bytes = 0
        try:
            return self._checked(self._ask(client, unit, read), read)
        except WireFailed:
            raise
        except OSError as error:
            raise WireFailed("gone", str(error)) from error
        except (ValueError, IndexError, struct.error) as error:
            raise WireFailed("garbled", f"what came is no answer: {error}") from error

    def close(self) -> None:
        """Let go of it."""
        if self._client is not None:
            self._client.close()  # type: ignore[no-untyped-call]
            self._client = None

    def _opened(self) -> ModbusTcpClient | ModbusSerialClient:
        if self._client is None:
            client = self._new_client()
            if not client.connect():
                raise WireFailed("gone", _why_not(self.address))
            self._client = client
        return self._client

    def _new_client(self) -> ModbusTcpClient | ModbusSerialClient:
        from pymodbus.client import ModbusSerialClient, ModbusTcpClient

        address, timeout_s = self.address, self._timeout_s
        if isinstance(address, Tcp):
            return ModbusTcpClient(
                address.host, port=address.port, timeout=timeout_s, retries=0, trace_packet=self._watch
            )
        return ModbusSerialClient(
            address.path,
            baudrate=address.baud,
            parity=address.parity,
            stopbits=address.stop_bits,
            timeout=timeout_s,
            retries=0,
            trace_packet=self._watch,
        )

    def _watch(self, sending: bool, data: bytes) -> bytes:
        """Everything that is sent, and all that came since, go through here."""
        if not sending:
            self._heard_bytes = len(data)
            if len(data) > HEARD_BYTES_MAX:
                raise WireFailed("garbled", f"more than {HEARD_BYTES_MAX} bytes came and no answer among them")
        return data

    def _ask(self, client: ModbusTcpClient | ModbusSerialClient, unit: int, read: Read) -> ModbusPDU:
        from pymodbus.exceptions import ConnectionException, ModbusException

        ask = {
            "coil": client.read_coils,
            "discrete": client.read_discrete_inputs,
            "holding": client.read_holding_registers,
            "input": client.read_input_registers,
        }[read.table]
        try:
            return ask(read.at, count=read.count, device_id=unit)
        except ConnectionException:
            raise WireFailed("gone", "it has hung up") from None
        except ModbusException:
            if self._heard_bytes:
                raise WireFailed("garbled", f"{self._heard_bytes} bytes came and no answer among them") from None
            raise WireFailed("timeout", f"no answer within {self._timeout_s * 1000:.0f} ms") from None

    def _checked(self, answer: ModbusPDU, read: Read) -> Answer:
        """An answer to what was asked: on a serial wire nothing else tells a late answer to something else."""
        if answer.isError():
            return _refusal(getattr(answer, "exception_code", 0))
        words = answer.bits if read.table in BIT_TABLES else answer.registers
        due = -(-read.count // 8) * 8 if read.table in BIT_TABLES else read.count
        if answer.function_code != _FUNCTIONS[read.table] or len(words) != due:
            raise WireFailed("garbled", f"{len(words)} {read.table}s came and {read.count} were asked for")
        return tuple(int(word) for word in words[: read.count])


def _why_not(address: Address) -> str:
    """The library keeps the reason to itself; this is what can be known from outside."""
    if isinstance(address, Tcp):
        return "nobody takes the connection"
    if not Path(address.path).exists():
        return "no such port is plugged in"
    return "the port cannot be opened: another program has it, or it cannot do this baud, parity or stop_bits"


def _refusal(code: int) -> Refusal:
    if code in _COME_AGAIN:
        raise WireFailed("timeout", _COME_AGAIN[code])
    return Refusal(f"{_EXCEPTIONS.get(code, 'it refuses')} (exception {code})")
