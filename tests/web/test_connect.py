"""/connect: the authority to install, what each device does, what this edge still lacks."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from andon.base.clock import Clock
from andon.journal.reader import Reader
from andon.web.app import create_app
from andon.web.parts import Secured
from andon.web.tls import kept

from .book import Book, KeepingDesk


@pytest.fixture
def edge(tmp_path: Path, floor: Book) -> SimpleNamespace:
    """An edge with a certificate; `client(port)` is a browser of it."""
    shown = kept.make(tmp_path, ["edge.test"], datetime.now(UTC))

    def client(port: int | None = 8443):
        return create_app(Reader(floor.path), KeepingDesk(), Clock(), secured=Secured(tmp_path, port)).test_client()

    return SimpleNamespace(shown=shown, client=client)


def test_the_authority_is_downloaded_as_devices_expect_it(edge: SimpleNamespace) -> None:
    answer = edge.client().get("/connect/ca.crt")
    assert answer.content_type == "application/x-x509-ca-cert"
    assert answer.data == edge.shown.authority
    assert "PRIVATE KEY" not in answer.text
    ssl.create_default_context(cadata=answer.text)


@pytest.mark.parametrize("language", ["en", "vi", "kn", "ja"])
def test_the_page_shows_the_fingerprint_and_the_steps_of_each_device(edge: SimpleNamespace, language: str) -> None:
    page = edge.client().get(f"/connect?lang={language}", base_url="http://edge.test:8080").text
    assert edge.shown.fingerprint in page.replace("<wbr>", "")
    assert 'href="/connect/ca.crt"' in page
    assert 'href="https://edge.test:8443/connect"' in page
    for device in ("android", "tv", "windows", "ipad"):
        assert f'<details id="{device}">' in page
    assert "--renew" not in page


def test_a_name_that_the_certificate_lacks_is_told_with_its_remedy(edge: SimpleNamespace) -> None:
    page = edge.client().get("/connect", base_url="http://10.1.2.3:8080").text
    assert "It is not for 10.1.2.3" in page
    assert "andon cert --data DIR --renew --name 10.1.2.3" in page


def test_a_certificate_that_ends_soon_is_told_here_and_on_the_health_page(
    edge: SimpleNamespace, tmp_path: Path
) -> None:
    assert "It ends soon" not in edge.client().get("/connect").text
    assert "tone-fault" not in edge.client().get("/health").text
    kept.renew(tmp_path, (), datetime.now(UTC) - timedelta(days=380))
    assert "It ends soon" in edge.client().get("/connect").text
    assert "Certificate until" in (said := edge.client().get("/health").text) and "tone-fault" in said
    assert "Certificate until" not in edge.client(None).get("/health").text


@pytest.mark.parametrize("host", ["[::", "a b", "<script>"])
def test_a_host_that_is_none_breaks_nothing(edge: SimpleNamespace, host: str) -> None:
    answer = edge.client().get("/connect", headers={"Host": host})
    assert answer.status_code < 500 and "<script>:" not in answer.text


def test_an_ipv6_address_stays_one(edge: SimpleNamespace) -> None:
    page = edge.client().get("/connect", base_url="http://[::1]:8080").text
    assert 'href="https://[::1]:8443/connect"' in page and "--renew" not in page


def test_https_that_is_not_served_yet_is_told(edge: SimpleNamespace) -> None:
    page = edge.client(None).get("/connect").text
    assert "set tls_listen" in page and "https://" not in page


def test_without_a_certificate_it_says_how_to_make_one(web: SimpleNamespace, floor: Book) -> None:
    page = web.client.get("/connect").text
    assert "andon cert --data DIR" in page and "/connect/ca.crt" not in page
    missing = web.client.get("/connect/ca.crt")
    assert missing.status_code == 404


def test_the_kiosk_guide_can_be_read_from_the_page(web: SimpleNamespace, floor: Book) -> None:
    assert 'href="/connect/kiosk.md"' in web.client.get("/connect").text
    guide = web.client.get("/connect/kiosk.md")
    assert guide.content_type == "text/plain; charset=utf-8" and "# Kiosk guide" in guide.text


def test_health_leads_to_it_and_every_page_keeps_its_hint_ready(web: SimpleNamespace, floor: Book) -> None:
    assert '<a href="/connect">Connect a device</a>' in web.client.get("/health").text
    for path in ("/", "/board/press", "/history"):
        assert "data-insecure hidden" in web.client.get(path).text
