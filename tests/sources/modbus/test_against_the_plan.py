"""`andon check` holds the points that a PLC leads to against the plan."""

from __future__ import annotations

from pathlib import Path

import pytest

from andon import service
from andon.base.errors import ConfigError

PLAN = Path(__file__).with_name("plan.toml")
SECTION = """\
[plan]
files = ["{plan}"]
[[sources.modbus.devices]]
name = "plc"
address = "tcp://127.0.0.1:5020"
points = {{ made = {{ to = "{to}", table = "holding", at = 0, type = "{type}" }} }}
"""


def check(folder: Path, to: str, kind: str) -> list[str]:
    file = folder / "andon.toml"
    file.write_text(SECTION.format(plan=PLAN, to=to, type=kind), encoding="utf-8")
    try:
        service.check(file)
    except ConfigError as found:
        return [str(problem).partition(": ")[2] for problem in found.problems]
    return []


def test_what_the_plan_has_is_no_problem(tmp_path: Path) -> None:
    assert check(tmp_path, "weld/w1/count", "u32") == []


@pytest.mark.parametrize(
    ("to", "kind", "said"),
    [
        (
            "weld/w1/cuont",
            "u32",
            '[sources.modbus.devices.plc.points.made] to: leads to "weld/w1/cuont", which is no point of the plan; '
            'did you mean "weld/w1/count"?',
        ),
        (
            "weld/w1/count",
            "u16",
            '[sources.modbus.devices.plc.points.made] type: has 16 bits and "weld/w1/count" is a counter of 32; '
            "write width = 16 at that point of the plan",
        ),
    ],
)
def test_a_slip_is_told_with_its_remedy(tmp_path: Path, to: str, kind: str, said: str) -> None:
    assert check(tmp_path, to, kind) == [said]
