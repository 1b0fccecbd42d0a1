"""The plant of `plant.toml`: its plan, its addresses, and a configuration for a service that runs it."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from andon.model.plan import Plan
from andon.model.signal import Signal, Value

PLAN_FILE = Path(__file__).with_name("plant.toml")
UIDS = ("A0000001", "A0000002", "A0000003", "A0000004")
STATIONS = ("w1", "w2", "w3", "w4")

_CONFIG = """\
[service]
data = "{data}"
[web]
listen = "{listen}"
[plan]
files = ["{plan}"]
[sources.serial]
ports = ["{ports}/box-*"]
[sources.http]
[forwarders.archive]
"""


@cache
def plan() -> Plan:
    """The plan as the recorder gets it."""
    return Plan.model_validate(tomllib.loads(PLAN_FILE.read_text(encoding="utf-8")))


def write_config(folder: Path, listen: str, plan_file: Path = PLAN_FILE) -> Path:
    """`andon.toml` of a service with its data in `folder/data` and its boxes in `folder/ports`."""
    file = folder / "andon.toml"
    said = _CONFIG.format(data=folder / "data", listen=listen, plan=plan_file, ports=folder / "ports")
    file.write_text(said, encoding="utf-8")
    return file


def cord(uid: str, value: Value, seen_at: int, device_seq: int | None = None, boot: str = "1") -> Signal:
    """A pull or a release at a box."""
    numbered = boot if device_seq is not None else None
    return Signal(f"box/{uid}/cord", value, seen_at, None, f"box/{uid}", numbered, device_seq)


def fault(station: str, value: Value, seen_at: int, device_seq: int | None = None, boot: str = "b1") -> Signal:
    """A machine says what it has, or `0` when it is over."""
    address = f"weld/{station}/fault"
    numbered = boot if device_seq is not None else None
    return Signal(address, value, seen_at, None, f"test/{address}", numbered, device_seq)


def count(station: str, total: Value, seen_at: int) -> Signal:
    """A machine's counter."""
    return Signal(f"weld/{station}/count", total, seen_at)
