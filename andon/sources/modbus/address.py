"""Where a device hangs: `tcp://host:port` or `rtu:///dev/ttyUSB0?baud=19200&parity=E&stop_bits=1`. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, urlsplit

PORT = 502
BAUDS = (1_200, 2_400, 4_800, 9_600, 19_200, 38_400, 57_600, 115_200)
EXAMPLES = 'write it like "tcp://192.168.0.20:502" or "rtu:///dev/ttyUSB0?baud=19200&parity=E"'


@dataclass(frozen=True, slots=True)
class Tcp:
    """A device, or a gateway, in the network."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Rtu:
    """A serial port; eight data bits, as RTU has them."""

    path: str
    baud: int = 19_200
    parity: str = "E"
    stop_bits: int = 1

    def __str__(self) -> str:
        return self.path


Address = Tcp | Rtu


def parse_address(text: str) -> Address:
    """Raises ValueError with what is wrong and what would be right."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise ValueError(f'"{text}" is no address ({error}); {EXAMPLES}') from None
    if parts.scheme == "tcp" and parts.hostname and not parts.path.strip("/") and not parts.query:
        return Tcp(parts.hostname, PORT if port is None else port)
    if parts.scheme == "rtu" and not parts.netloc and parts.path.startswith("/"):
        return _rtu(parts)
    raise ValueError(f'"{text}" is no address; {EXAMPLES}')


def _rtu(parts: SplitResult) -> Rtu:
    given = dict(parse_qsl(parts.query, keep_blank_values=True))
    unknown = [key for key in given if key not in ("baud", "parity", "stop_bits")]
    if unknown:
        raise ValueError(f'"{unknown[0]}" is nothing a port can be told; it knows baud, parity and stop_bits')
    baud = _one_of("baud", given.get("baud", "19200"), tuple(map(str, BAUDS)))
    parity = _one_of("parity", given.get("parity", "E"), ("E", "O", "N"))
    stop_bits = _one_of("stop_bits", given.get("stop_bits", "1"), ("1", "2"))
    return Rtu(parts.path, int(baud), parity, int(stop_bits))


def _one_of(key: str, given: str, known: tuple[str, ...]) -> str:
    if given not in known:
        raise ValueError(f'{key} is "{given}"; write one of {", ".join(known)}')
    return given
