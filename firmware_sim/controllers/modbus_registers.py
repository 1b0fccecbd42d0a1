"""The memory of a Modbus slave, and its answers. Pure but for a lock: a 32-bit value is never read half written.

request   [function][...]            answer      [function][...]
                                     exception   [function | 0x80][code]

1 coils  2 discrete inputs  3 holding  4 input registers: read      5, 15 coils  6, 16 holding registers: write
"""

import struct
import threading
from collections.abc import Sequence
from typing import Literal

Table = Literal["coil", "discrete", "holding", "input"]
WordOrder = Literal["big", "little"]

SIZE = 1_000  # addresses of each table; the one after the last has nothing
READ_BITS_MAX, READ_WORDS_MAX = 2_000, 125
WRITE_BITS_MAX, WRITE_WORDS_MAX = 1_968, 123
ILLEGAL_FUNCTION, ILLEGAL_ADDRESS, ILLEGAL_VALUE = 1, 2, 3

_READS: dict[int, Table] = {1: "coil", 2: "discrete", 3: "holding", 4: "input"}
_WRITES: dict[int, Table] = {5: "coil", 6: "holding", 15: "coil", 16: "holding"}


class Refused(Exception):
    """The slave answers with an exception; `code` says which."""

    def __init__(self, code: int) -> None:
        self.code = code
        super().__init__(f"exception {code}")


class Registers:
    """Four tables of `size` addresses each, from 0. `word_order`: how values of two registers are kept."""

    def __init__(self, size: int = SIZE, word_order: WordOrder = "big") -> None:
        self.word_order = word_order
        self._size = size
        self._tables: dict[Table, list[int]] = {name: [0] * size for name in _READS.values()}
        self._lock = threading.Lock()
        self.requests = 0

    def put(self, table: Table, at: int, *words: int) -> None:
        """Write coils or registers, as the machine's own program does. IndexError where there are none."""
        if not 0 <= at <= self._size - len(words):
            raise IndexError(at)
        with self._lock:
            self._tables[table][at : at + len(words)] = [word & 0xFFFF for word in words]

    def put_32(self, table: Table, at: int, value: int | float) -> None:
        """Write two registers: a whole number as it is, a float as float32."""
        packed = struct.pack(">f", value) if isinstance(value, float) else (value & 0xFFFFFFFF).to_bytes(4, "big")
        high, low = struct.unpack(">HH", packed)
        self.put(table, at, *((high, low) if self.word_order == "big" else (low, high)))

    def get(self, table: Table, at: int) -> int:
        """One coil or register."""
        with self._lock:
            return self._tables[table][at]

    def answer(self, request: bytes) -> bytes:
        """The answer to a request, or the exception it deserves."""
        function = request[0] if request else 0
        self.requests += 1
        try:
            with self._lock:
                return bytes([function]) + self._do(function, request[1:])
        except Refused as refused:
            return bytes([function | 0x80, refused.code])
        except struct.error:
            return bytes([function | 0x80, ILLEGAL_VALUE])

    def _do(self, function: int, data: bytes) -> bytes:
        if function in _READS:
            return self._read(_READS[function], *struct.unpack(">HH", data[:4]))
        if function in (5, 6):
            at, value = struct.unpack(">HH", data[:4])
            self._write(_WRITES[function], at, [_coil(value) if function == 5 else value])
            return data[:4]
        if function in (15, 16):
            at, count, _size = struct.unpack(">HHB", data[:5])
            most = WRITE_BITS_MAX if function == 15 else WRITE_WORDS_MAX
            _check(1 <= count <= most, ILLEGAL_VALUE)
            values = unpack_bits(data[5:], count) if function == 15 else struct.unpack(f">{count}H", data[5:])
            self._write(_WRITES[function], at, values)
            return data[:4]
        raise Refused(ILLEGAL_FUNCTION)

    def _read(self, table: Table, at: int, count: int) -> bytes:
        is_bits = table in ("coil", "discrete")
        _check(1 <= count <= (READ_BITS_MAX if is_bits else READ_WORDS_MAX), ILLEGAL_VALUE)
        _check(at + count <= self._size, ILLEGAL_ADDRESS)
        words = self._tables[table][at : at + count]
        packed = pack_bits(words) if is_bits else struct.pack(f">{count}H", *words)
        return bytes([len(packed)]) + packed

    def _write(self, table: Table, at: int, values: Sequence[int]) -> None:
        _check(at + len(values) <= self._size, ILLEGAL_ADDRESS)
        self._tables[table][at : at + len(values)] = values


def pack_bits(bits: Sequence[int]) -> bytes:
    """Eight to a byte, the first one lowest."""
    packed = bytearray(-(-len(bits) // 8))
    for n, bit in enumerate(bits):
        packed[n // 8] |= (bit != 0) << n % 8
    return bytes(packed)


def unpack_bits(packed: bytes, count: int) -> list[int]:
    """The first `count` bits of what `pack_bits` packs."""
    _check(len(packed) * 8 >= count, ILLEGAL_VALUE)
    return [packed[n // 8] >> n % 8 & 1 for n in range(count)]


def _coil(value: int) -> int:
    _check(value in (0x0000, 0xFF00), ILLEGAL_VALUE)
    return value >> 15


def _check(is_right: bool, code: int) -> None:
    if not is_right:
        raise Refused(code)
