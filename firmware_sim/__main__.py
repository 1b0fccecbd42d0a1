"""The command line of the simulated plant: run one, put a hand on a running one, tell the past of one.

Exit: 0 done, 1 failed, 2 asked wrongly.
"""

import logging
import secrets
import signal
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from firmware_sim import history as past
from firmware_sim.control import ControlError, ask
from firmware_sim.controllers.http_poster import HttpPoster
from firmware_sim.running import RunningPlant
from firmware_sim.scenarios import Scenario, ScenarioError, load

app = typer.Typer(
    help="A simulated plant: cord boxes, lamps, machines and people.", no_args_is_help=True, add_completion=False
)

Ports = Annotated[Path, typer.Option(help="Folder of the boxes' links and of the control socket.")]
ScenarioName = Annotated[str, typer.Option(help="demo, quiet, or a TOML file.")]
Seed = Annotated[int, typer.Option(help="The same seed does the same things.")]
Place = Annotated[str, typer.Argument(metavar="LINE/STATION")]


class Touch(StrEnum):
    """What a hand can touch."""

    yellow = "yellow"
    red = "red"
    leader = "leader"
    restart = "restart"


class Treatment(StrEnum):
    """What can be done to a box."""

    unplug = "unplug"
    plug = "plug"
    reset = "reset"
    cold_reset = "cold-reset"
    flood = "flood"


@app.command()
def run(
    ports: Ports,
    scenario: ScenarioName = "demo",
    http: Annotated[str | None, typer.Option(help="Where machines report: http://HOST:PORT.")] = None,
    token_file: Annotated[Path | None, typer.Option(help="File with the bearer token; may come later.")] = None,
    speed: Annotated[float, typer.Option(min=0.001, max=10_000, help="Scales the plant, not the boxes.")] = 1.0,
    seed: Seed = 1,
) -> None:
    """Run a plant until SIGTERM."""
    logging.basicConfig(level=logging.INFO, format="%(name)s: %(message)s")
    plan = _load(scenario)
    try:
        poster = _poster(http, token_file, plan)
        plant = RunningPlant(plan, ports, seed=seed, speed=speed, poster=poster)
    except (ControlError, OSError, ValueError) as error:
        _fail(str(error), 1)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: plant.stop())
    typer.echo(f"{plan.name}: {len(list(plan.places()))} boxes in {ports}")
    plant.run()


@app.command()
def pull(
    place: Place,
    ports: Ports,
    kind: Annotated[Touch, typer.Option(help="What to touch.")] = Touch.yellow,
    hold: Annotated[float | None, typer.Option(help="Seconds; otherwise 0.3, and the red button stays in.")] = None,
    release: Annotated[bool, typer.Option("--release", help="Let go, or pull the red button out.")] = False,
) -> None:
    """Put a hand on a station of a running plant."""
    _ask(ports, do="press", at=place, kind=kind.value, hold_s=hold, release=release)


@app.command()
def box(place: Place, what: Treatment, ports: Ports) -> None:
    """Do something to a box: unplug, plug, reset, cold-reset, flood."""
    _ask(ports, do="box", at=place, what=what.value)


@app.command()
def lamps(ports: Ports) -> None:
    """Print what each box's stack light shows, and whether it is right."""
    for row in _ask(ports, do="lamps")["boxes"]:
        right = f"WRONG: {row['wrong']}" if row["wrong"] else "right"
        cable = "" if row["plugged"] else ", unplugged"
        tally = (
            f"wrong so far {row['wrong_ms']} ms, own lamp {row['own']}, {row['waiting']} waiting, {row['lost']} lost"
        )
        typer.echo(f"{row['port']}  {row['at']:24} {row['shows']:16} {right} ({tally}{cable})")


@app.command()
def history(
    until: Annotated[str, typer.Option(help="End of the past, ISO 8601 with an offset or Z.")],
    out: Annotated[Path, typer.Option(help="File for the JSON lines.")],
    days: Annotated[float, typer.Option(min=0.0, max=366, help="Length of the past.")] = 3.0,
    scenario: ScenarioName = "demo",
    seed: Seed = 1,
) -> None:
    """Write the past of a plant as JSON lines in time order."""
    plan = _load(scenario)
    try:
        end = datetime.fromisoformat(until)
    except ValueError as error:
        _fail(f"--until: {error}", 2)
    if end.tzinfo is None:
        _fail("--until: needs an offset or Z", 2)
    try:
        with out.open("w", encoding="utf-8") as file:
            lines = past.write(file, plan, seed, round(days * 86_400) * 1_000_000, round(end.timestamp() * 1e6))
    except OSError as error:
        _fail(str(error), 1)
    typer.echo(f"{lines} lines in {out}")


def _load(name: str) -> Scenario:
    try:
        return load(name)
    except ScenarioError as error:
        _fail(str(error), 2)


def _poster(url: str | None, token_file: Path | None, plan: Scenario) -> HttpPoster | None:
    if url is None:
        return None
    if token_file is None:
        _fail("--http needs --token-file", 2)
    stations = [(line.id, station.id) for line, station in plan.places()]
    return HttpPoster(url, lambda: token_file.read_text("utf-8").strip(), secrets.token_hex(4), stations)


def _ask(folder: Path, **question: Any) -> dict[str, Any]:
    try:
        return ask(folder, **question)
    except ControlError as error:
        _fail(str(error), 1)


def _fail(message: str, code: int) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(code)


if __name__ == "__main__":
    app(prog_name="python -m firmware_sim")
