"""user: persons, from a terminal of the edge: whoever may read the data folder may do this."""

from __future__ import annotations

import sys
import threading
import time
from typing import Annotated

import typer

from andon.cli.options import DataFolder, book_in

Id = Annotated[str, typer.Argument(metavar="ID", help="a-z, 0-9 and -; a staff number, not a name.")]
Why = Annotated[str, typer.Option(help="Kept in the journal; no names.")]
Role = Annotated[str, typer.Option(help="viewer, operator, leader, engineer or admin.")]
Lines = Annotated[list[str] | None, typer.Option("--line", metavar="LINE", help="Repeatable; none means all lines.")]
WHO = "cli"


def add(
    person: Id,
    data: DataFolder,
    name: Annotated[str, typer.Option(help="Kept beside the journal; can be erased.")],
    role: Role = "operator",
    line: Lines = None,
    why: Why = "",
) -> None:
    """Somebody new; prints a code, good once and for a day, to choose a password by at /welcome."""
    from andon.web.proofs import PERSON_CODE, digest_of, in_fours, new_code

    code = new_code(PERSON_CODE)
    asked: dict[str, object] = {"id": person, "name": name, "role": role, "areas": line or [], "why": why}
    _ask(data, "person-add", asked | {"digest": digest_of(code).hex()})
    print(in_fours(code))


def list_(data: DataFolder) -> None:
    """Who there is: id, name, role, lines, and whether locked. Erased ones are not shown."""
    from andon.journal.reader import Reader

    for one in Reader(book_in(data)).people.all():
        if one.erased is None:
            safety = "\treleases safety" if one.releases_safety else ""
            state = "locked" if one.disabled is not None else "may sign in" if one.password else "no password yet"
            print(f"{one.id}\t{one.name}\t{one.role}\t{' '.join(one.areas) or 'all lines'}\t{state}{safety}")


def role(person: Id, data: DataFolder, role: Role, line: Lines = None, why: Why = "") -> None:
    """Give a role and its lines; the person has to sign in again."""
    _ask(data, "person-rights", {"person": person, "role": role, "areas": line or [], "why": why})
    print(f"{person}: {role}, {' '.join(line or []) or 'all lines'}")


def safety(
    person: Id,
    data: DataFolder,
    may: Annotated[bool, typer.Option("--give/--take", help="Give the right, or take it.")] = True,
    why: Why = "",
) -> None:
    """The right to release what is about safety; no role brings it along."""
    _ask(data, "person-rights", {"person": person, "releases_safety": may, "why": why})
    print(f"{person}: {'may' if may else 'may not'} release safety")


def disable(person: Id, data: DataFolder, why: Why = "") -> None:
    """Lock somebody out, at once."""
    _ask(data, "person-rights", {"person": person, "disabled": True, "why": why})
    print(f"{person}: locked")


def enable(person: Id, data: DataFolder, why: Why = "") -> None:
    """Let somebody in again."""
    _ask(data, "person-rights", {"person": person, "disabled": False, "why": why})
    print(f"{person}: may sign in")


def password(person: Id, data: DataFolder, why: Why = "") -> None:
    """Set a password: asked for at a terminal, else one line from standard input. Every log-in ends."""
    from andon.web.proofs import hashed_password

    at_terminal = sys.stdin.isatty()
    said = typer.prompt("Password", hide_input=True, confirmation_prompt=True) if at_terminal else sys.stdin.readline()
    digest = hashed_password(str(said).rstrip("\n"))
    _ask(data, "person-secret", {"person": person, "what": "password", "digest": digest, "why": why})
    print(f"{person}: the password is set")


def send_test(
    person: Id,
    data: DataFolder,
    within_s: Annotated[float, typer.Option(help="Seconds to wait for what becomes of it.")] = 20.0,
) -> None:
    """Send somebody a test message and say what became of it; the service must run."""
    from andon.journal.reader import Reader

    seq = _ask(data, "try-notice", {"person": person})["seq"]
    reader, until = Reader(book_in(data)), time.monotonic() + within_s
    while True:
        found = next((row.notices[0] for row in reader.escalations() if row.seq == seq), None)
        if found is not None and found.state != "waiting":
            break
        if time.monotonic() > until:
            print(
                f"{person}: nobody has sent it within {within_s:g} s; does the service run, with [forwarders.notify]?"
            )
            raise typer.Exit(1)
        threading.Event().wait(0.2)
    print(f"{person}: {found.state}" + (f" ({found.because})" if found.because else ""))
    if found.state != "sent":
        raise typer.Exit(1)


def erase(person: Id, data: DataFolder, why: Why = "") -> None:
    """The name and all that proves who it is go for good; the id stays in the journal."""
    _ask(data, "person-erase", {"person": person, "why": why})
    print(f"{person}: erased")


def _ask(data: DataFolder, verb: str, payload: dict[str, object]) -> dict[str, object]:
    from andon import service

    book_in(data)
    with service.desk(data) as desk:
        return desk.ask(verb, {"who": WHO, **payload})
