"""Signing in with the plant's account, against a server that speaks OpenID Connect, and against one that lies."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
from werkzeug.test import TestResponse

from andon.config.settings import OidcSettings

from .account_server import CLIENT, SECRET, AccountServer
from .shop import Browser, Shop


@pytest.fixture
def accounts() -> Iterator[AccountServer]:
    made = AccountServer()
    yield made
    made.close()


@pytest.fixture
def shop(tmp_path: Path, accounts: AccountServer) -> Iterator[Shop]:
    settings = OidcSettings(issuer=accounts.issuer, client_id=CLIENT, client_secret=SECRET, name="Works account")
    made = Shop(tmp_path, oidc=settings)
    yield made
    made.close()


def come_back(browser: Browser) -> TestResponse:
    """Out to the account server, as a browser goes, and back."""
    out = browser.get("/login/oidc")
    assert out.status_code == 303, out.text
    back = requests.get(out.headers["Location"], allow_redirects=False, timeout=5).headers["Location"]
    return browser.get(back.removeprefix("http://edge"))


def test_who_is_known_comes_in(shop: Shop) -> None:
    shop.add("mai", "leader", password="")
    browser = shop.browser()
    assert "Sign in with Works account" in browser.get("/login").text
    answer = come_back(browser)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/me")
    assert "Mai" in browser.get("/me").text


@pytest.mark.parametrize("user", ["nobody", "", "x" * 100, "lan", "<script>"])
def test_who_is_not_known_or_locked_does_not(shop: Shop, accounts: AccountServer, user: str) -> None:
    shop.add("lan", "leader")
    shop.ask("person-rights", {"who": "test", "person": "lan", "disabled": True})
    accounts.user = user
    browser = shop.browser()
    assert come_back(browser).status_code == 403
    assert not browser.is_in()


@pytest.mark.parametrize("wrong", ["iss", "aud", "nonce", "exp", "signature", "refused"])
def test_a_token_that_does_not_hold_lets_nobody_in(shop: Shop, accounts: AccountServer, wrong: str) -> None:
    shop.add("mai", "leader")
    accounts.wrong = wrong
    browser = shop.browser()
    answer = come_back(browser)
    assert (answer.status_code, "Your account was not proven" in answer.text) == (502, True)
    assert not browser.is_in()


def test_a_server_that_calls_itself_something_else_is_not_asked(shop: Shop, accounts: AccountServer) -> None:
    accounts.wrong = "issuer"
    assert shop.browser().get("/login/oidc").status_code == 502


def test_an_answer_is_to_the_browser_that_asked(shop: Shop) -> None:
    """Somebody else's answer, sent to one as a link, signs nobody in as that somebody."""
    shop.add("mai", "leader")
    thief, victim = shop.browser("10.0.0.66"), shop.browser()
    out = thief.get("/login/oidc")
    back = requests.get(out.headers["Location"], allow_redirects=False, timeout=5).headers["Location"]
    assert victim.get(back.removeprefix("http://edge")).status_code == 502
    victim.get("/login/oidc")
    assert victim.get(back.removeprefix("http://edge")).status_code == 502
    assert not victim.is_in()
    assert urlsplit(back).path == "/login/oidc/done"


def test_a_code_is_good_once(shop: Shop) -> None:
    shop.add("mai", "leader")
    browser = shop.browser()
    out = browser.get("/login/oidc")
    back = requests.get(out.headers["Location"], allow_redirects=False, timeout=5).headers["Location"]
    assert browser.get(back.removeprefix("http://edge")).status_code == 303
    browser.post("/logout")
    assert browser.get(back.removeprefix("http://edge")).status_code == 502
    assert not browser.is_in()


def test_an_account_server_that_is_away_is_told_and_passwords_go_on(shop: Shop, accounts: AccountServer) -> None:
    shop.add("mai", "leader")
    accounts.close()
    browser = shop.browser()
    assert browser.get("/login/oidc").status_code == 502
    assert browser.sign_in("mai").status_code == 303


def test_without_a_section_there_is_no_such_way(tmp_path: Path) -> None:
    plain = Shop(tmp_path / "x")
    try:
        assert plain.browser().get("/login/oidc").status_code == 404
        assert "/login/oidc" not in plain.browser().get("/login").text
    finally:
        plain.close()
