"""run, demo, and the processes that `run` starts."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from andon.cli.options import ConfigFile, DataFolder, MaybeData, errors

if TYPE_CHECKING:
    from andon.config import Configuration
    from andon.config.settings import WebSettings

Listen = Annotated[str | None, typer.Option(metavar="HOST:PORT", help="Where the pages are served.")]


def run(config: ConfigFile, data: MaybeData = None, listen: Listen = None) -> None:
    """Start the service: recorder, forwarders and web, watched."""
    from andon import service

    configuration = _with(service.check(config), listen)
    folder = data or configuration.service.data

    def tell(code: str) -> None:
        print(f"andon: {_addresses(configuration.web)}", flush=True)
        if code:
            print(f"andon: nobody may sign in yet; the first admin is made at /welcome with {code}", flush=True)
        if configuration.web.tls_listen:
            _say_what_tls_lacks(configuration, folder)

    service.run(configuration, folder, tell=tell)


def demo(
    data: Annotated[Path, typer.Option(metavar="DIR", help="Where the demo keeps its journal.")] = Path("demo"),
    listen: Annotated[str, typer.Option(metavar="HOST:PORT", help="Where the board is served.")] = "127.0.0.1:8080",
    speed: Annotated[float, typer.Option(min=0.001, max=10_000, help="Scales the plant, not our clock.")] = 1.0,
    scenario: Annotated[str, typer.Option(help="A scenario of firmware_sim.")] = "demo",
    days: Annotated[float, typer.Option(min=0, max=366, help="How much of a past the plant has.")] = 3.0,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the board.")] = True,
    mqtt: Annotated[
        str | None, typer.Option(metavar="HOST:PORT", help="The broker by which machines report; else by HTTP.")
    ] = None,
) -> None:
    """A simulated plant, the service and the board in one process tree; loopback only."""
    from andon import demo as demo_plant

    demo_plant.run(data.resolve(), listen, speed=speed, scenario=scenario, days=days, open_browser=browser, mqtt=mqtt)


def process(name: str, config: ConfigFile, data: DataFolder, listen: Listen = None) -> None:
    """One process of the service; `run` starts and watches all three."""
    from andon import service

    processes = {
        "recorder": service.recorder_process,
        "forward": service.forward_process,
        "web": service.web_process,
    }
    processes[name](_with(service.read(config), listen), data)


def _with(configuration: Configuration, listen: str | None) -> Configuration:
    if listen is None:
        return configuration
    from andon.config import Section, WebSettings, validate

    table = configuration.web.model_dump() | {"listen": listen}
    web = validate(Section(file="--listen", name="web", table=table), WebSettings)
    return configuration.model_copy(update={"web": web})


def _addresses(web: WebSettings) -> str:
    """What to type into a browser: this machine's name where the whole network may come."""
    found = [f"http://{_reachable(web.host)}:{web.port}/"]
    if web.tls_address:
        host, port = web.tls_address
        found.append(f"https://{_reachable(host)}:{port}/")
    return " ".join(found)


def _reachable(host: str) -> str:
    everywhere = host in ("0.0.0.0", "::")  # noqa: S104  # compared, not bound
    return socket.gethostname() if everywhere else host


def _say_what_tls_lacks(configuration: Configuration, data: Path) -> None:
    """Told, not refused: a missing certificate must not keep the recorder from recording."""
    from andon.base.clock import Clock
    from andon.base.units import to_datetime
    from andon.web.tls import kept

    if lacking := kept.lacking(data, to_datetime(Clock().now())):
        errors.print(f"{configuration.file}: [web] tls_listen: {lacking}", markup=False)
