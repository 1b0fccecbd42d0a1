"""The section of the configuration: what is wrong with it is told with device, point and remedy."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

import andon.sources.modbus
from andon.config import ConfigError, Section, validate
from andon.sources.modbus import Settings
from andon.sources.modbus.address import Rtu, Tcp, parse_address
from andon.sources.modbus.settings import DeviceSettings, PointSettings

SAMPLE = Path(andon.sources.modbus.__file__).with_name("sample.toml").read_text(encoding="utf-8")
STATE = {"to": "weld/w1/state", "table": "holding", "at": 10}
PLC = {"name": "press-plc", "address": "tcp://127.0.0.1", "points": {"state": STATE}}


def told(*devices: dict[str, Any]) -> list[str]:
    section = Section(file="andon.toml", name="sources.modbus", table={"devices": list(devices)})
    with pytest.raises(ConfigError) as failed:
        validate(section, Settings)
    return str(failed.value).splitlines()


def of_point(**keys: object) -> str:
    """What is said after the name of the device, which stands in every line."""
    return of_device(points={"state": {**STATE, **keys}})


def of_device(**keys: object) -> str:
    (line,) = told({**PLC, **keys})
    head, _, words = line.partition("devices.press-plc")
    assert head in ("andon.toml: [sources.modbus.", "andon.toml: [sources.modbus] ")
    return words


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({"at": -1}, ".points.state] at: is -1; write 0 or more"),
        ({"at": 70_000}, ".points.state] at: is 70000; write 65535 or less"),
        (
            {"table": "coils"},
            '.points.state] table: is "coils"; did you mean "coil"? It is one of coil, discrete, holding, input',
        ),
        (
            {"type": "u64"},
            '.points.state] type: is "u64"; did you mean "u16"? It is one of bool, u16, i16, u32, i32, f32, bit',
        ),
        (
            {"to": "state"},
            '.points.state] to: "state" is no address of a point; write it like "press-weld/press-1/state"',
        ),
        (
            {"table": "coil", "type": "u16"},
            '] points.state: type u16 does not fit a coil; take type away, or write table = "holding" or "input"',
        ),
        ({"type": "bit"}, "] points.state: type bit does not say which; add bit = 0 to 15, 0 is the lowest"),
        ({"bit": 3}, '] points.state: bit means nothing to type u16; write type = "bit"'),
        ({"invert": True}, "] points.state: invert means nothing to type u16; take it away"),
        ({"scale": 0.0}, "] points.state: scale is 0; write by what the register is multiplied, such as 0.1"),
        ({"scale": 2.0, "map": "packml"}, "] points.state: scale belongs to a measured value; take it away"),
        (
            {"map": "packmll"},
            '.points.state] map: "packmll" is no ready-made table; '
            'write packml or weihenstephan, or { "6" = "running" }',
        ),
        (
            {"map": {"6": "runing"}},
            '.points.state] map: gives "6" the meaning "runing"; '
            "write one of running, idle, starved, blocked, changeover, stopped",
        ),
        (
            {"map": {"six": "idle"}},
            '.points.state] map: "six" is no code; write the whole number that the device says, in quotes',
        ),
        (
            {"map": "packml", "type": "f32"},
            "] points.state: map needs whole numbers and type is f32; "
            "write the type that the state word has, such as u16",
        ),
        (
            {"override": {"5": "idle"}},
            "] points.state: override has nothing to override; add map, or write map instead",
        ),
        (
            {"map": "packml", "program_at": 3},
            '] points.state: program_at is read with map = "weihenstephan" only; take it away',
        ),
        (
            {"at": 65_535, "type": "u32"},
            "] points.state: type u32 takes two registers and there is none after 65535; write a smaller at",
        ),
        ({"word_oder": "big"}, ".points.state] word_oder: is not a key of this section; did you mean word_order?"),
    ],
)
def test_what_is_wrong_with_a_point(keys: dict[str, object], words: str) -> None:
    assert of_point(**keys) == words


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({"address": "127.0.0.1:502"}, '] address: "127.0.0.1:502" is no address; write it like "tcp://'),
        ({"address": "tcp://h:99999"}, '] address: "tcp://h:99999" is no address (Port out of range'),
        ({"address": "rtu:///dev/x?bauds=1"}, '] address: "bauds" is nothing a port can be told; it knows baud'),
        ({"address": "rtu:///dev/x?baud=1"}, '] address: baud is "1"; write one of 1200, 2400'),
        (
            {"address": "rtu:///dev/x", "unit": 0},
            ": unit 0 cannot be asked on a serial port; write 1 to 247",
        ),
        ({"unit": 300}, "] unit: is 300; write 255 or less"),
        ({"poll_ms": 5}, "] poll_ms: is 5; write 10 or more"),
        ({"points": {}}, "] points: is empty; add a [sources"),
        ({"points": {"Bad Name": STATE}}, '] points.Bad Name: "Bad Name" does not fit; an id is'),
    ],
)
def test_what_is_wrong_with_a_device(keys: dict[str, object], words: str) -> None:
    assert of_device(**keys).startswith(words)


def test_devices_must_not_get_into_each_others_way() -> None:
    other = {**PLC, "name": "other"}
    assert told(PLC, PLC) == [
        'andon.toml: [sources.modbus]: several devices have the name "press-plc"; give each its own'
    ]
    assert "led to by press-plc.points.state and by other.points.state; lead each" in told(PLC, other)[0]
    cord = {**other, "points": {"cord": {"to": "weld/w1/cord", "table": "coil", "at": 0}}}
    assert '"weld/w1" is heard by press-plc and by other, and either could hide' in told(PLC, cord)[0]
    assert 'address like "other/weld/w1/..."' in told(PLC, cord)[0]


def test_a_port_has_one_speed() -> None:
    one = {**PLC, "address": "rtu:///dev/ttyUSB0"}
    two = {**one, "name": "two", "address": "rtu:///dev/ttyUSB0?baud=9600"}
    two["points"] = {"state": {**STATE, "to": "weld/w2/state"}}
    assert "press-plc and two set /dev/ttyUSB0 differently" in told(one, two)[0]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("tcp://10.0.0.7", Tcp("10.0.0.7", 502)),
        ("tcp://[::1]:5020", Tcp("::1", 5020)),
        ("rtu:///dev/ttyUSB0", Rtu("/dev/ttyUSB0", 19_200, "E", 1)),
        ("rtu:///dev/ttyS1?baud=9600&parity=N&stop_bits=2", Rtu("/dev/ttyS1", 9_600, "N", 2)),
    ],
)
def test_addresses(text: str, address: Tcp | Rtu) -> None:
    assert parse_address(text) == address


# -- the sample is the manual


def opened(*, defaults: bool) -> dict[str, Any]:
    """The sample with its examples uncommented, and the defaults in them too."""
    text = re.sub(r"^#   ", "", SAMPLE, flags=re.MULTILINE)
    if defaults:
        text = re.sub(r"^# (?=[a-z_]+ = (?!\[\]))", "", text, flags=re.MULTILINE)
    section: dict[str, Any] = tomllib.loads(text)["sources"]["modbus"]
    return section


def test_the_examples_of_the_sample_are_right() -> None:
    section = Section(file="sample.toml", name="sources.modbus", table=opened(defaults=False))
    assert [device.name for device in validate(section, Settings).devices] == ["press-plc", "filler"]


def test_what_the_sample_shows_as_a_default_is_one() -> None:
    section = Section(file="sample.toml", name="sources.modbus", table=opened(defaults=True))
    plain = Section(file="sample.toml", name="sources.modbus", table=opened(defaults=False))
    assert validate(section, Settings) == validate(plain, Settings)


@pytest.mark.parametrize("model", [DeviceSettings, PointSettings])
def test_the_sample_tells_every_key(model: type[DeviceSettings | PointSettings]) -> None:
    for key in model.model_fields:
        assert re.search(rf"^#   (# )?({key} = |\[sources\.modbus\.devices\.{key}\.)", SAMPLE, re.MULTILINE), key
