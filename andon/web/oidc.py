"""Signing in with the plant's own account, by OpenID Connect: who one is comes from there, what one may do from here.

What must be remembered between going and coming back (state, nonce, verifier) goes along in a signed cookie of ten
minutes, so nothing is kept for those who never come back. Authlib speaks the protocol: the code flow with PKCE.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import structlog
from authlib.integrations.base_client import OAuthError  # type: ignore[import-untyped]
from authlib.integrations.flask_client import (  # type: ignore[import-untyped]
    FlaskIntegration,
    FlaskOAuth2App,
)
from joserfc.errors import JoseError
from requests import RequestException

from andon.config.settings import OidcSettings
from andon.web.proofs import NotProven

WITHIN_S = 5.0  # an account server that does not answer holds up one page for that long, and nothing else
_KEPT = ("state", "nonce", "code_verifier")


@dataclass(frozen=True, slots=True)
class Going:
    """Where the browser is sent, and what it brings back."""

    url: str
    kept: dict[str, str]


class Accounts:
    """The account server. Raises NotProven, whatever went wrong there; the log says what."""

    def __init__(self, settings: OidcSettings) -> None:
        self.name = settings.name
        self._settings = settings
        self._client = FlaskOAuth2App(
            FlaskIntegration("oidc"),
            name="oidc",
            client_id=settings.client_id,
            client_secret=settings.client_secret,
            server_metadata_url=f"{settings.issuer.rstrip('/')}/.well-known/openid-configuration",
            client_kwargs={"scope": settings.scope, "code_challenge_method": "S256", "default_timeout": WITHIN_S},
        )

    def go(self, back_to: str) -> Going:
        """Where one signs in there."""
        try:
            self._must_be_the_issuer()
            made = self._client.create_authorization_url(back_to)
        except _WRONG as error:
            raise _not_proven(error) from error
        return Going(str(made["url"]), {name: str(made[name]) for name in _KEPT})

    def come_back(self, said: Mapping[str, str], kept: Mapping[str, str], back_to: str) -> str:
        """The person's id, as the account server says it."""
        if not hmac.compare_digest(said.get("state", ""), kept["state"]):
            raise NotProven("this answer is not to a question of this browser")
        if "code" not in said:
            raise NotProven(f"the account server refused: {said.get('error', 'without a reason')}")
        try:
            self._must_be_the_issuer()
            token = self._client.fetch_access_token(
                redirect_uri=back_to, code=said["code"], code_verifier=kept["code_verifier"]
            )
            who: dict[str, Any] = self._client.parse_id_token(token, nonce=kept["nonce"]) or {}
        except _WRONG as error:
            raise _not_proven(error) from error
        return str(who.get(self._settings.claim, ""))

    def _must_be_the_issuer(self) -> None:
        said = self._client.load_server_metadata().get("issuer")
        if said != self._settings.issuer:
            raise ValueError(f"the server there calls itself {said!r}, andon.toml says {self._settings.issuer!r}")


_WRONG = (OAuthError, JoseError, RequestException, KeyError, TypeError, ValueError, RuntimeError)
"""What Authlib, its parts and a server that speaks nonsense may raise."""


def _not_proven(error: Exception) -> NotProven:
    structlog.get_logger(__name__).warning("the account server did not prove who it is", error=repr(error)[:300])
    return NotProven("the account server was not reached, or what it said does not hold; the log says more")
