"""The command line of INTERFACES. Exit: 0 done, 1 failed, 2 asked wrongly.

Heavy imports wait until a command needs them: `andon check` answers at once.
"""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import Progress

if TYPE_CHECKING:
    from andon.config import Configuration
    from andon.config.settings import WebSettings

from andon.base.errors import AndonError, BadInput, CommandRejected, ConfigError

app = typer.Typer(add_completion=False, no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False)
token_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Bearer tokens for programs.")
app.add_typer(token_app, name="token")

ConfigFile = Annotated[Path, typer.Option("--config", metavar="FILE", help="The main configuration file, andon.toml.")]
DataFolder = Annotated[Path, typer.Option("--data", metavar="DIR", help="The data folder, with the journal.")]
MaybeData = Annotated[Path | None, typer.Option("--data", metavar="DIR", help="The data folder instead of the file's.")]
Listen = Annotated[str | None, typer.Option(metavar="HOST:PORT", help="Where the pages are served.")]

_err = Console(stderr=True, highlight=False, soft_wrap=True)


def main() -> None:
    """Run a command; an error that is ours to explain is one message and an exit code, never a traceback."""
    try:
        app()
    except (ConfigError, BadInput) as error:
        sys.exit(_fail(error, 2))
    except AndonError as error:
        sys.exit(_fail(error, 1))
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        sys.exit(_fail(AndonError(f"{place}{error.strerror or error}; name a place that is there and may be used"), 1))


def _fail(error: Exception, code: int) -> int:
    _err.print(str(error), markup=False)
    return code


def _version(asked: bool) -> None:
    if asked:
        print(f"andon {version('andon')}")
        raise typer.Exit


@app.callback()
def _root(
    asked: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which one.")] = False,
) -> None:
    """Cords in, board out, every abnormality a kaizen trigger."""


@app.command()
def run(config: ConfigFile, data: MaybeData = None, listen: Listen = None) -> None:
    """Start the service: recorder, forwarders and web, watched."""
    from andon import service

    configuration = _with(service.check(config), listen)
    folder = data or configuration.service.data

    def tell() -> None:
        print(f"andon: {_addresses(configuration.web)}", flush=True)
        if configuration.web.tls_listen:
            _say_what_tls_lacks(configuration, folder)

    service.run(configuration, folder, tell=tell)


@app.command()
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


@app.command()
def check(config: ConfigFile) -> None:
    """Name every problem of the configuration at once, and the texts that lack a language."""
    from andon import service
    from andon.config import missing_languages

    configuration = service.check(config)
    for sentence in missing_languages(configuration.plan):
        print(f"warning: {sentence}")
    plan = configuration.plan
    stations = sum(len(line.stations) for line in plan.lines)
    print(f"{config}: no problem; {len(plan.lines)} lines, {stations} stations")


@app.command()
def plan(
    config: ConfigFile,
    data: MaybeData = None,
    adopt: Annotated[bool, typer.Option("--adopt", help="Let it hold from now on, without a restart.")] = False,
) -> None:
    """Show what the plan of the files would change, and adopt it if asked."""
    from andon import service
    from andon.config import changes
    from andon.journal.connect import BOOK
    from andon.journal.reader import Reader

    configuration = service.check(config)
    folder = data or configuration.service.data
    held = Reader(folder / BOOK).plan() if (folder / BOOK).exists() else None
    sentences = changes(held.plan, configuration.plan) if held else [f"{folder} holds no plan yet: all of it is new"]
    print("\n".join(sentences or ["nothing would change: this plan holds already"]))
    if adopt and sentences:
        with service.desk(folder) as desk:
            answer = desk.ask("adopt-plan", {"who": "cli", "plan": configuration.plan.model_dump(mode="json")})
        print(f"adopted as entry {answer['seq']}")


