"""device: paired tablets and TVs, from a terminal of the edge."""

from __future__ import annotations

from typing import Annotated

import typer

from andon.cli.options import DataFolder, book_in

WHO = "cli"


def list_(data: DataFolder) -> None:
    """Who waits and with which code, who is paired and when it was last seen."""
    from andon.base.clock import Clock
    from andon.base.units import to_iso
    from andon.journal.reader import Reader
    from andon.web.proofs import in_fours

    now = Clock().now()
    for one in Reader(book_in(data)).people.devices():
        if one.is_paired or one.waits(now):
            place = f"{one.line}/{one.station}" if one.station else one.line
            seen = to_iso(one.last_seen) if one.last_seen else ""
            state = f"seen {seen}" if one.is_paired else f"waits with {in_fours(one.code)}"
            print(f"{one.id}\t{one.kind}\t{place}\t{one.name}\t{state}")


def approve(
    code: Annotated[str, typer.Argument(metavar="CODE", help="What the device shows.")], data: DataFolder
) -> None:
    """Let the device that shows the code act in the name of its place."""
    from andon.web.proofs import plain_code

    answer = _ask(data, "device-approve", {"code": plain_code(code)})
    print(f"{answer['device']}: paired")


def revoke(
    device: Annotated[str, typer.Argument(metavar="ID", help="As `andon device list` shows it.")], data: DataFolder
) -> None:
    """It may only look from now on."""
    _ask(data, "device-revoke", {"device": device})
    print(f"{device}: revoked")


def _ask(data: DataFolder, verb: str, payload: dict[str, object]) -> dict[str, object]:
    from andon import service

    book_in(data)
    with service.desk(data) as desk:
        return desk.ask(verb, {"who": WHO, **payload})
