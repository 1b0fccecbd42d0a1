"""The command line of the simulated plant: run one, put a hand on a running one, tell the past of one.

Exit: 0 done, 1 failed, 2 asked wrongly.
"""

import logging
import secrets
import signal
import sys
import threading
from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from firmware_sim import history as past
from firmware_sim.control import ControlError, ask
from firmware_sim.controllers import Controller, Several, modbus_console
from firmware_sim.controllers.http_poster import HttpPoster
from firmware_sim.controllers.modbus_plant import ModbusPlant
from firmware_sim.controllers.modbus_registers import Registers, WordOrder
from firmware_sim.controllers.modbus_server import ModbusRtu, ModbusTcp
from firmware_sim.controllers.modbus_unit import ModbusUnit
from firmware_sim.controllers.mqtt_poster import MqttMachines
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
    burn_out = "burn-out"
    new_lamps = "new-lamps"


@app.command()
def run(
    ports: Ports,
    scenario: ScenarioName = "demo",
    http: Annotated[str | None, typer.Option(help="Where machines report: http://HOST:PORT.")] = None,
    token_file: Annotated[Path | None, typer.Option(help="File with the bearer token; may come later.")] = None,
    mqtt: Annotated[str | None, typer.Option(help="Or the MQTT broker where they do: HOST:PORT.")] = None,
    modbus: Annotated[str | None, typer.Option(help="Where machines can be asked as one PLC: HOST:PORT.")] = None,
    speed: Annotated[float, typer.Option(min=0.001, max=10_000, help="Scales the plant, not the boxes.")] = 1.0,
    seed: Seed = 1,
) -> None:
    """Run a plant until SIGTERM."""
    logging.basicConfig(level=logging.INFO, format="%(name)s: %(message)s")
    plan = _load(scenario)
    try:
        told = Several(list(_controllers(http, token_file, mqtt, modbus, plan)))
        plant = RunningPlant(plan, ports, seed=seed, speed=speed, poster=told)
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
    """Do something to a box: unplug, plug, reset, cold-reset, flood, burn-out (yellow and red), new-lamps."""
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


@app.command("modbus")
def modbus_slave(
    listen: Annotated[str | None, typer.Option(help="Modbus TCP: HOST:PORT, port 0 takes a free one.")] = None,
    rtu: Annotated[
        Path | None, typer.Option(help="Modbus RTU: where the link of the serial port, a pty without parity, shall be.")
    ] = None,
    unit: Annotated[int, typer.Option(min=1, max=247, help="The slave's address.")] = 1,
    little: Annotated[bool, typer.Option("--little", help="Keep 32 bits with the low register first.")] = False,
) -> None:
    """Be one Modbus slave until SIGTERM, and obey what is typed: coil 0 1, holding 10 6, fault silent."""
    word_order: WordOrder = "little" if little else "big"
    slave = ModbusUnit(Registers(word_order=word_order))
    try:
        wire = _modbus_wire({unit: slave}, listen, rtu)
        wire.start()
    except (OSError, ValueError) as error:
        _fail(str(error), 1)
    typer.echo(f"unit {unit} at {f'{wire.host}:{wire.port}' if isinstance(wire, ModbusTcp) else wire.link}")
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    threading.Thread(target=_obey_lines, args=(slave,), daemon=True).start()
    ended.wait()
    wire.stop()


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


def _http_poster(url: str, token_file: Path | None, stations: list[tuple[str, str]]) -> HttpPoster:
    if token_file is None:
        _fail("--http needs --token-file", 2)
    return HttpPoster(url, lambda: token_file.read_text("utf-8").strip(), secrets.token_hex(4), stations)


def _controllers(
    http: str | None, token_file: Path | None, mqtt: str | None, modbus: str | None, plan: Scenario
) -> Iterator[Controller]:
    stations = [(line.id, station.id) for line, station in plan.places()]
    if http is not None and mqtt is not None:
        _fail("machines report by --http or by --mqtt, not by both", 2)
    if http is not None:
        yield _http_poster(http, token_file, stations)
    if mqtt is not None:
        yield MqttMachines(*_host_and_port(mqtt), secrets.token_hex(4), stations)
    if modbus is not None:
        yield ModbusPlant(*_host_and_port(modbus), stations)


def _modbus_wire(units: dict[int, ModbusUnit], listen: str | None, rtu: Path | None) -> ModbusTcp | ModbusRtu:
    if (listen is None) == (rtu is None):
        _fail("write --listen HOST:PORT or --rtu LINK, one of the two", 2)
    return ModbusTcp(units, *_host_and_port(listen)) if listen is not None else ModbusRtu(units, Path(str(rtu)))


def _host_and_port(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not host or not port.isascii() or not port.isdigit() or int(port) > 65_535:
        _fail(f"{text}: write HOST:PORT, such as 127.0.0.1:5020", 2)
    return host.strip("[]"), int(port)


def _obey_lines(slave: ModbusUnit) -> None:
    for line in sys.stdin:
        if line.strip():
            typer.echo(modbus_console.obey(slave, line))


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