@app.command()
def cert(
    data: DataFolder,
    name: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="A host name or IP address of this edge; may be given again."),
    ] = None,
    renew: Annotated[bool, typer.Option("--renew", help="A new server certificate; devices need nothing new.")] = False,
) -> None:
    """Make this edge its own certificate authority, so that its pages can be had by HTTPS."""
    from andon.base.clock import Clock
    from andon.base.units import to_datetime
    from andon.web.tls import kept

    make = kept.renew if renew else kept.make
    shown = make(data, name or [], to_datetime(Clock().now()))
    print(f"for: {', '.join(shown.names)}")
    print(f"until: {shown.until:%Y-%m-%d}; then `andon cert --data {data} --renew`, which holds without a restart")
    print(f"authority: {data / kept.FOLDER / kept.AUTHORITY}, until {shown.authority_until:%Y-%m-%d}")
    print(f"SHA-256: {shown.fingerprint}")
    if not renew:
        print('next: tls_listen = "0.0.0.0:8443" in [web] of andon.toml, start the service again, and open the page')
        print("/connect on each device: it tells how to install the authority; compare the SHA-256 there with this one")


@app.command()
def verify(data: DataFolder) -> None:
    """Journal and views agree, the sequence has no hole, the chain of hashes is whole.

    Where today's rules would say otherwise than was said then is told, and is no damage.
    """
    from andon.journal import upkeep

    with _progress("verifying") as progress:
        findings = upkeep.verify(_book(data), progress)
    for finding in findings.damage:
        print(finding)
    for finding in findings.otherwise:
        print(f"{finding}; what was said stays said")
    if findings.damage:
        raise typer.Exit(1)
    print(f"{data}: the book agrees with itself")


@app.command()
def rebuild(data: DataFolder) -> None:
    """Throw the views away and make them again. Not while the service runs."""
    from andon import service
    from andon.journal import upkeep

    _book(data)
    with service.alone(data) as recorder, _progress("rebuilding") as progress:
        done = upkeep.rebuild(recorder.writer.path, progress)
    print(f"{data}: views rebuilt from {done} events and samples")


@app.command()
def backup(
    data: DataFolder, out: Annotated[Path, typer.Option(metavar="FILE", help="A file that is not there yet.")]
) -> None:
    """A whole copy of the journal, while the service runs."""
    from andon.journal import upkeep

    upkeep.backup(_book(data), out)
    print(f"{out}: {out.stat().st_size} bytes")


@app.command()
def restore(file: Annotated[Path, typer.Option(metavar="FILE", help="A backup.")], data: DataFolder) -> None:
    """Put a backup into an empty folder; verified before it says done."""
    from andon.journal import upkeep
    from andon.journal.connect import BOOK

    if data.exists() and any(data.iterdir()):
        raise CommandRejected(f"{data} is not empty; restore into an empty folder")
    with _progress("verifying") as progress:
        findings = upkeep.restore(file, data / BOOK, progress)
    for finding in findings.otherwise:
        print(f"{finding}; what was said stays said")
    print(f"{data}: restored and verified")


@token_app.command("add")
def token_add(
    name: str,
    data: DataFolder,
    scope: Annotated[list[str], typer.Option(help="signals, calls, stops, kaizens or read; may be given again.")],
) -> None:
    """Make a token and print it once; only its digest is kept."""
    from andon import service
    from andon.runtime.tokens import new_token

    _book(data)
    with service.desk(data) as desk:
        print(new_token(desk.ask, name, scope))


@token_app.command("list")
def token_list(data: DataFolder) -> None:
    """The tokens there are, without their secrets."""
    from andon.base.units import to_iso
    from andon.journal.tokens import kept_tokens

    for token in kept_tokens(_book(data)):
        state = f"revoked {to_iso(token.revoked)}" if token.revoked else "in force"
        print(f"{token.name}\t{token.scopes}\t{to_iso(token.created)}\t{state}")


@token_app.command("revoke")
def token_revoke(name: str, data: DataFolder) -> None:
    """The token is worth nothing from now on."""
    from andon import service

    with service.desk(data) as desk:
        if not desk.ask("token-revoke", {"name": name})["revoked"]:
            raise CommandRejected(f"there is no token {name!r} in force")
    print(f"{name}: revoked")


@app.command(hidden=True)
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


def _book(data: Path) -> Path:
    from andon.journal.connect import BOOK

    path = data / BOOK
    if not path.exists():
        raise CommandRejected(f"{data} holds no journal; give the data folder of a service that has run")
    return path


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
        _err.print(f"{configuration.file}: [web] tls_listen: {lacking}", markup=False)


@contextmanager
def _progress(what: str) -> Iterator[Callable[[int, int], None]]:
    with Progress(console=_err, transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
