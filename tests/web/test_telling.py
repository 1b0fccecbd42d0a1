"""What the API says of who was told and what waits for whom, with a recorder behind it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from andon.base.units import US_PER_S, to_iso
from andon.journal.reader import Reader
from andon.journal.writer import Writer
from andon.web.app import create_app
from tests.books.clock import FakeClock
from tests.forwarders.notify.conftest import AT, Shop

TOKEN = {"Authorization": "Bearer secret"}


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    clock, book = FakeClock(AT), tmp_path / "journal.sqlite"
    with Writer(book) as writer:
        made = Shop(book, writer, clock)
        made.ask("token-add", {"name": "tool", "digest": hashlib.sha256(b"secret").hexdigest(), "scopes": "calls"})
        yield made
        made.close()


@pytest.fixture
def client(shop: Shop, tmp_path: Path) -> FlaskClient:
    return create_app(Reader(tmp_path / "journal.sqlite"), shop, shop.clock).test_client()


def told(client: FlaskClient, what: str) -> list[tuple[str, str, list[str]]]:
    said = client.get(f"/api/v1/{what}/told").json
    return [(row["tier"], row["why"], [one["person"] for one in row["persons"]]) for row in said["items"]]


def waiting(client: FlaskClient, person: str) -> list[tuple[str, int]]:
    said: Any = client.get("/api/v1/open-work", query_string={"person": person}).json
    return [(row["what"], row["id"]) for row in said["items"]]


def test_a_call_says_whom_it_has_reached_so_far(shop: Shop, client: FlaskClient) -> None:
    call = shop.pull()
    shop.wait(61)
    assert told(client, f"calls/{call}") == [
        ("team-leader", "raised", ["mai", "tuan"]),
        ("group-leader", "not-acknowledged", ["ravi"]),
    ]
    rows = client.get(f"/api/v1/calls/{call}/told").json["items"]
    assert [row["at"] for row in rows] == [to_iso(AT), to_iso(AT + 60 * US_PER_S)]
    assert rows[0]["persons"][0] == {"person": "mai", "state": "waiting", "at": None, "because": ""}
    shop.ask("acknowledge-call", {"who": "person:ravi", "call": call})
    assert client.get(f"/api/v1/calls/{call}/told").json["items"][1]["persons"][0]["state"] == "acknowledged"


def test_help_is_sought_over_the_api(shop: Shop, client: FlaskClient) -> None:
    call = shop.pull()
    assert client.post(f"/api/v1/calls/{call}/seek-help", headers=TOKEN).status_code == 200
    assert told(client, f"calls/{call}")[1:] == [("group-leader", "seek-help", ["ravi"])]
    client.post(f"/api/v1/calls/{call}/seek-help", headers=TOKEN)
    refused = client.post(f"/api/v1/calls/{call}/seek-help", headers=TOKEN)
    assert (refused.status_code, refused.json["detail"]) == (
        409,
        "nobody is left to be told: manager was told, at 08:00:00",
    )
    assert client.post(f"/api/v1/calls/{call}/seek-help").status_code == 401
    assert client.post("/api/v1/stops/99/seek-help", headers=TOKEN).status_code == 404


def test_a_stop_knows_the_climb_of_its_own(shop: Shop, client: FlaskClient) -> None:
    shop.ask("ask-to-stop", {"who": "lan", "line": "paint", "station": "oven"})
    ((_, stop),) = waiting(client, "mai")
    assert told(client, f"stops/{stop}") == [("team-leader", "stopped", ["mai", "tuan"])]
    assert client.post(f"/api/v1/stops/{stop}/seek-help", headers=TOKEN).status_code == 200
    assert told(client, f"stops/{stop}")[1] == ("group-leader", "seek-help", ["ravi"])


def test_what_waits_for_somebody_comes_oldest_first(shop: Shop, client: FlaskClient) -> None:
    first = shop.pull("hall/one")
    shop.wait(5)
    second = shop.pull("paint/oven")
    assert waiting(client, "mai") == [("call", first), ("call", second)]
    assert waiting(client, "ravi") == []
    shop.wait(56)
    assert waiting(client, "ravi") == [("call", first)]
    shop.ask("resolve-call", {"who": "person:mai", "call": first})
    assert waiting(client, "mai") == [("call", second)]


def test_the_next_shift_finds_what_its_tier_was_told(shop: Shop, client: FlaskClient) -> None:
    call = shop.pull()
    shop.ask("arrive-call", {"who": "person:mai", "call": call, "at_station": True})
    assert waiting(client, "lan") == []
    shop.wait(6 * 3600)  # 14:00: lan leads now
    assert waiting(client, "lan") == [("call", call)]


def test_what_was_handed_over_waits_for_that_person_alone(shop: Shop, client: FlaskClient) -> None:
    call = shop.pull()
    asked = {"who": "person:mai", "what": "call", "subject": call, "to": "lan", "note": "the belt"}
    shop.ask("hand-over", asked)
    assert (waiting(client, "lan"), waiting(client, "mai")) == ([("call", call)], [])


def test_a_test_goes_to_who_is_known_and_says_what_became_of_it(shop: Shop, client: FlaskClient) -> None:
    assert client.post("/api/v1/people/mai/test", headers=TOKEN).status_code == 404
    shop.add("mai")
    assert client.get("/api/v1/people/mai/notice", headers=TOKEN).status_code == 404
    seq = client.post("/api/v1/people/mai/test", headers=TOKEN).json["seq"]
    shop.ask("report-notice", {"escalation": seq, "n": 0, "person": "mai", "state": "failed", "because": "x" * 999})
    said = client.get("/api/v1/people/mai/notice", headers=TOKEN).json
    assert (said["state"], said["because"]) == ("failed", "x" * 500)


def test_an_id_that_is_none_is_refused(client: FlaskClient) -> None:
    assert client.get("/api/v1/open-work", query_string={"person": "<script>"}).status_code == 400


def test_the_leaders_page_says_who_was_told(shop: Shop, client: FlaskClient) -> None:
    shop.pull()
    shop.wait(61)
    for address in ("/leader", "/leader?for=me"):  # who has not signed in sees all of it
        answer = client.get(address)
        assert answer.status_code == 200
        assert "Told so far: Team leader, Group leader" in answer.text
