"""Bearer tokens: made once, shown once; the journal keeps only a digest."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable

from andon.base.errors import BadInput, CommandRejected

SCOPES = ("signals", "calls", "stops", "kaizens", "devices", "plan", "read")

Ask = Callable[[str, dict[str, object]], dict[str, object]]


def new_token(ask: Ask, name: str, scopes: list[str]) -> str:
    """A new token, by way of a desk. CommandRejected when the name is taken, BadInput for a scope there is not."""
    unknown = [word for word in scopes if word not in SCOPES]
    if unknown:
        raise BadInput(f"there is no scope {unknown[0]!r}; the scopes are {', '.join(SCOPES)}")
    if ":" in name:
        raise BadInput(f"{name!r} has a ':': the journal says `person:` and `device:` of those; a token has no ':'")
    secret = secrets.token_urlsafe(32)
    digest = hashlib.sha256(secret.encode()).hexdigest()
    if not ask("token-add", {"name": name, "digest": digest, "scopes": " ".join(scopes)})["added"]:
        raise CommandRejected(f"a token {name!r} was made before, and a name is given once; take another name")
    return secret
