"""Section `[sources.modbus]`: the devices, their points, and what may not stand in it. `sample.toml` is the manual.

Every rule raises ValueError as "what is wrong; what would be right", and `config.validate` adds the place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainValidator, model_validator

from andon.model.plan import MachineState, Slug
from andon.sources.modbus.address import Address, Rtu, parse_address
from andon.sources.modbus.codec import BIT_TABLES, Kind, Spot, Table, WordOrder
from andon.sources.modbus.vocabulary import MACHINE_STATES, TABLES, TableName, Vocabulary, Words, vocabulary

_STATES = ", ".join(MACHINE_STATES)
_AT_MOST = 65_535


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def _point_address(text: str) -> str:
    device, _, point = text.rpartition("/")
    if not device or not point or device.startswith("/") or "//" in text:
        raise ValueError(f'"{text}" is no address of a point; write it like "press-weld/press-1/state"')
    return text


def _words(given: object) -> Words:
    """{"6" = "running"}: keys of TOML are texts."""
    if not isinstance(given, dict):
        raise ValueError(f'is no table of states; write it like {{ "6" = "running" }} with states out of {_STATES}')
    return {_code(key): _state(key, word) for key, word in given.items()}


def _code(key: object) -> int:
    if not re.fullmatch(r"-?[0-9]{1,10}", str(key)):
        raise ValueError(f'"{key}" is no code; write the whole number that the device says, in quotes')
    return int(str(key))


def _state(key: object, word: object) -> MachineState:
    for state in MACHINE_STATES:
        if word == state:
            return state
    raise ValueError(f'gives "{key}" the meaning "{word}"; write one of {_STATES}')


def _map(given: object) -> TableName | Words | None:
    for name in TABLES:
        if given == name:
            return name
    if isinstance(given, str):
        raise ValueError(f'"{given}" is no ready-made table; write {" or ".join(TABLES)}, or {{ "6" = "running" }}')
    return None if given is None else _words(given)


def _address_text(text: str) -> str:
    parse_address(text)
    return text


class PointSettings(_Frozen):
    """One point of the plan and where it stands in the device. Numbers count from 0."""

    to: Annotated[str, AfterValidator(_point_address)]
    table: Table
    at: int = Field(ge=0, le=_AT_MOST)
    type: Kind | None = None
    word_order: WordOrder = "big"
    bit: int | None = Field(default=None, ge=0, le=15)
    invert: bool = False
    scale: float = Field(default=1.0, ge=-1e9, le=1e9)
    map: Annotated[TableName | Words | None, PlainValidator(_map)] = None
    override: Annotated[Words, PlainValidator(_words)] = {}
    program_at: int | None = Field(default=None, ge=0, le=_AT_MOST)

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        for is_wrong, says in _MISFITS:
            if is_wrong(self):
                raise ValueError(says.format(point=self, kind=self.kind))
        return self

    @property
    def kind(self) -> Kind:
        """The type, or what the table suggests."""
        return self.type or ("bool" if self.table in BIT_TABLES else "u16")

    @property
    def spot(self) -> Spot:
        """Where the value stands."""
        return Spot(self.table, self.at, self.kind, self.word_order, self.bit or 0, self.invert, self.scale)

    @property
    def program_spot(self) -> Spot | None:
        """Where the program stands that the state is read together with."""
        return None if self.program_at is None else Spot(self.table, self.program_at, self.kind, self.word_order)

    @property
    def vocabulary(self) -> Vocabulary | None:
        """The device's table of states, of a point that has one."""
        if self.map is None:
            return None
        if isinstance(self.map, str):
            return vocabulary(self.map, self.override)
        return vocabulary(None, {**self.map, **self.override})


