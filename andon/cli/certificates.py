"""cert: the edge as its own certificate authority."""

from __future__ import annotations

from typing import Annotated

import typer

from andon.cli.options import DataFolder


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
