"""The command line of INTERFACES. Exit: 0 done, 1 failed, 2 asked wrongly.

In: words of a terminal. Out: the service, or an answer. Heavy imports wait until a command needs them: `andon check`
answers at once. May import: everything below. To add a command write its function in the file of its kind and hang it
in here.

    beginning   init                                      serving        run, demo
    planning    check, plan                               certificates   cert
    keeping     verify, rebuild, backup, restore          tokens         token add, list, revoke
    exporting   export                                       importing      import stops, counts, list, undo
    people      user add, list, role, safety, disable, enable, password, test, erase
    devices     device list, approve, revoke                 replaying      replay
    options     what several of them take
"""

from __future__ import annotations

import sys
from importlib.metadata import version
from typing import Annotated

import typer

from andon.base.errors import AndonError, BadInput, ConfigError
from andon.cli import (
    beginning,
    certificates,
    devices,
    exporting,
    importing,
    keeping,
    people,
    planning,
    replaying,
    serving,
    tokens,
)
from andon.cli.options import errors

app = typer.Typer(add_completion=False, no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False)
token_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Bearer tokens for programs.")
user_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Persons and what they may do.")
import_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="History from spreadsheets.")
device_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Paired tablets and TVs.")

for command in (
    serving.run,
    serving.demo,
    beginning.init,
    planning.check,
    planning.plan,
    certificates.cert,
    keeping.verify,
    keeping.rebuild,
    keeping.backup,
    keeping.restore,
    exporting.export,
    replaying.replay,
):
    app.command()(command)
app.command(hidden=True)(serving.process)
app.add_typer(token_app, name="token")
token_app.command("add")(tokens.add)
token_app.command("list")(tokens.list_)
token_app.command("revoke")(tokens.revoke)
app.add_typer(user_app, name="user")
user_app.command("add")(people.add)
user_app.command("list")(people.list_)
user_app.command("role")(people.role)
user_app.command("safety")(people.safety)
user_app.command("disable")(people.disable)
user_app.command("enable")(people.enable)
user_app.command("password")(people.password)
user_app.command("test")(people.send_test)
user_app.command("erase")(people.erase)
app.add_typer(import_app, name="import")
import_app.command("stops")(importing.stops)
import_app.command("counts")(importing.counts)
import_app.command("list")(importing.list_)
import_app.command("undo")(importing.undo)
app.add_typer(device_app, name="device")
device_app.command("list")(devices.list_)
device_app.command("approve")(devices.approve)
device_app.command("revoke")(devices.revoke)


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
    errors.print(str(error), markup=False)
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