_MISFITS: tuple[tuple[Any, str], ...] = (
    (
        lambda p: p.table in BIT_TABLES and p.kind != "bool",
        'type {kind} does not fit a {point.table}; take type away, or write table = "holding" or "input"',
    ),
    (lambda p: p.kind == "bit" and p.bit is None, "type bit does not say which; add bit = 0 to 15, 0 is the lowest"),
    (lambda p: p.kind != "bit" and p.bit is not None, 'bit means nothing to type {kind}; write type = "bit"'),
    (lambda p: p.invert and p.kind not in ("bool", "bit"), "invert means nothing to type {kind}; take it away"),
    (lambda p: p.scale == 0, "scale is 0; write by what the register is multiplied, such as 0.1"),
    (
        lambda p: p.scale != 1 and (p.kind in ("bool", "bit") or p.map is not None),
        "scale belongs to a measured value; take it away",
    ),
    (
        lambda p: p.map is not None and p.kind == "f32",
        "map needs whole numbers and type is f32; write the type that the state word has, such as u16",
    ),
    (lambda p: p.override and p.map is None, "override has nothing to override; add map, or write map instead"),
    (
        lambda p: p.program_at is not None and p.map != "weihenstephan",
        'program_at is read with map = "weihenstephan" only; take it away',
    ),
    (
        lambda p: p.at + p.spot.width - 1 > _AT_MOST,
        "type {kind} takes two registers and there is none after 65535; write a smaller at",
    ),
)
"""What is wrong with a point as a whole, and its words."""


def _some(points: dict[str, PointSettings]) -> dict[str, PointSettings]:
    if not points:
        raise ValueError("is empty; add a [sources.modbus.devices.points.<name>] table for each")
    return points


class DeviceSettings(_Frozen):
    """A device that is asked every `poll_ms` milliseconds and has `timeout_ms` to answer."""

    name: Slug
    address: Annotated[str, AfterValidator(_address_text)]
    unit: int = Field(default=1, ge=0, le=255)
    poll_ms: int = Field(default=100, ge=10, le=60_000)
    timeout_ms: int = Field(default=500, ge=20, le=10_000)
    retries: int = Field(default=1, ge=0, le=10)
    gap_max: int = Field(default=0, ge=0, le=100)
    points: Annotated[dict[Slug, PointSettings], AfterValidator(_some)]

    @model_validator(mode="after")
    def _rtu_has_units(self) -> Self:
        if isinstance(self.wire, Rtu) and not 1 <= self.unit <= 247:
            raise ValueError(f"unit {self.unit} cannot be asked on a serial port; write 1 to 247")
        return self

    @property
    def wire(self) -> Address:
        """The address, read."""
        return parse_address(self.address)


class Settings(_Frozen):
    """Section `[sources.modbus]`; `sample.toml` is the manual of each key."""

    devices: tuple[DeviceSettings, ...] = ()

    def leads_to(self) -> Iterator[tuple[str, str, int | None]]:
        """Where each point leads: its place in the section, the address, and its width in bits where it counts."""
        for device in self.devices:
            for name, point in device.points.items():
                width = {"u16": 16, "u32": 32}.get(point.kind) if point.map is None else None
                yield f"devices.{device.name}.points.{name}", point.to, width

    @model_validator(mode="after")
    def _agree(self) -> Self:
        for wrong in (*_twin_names(self), *_twin_points(self), *_twin_places(self), *_twin_ports(self)):
            raise ValueError(wrong)
        return self


def _twin_names(settings: Settings) -> Iterator[str]:
    names = [device.name for device in settings.devices]
    for name in dict.fromkeys(names):
        if names.count(name) > 1:
            yield f'several devices have the name "{name}"; give each its own'


def _twin_points(settings: Settings) -> Iterator[str]:
    first: dict[str, str] = {}
    for device in settings.devices:
        for name, point in device.points.items():
            here = f"{device.name}.points.{name}"
            if point.to in first:
                yield f'"{point.to}" is led to by {first[point.to]} and by {here}; lead each to a point of its own'
            first.setdefault(point.to, here)


def _twin_places(settings: Settings) -> Iterator[str]:
    """A place lives while all of it is heard; two devices would each speak for the other."""
    first: dict[str, str] = {}
    for device in settings.devices:
        for place in dict.fromkeys(point.to.rpartition("/")[0] for point in device.points.values()):
            other = first.setdefault(place, device.name)
            if other != device.name:
                yield (
                    f'"{place}" is heard by {other} and by {device.name}, and either could hide that the other is '
                    f'silent; give these points of the plan an address like "{device.name}/{place}/..." and lead to it'
                )


def _twin_ports(settings: Settings) -> Iterator[str]:
    first: dict[str, tuple[str, Rtu]] = {}
    for device in settings.devices:
        wire = device.wire
        if not isinstance(wire, Rtu):
            continue
        name, known = first.setdefault(wire.path, (device.name, wire))
        if known != wire:
            yield f"{name} and {device.name} set {wire.path} differently; a port has one baud, parity and stop_bits"
