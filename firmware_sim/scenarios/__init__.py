"""Scenarios: the plants to simulate, as TOML files that are their own manual.

What comes in A name (`demo`, `quiet`) or a path to a TOML file.
What goes out A frozen `Scenario`. Every mistake is a `ScenarioError` naming file, section and key.
Where to add  A plant: a file beside these. A key: a field below, a line in `_line` or `_people`, words in demo.toml.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from firmware_sim.scenarios.section import ScenarioError, Section

__all__ = ["LineSpec", "PeopleSpec", "Scenario", "ScenarioError", "StationSpec", "load"]

HERE = Path(__file__).parent
YEAR_S = 31_536_000.0


@dataclass(frozen=True, slots=True)
class StationSpec:
    """One station; the keys are explained in demo.toml. Shares are 0.0 to 1.0, `_s` is seconds, pairs are from-to."""

    id: str
    box: str
    cycle_s: float
    spread: float
    reject_share: float
    wait_shown_s: float
    fail_every_s: float
    fail_for_s: tuple[float, float]
    fault_codes: tuple[str, ...]
    changeover_every: int
    changeover_for_s: tuple[float, float]
    no_order_every: int
    no_order_for_s: tuple[float, float]


@dataclass(frozen=True, slots=True)
class LineSpec:
    """One line: stations in order, with `buffer` places between each two. `machine`: reports state and fault."""

    id: str
    machine: bool
    buffer: int
    stations: tuple[StationSpec, ...]


@dataclass(frozen=True, slots=True)
class PeopleSpec:
    """What people do, over the whole plant; explained in demo.toml."""

    yellow_pulls_per_minute: float
    red_stops_per_hour: float
    press_s: float
    leader_after_s: tuple[float, float]
    fixed_after_s: tuple[float, float]
    hold_after_s: float
    cancel_share: float
    cancel_after_s: tuple[float, float]
    red_for_s: tuple[float, float]
    notice_lamp_after_s: float


@dataclass(frozen=True, slots=True)
class Scenario:
    """A plant to simulate."""

    name: str
    people: PeopleSpec
    lines: tuple[LineSpec, ...]

    def places(self) -> Iterator[tuple[LineSpec, StationSpec]]:
        """Every station with its line, in the order of the file: the order of the boxes."""
        return ((line, station) for line in self.lines for station in line.stations)


def load(name_or_path: str) -> Scenario:
    """The scenario called so, or in the file there. Raises ScenarioError: your file's fault, fix it and try again."""
    shipped = HERE / f"{name_or_path}.toml"
    path = shipped if shipped.is_file() else Path(name_or_path)
    try:
        top = Section(path.name, "top level", tomllib.loads(path.read_text("utf-8")))
    except OSError as error:
        known = ", ".join(sorted(file.stem for file in HERE.glob("*.toml")))
        raise ScenarioError(f"{name_or_path}: no such scenario ({error.strerror}); shipped are {known}") from error
    except tomllib.TOMLDecodeError as error:
        raise ScenarioError(f"{path.name}: not TOML: {error}") from error
    people = _people(top.section("people"))
    lines = tuple(_line(section) for section in top.sections("line"))
    top.done()
    _refuse_twins(path.name, lines)
    return Scenario(path.stem, people, lines)


def _people(section: Section) -> PeopleSpec:
    spec = PeopleSpec(
        yellow_pulls_per_minute=section.number("yellow_pulls_per_minute", 0, 600),
        red_stops_per_hour=section.number("red_stops_per_hour", 0, 3600),
        press_s=section.number("press_s", 0.05, 2),
        leader_after_s=section.pair("leader_after_s"),
        fixed_after_s=section.pair("fixed_after_s"),
        hold_after_s=section.number("hold_after_s", 0, 3600),
        cancel_share=section.number("cancel_share", 0, 1),
        cancel_after_s=section.pair("cancel_after_s", lowest=3),
        red_for_s=section.pair("red_for_s"),
        notice_lamp_after_s=section.number("notice_lamp_after_s", 0, 86_400),
    )
    section.done()
    return spec


def _line(section: Section) -> LineSpec:
    reports = section.choice("reports", ("machine", "manual"))
    line_id, buffer = section.slug("id"), section.whole("buffer", 1, 1000)
    stations = tuple(_station(station, section) for station in section.sections("station"))
    section.done()
    return LineSpec(line_id, reports == "machine", buffer, stations)


def _station(own: Section, line: Section) -> StationSpec:
    """A station's keys; what it does not say itself its line says for all."""
    either = own.over(line)
    spec = StationSpec(
        id=own.slug("id"),
        box=own.uid("box"),
        cycle_s=either.number("cycle_s", 0.1, 3600),
        spread=either.number("spread", 0, 0.9),
        reject_share=either.number("reject_share", 0, 1),
        wait_shown_s=either.number("wait_shown_s", 0, 3600),
        fail_every_s=either.number("fail_every_s", 0, YEAR_S),
        fail_for_s=either.pair("fail_for_s"),
        fault_codes=either.texts("fault_codes"),
        changeover_every=either.whole("changeover_every", 0, 1_000_000),
        changeover_for_s=either.pair("changeover_for_s"),
        no_order_every=either.whole("no_order_every", 0, 1_000_000),
        no_order_for_s=either.pair("no_order_for_s"),
    )
    own.done()
    return spec


def _refuse_twins(file: str, lines: tuple[LineSpec, ...]) -> None:
    seen: set[str] = set()
    for line in lines:
        for station in line.stations:
            for name, key in ((f"{line.id}/{station.id}", "id"), (station.box, "box")):
                if name in seen:
                    raise ScenarioError(f"{file}: [line {line.id} station {station.id}] {key}: {name} is there twice")
                seen.add(name)
