"""token: bearer tokens for programs."""

from __future__ import annotations

from typing import Annotated

import typer

from andon.base.errors import CommandRejected
from andon.cli.options import DataFolder, book_in


def add(
    name: str,
    data: DataFolder,
    scope: Annotated[list[str], typer.Option(help="signals, calls, stops, kaizens, devices, read; repeatable.")],
) -> None:
    """Make a token and print it once; only its digest is kept."""
    from andon import service
    from andon.runtime.tokens import new_token

    book_in(data)
    with service.desk(data) as desk:
        print(new_token(desk.ask, name, scope))


def list_(data: DataFolder) -> None:
    """The tokens there are, without their secrets."""
    from andon.base.units import to_iso
    from andon.journal.tokens import kept_tokens

    for token in kept_tokens(book_in(data)):
        state = f"revoked {to_iso(token.revoked)}" if token.revoked else "in force"
        print(f"{token.name}\t{token.scopes}\t{to_iso(token.created)}\t{state}")


def revoke(name: str, data: DataFolder) -> None:
    """The token is worth nothing from now on."""
    from andon import service

    with service.desk(data) as desk:
        if not desk.ask("token-revoke", {"name": name})["revoked"]:
            raise CommandRejected(f"there is no token {name!r} in force")
    print(f"{name}: revoked")
