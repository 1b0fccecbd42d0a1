"""Silence is never green: where nobody who is on shift can be reached, the house is degraded and says so."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from andon.model.plan import Roster, Shift, Tier

from .book import Book, make_plan

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ROUND_THE_CLOCK = (Shift(id="all", name={"en": "All"}, days=DAYS, start="00:00", end="00:00"),)
TIERS = (Tier(id="leader", name={"en": "Leader"}, acknowledge_s=60), Tier(id="manager", name={"en": "Manager"}))
LEADERS = Roster(id="leaders", tier="leader", persons=("mai",))
MANAGERS = Roster(id="managers", tier="manager", persons=("duc",))


@pytest.fixture
def reached(web: SimpleNamespace, book: Book) -> SimpleNamespace:
    """A plan with tiers, people with and without an address, and a forwarder that has run."""
    _adopt(book, LEADERS, MANAGERS)
    book.insert("cursor", forwarder="notify", seq=1)
    _person(book, "mai", '["json://127.0.0.1:9/mai"]')
    _person(book, "duc", "[]")
    return web


def _adopt(book: Book, *rosters: Roster) -> None:
    plan = make_plan({"press": 2}, tiers=TIERS, rosters=rosters, shifts=ROUND_THE_CLOCK)
    book.adopt(plan)
    book.fill(plan)
    book.pulse()


def _person(book: Book, id: str, contacts: str) -> None:
    unsaid = {"name": id, "language": "", "role": "leader", "areas": "[]", "password": "", "pin": "", "created": 1}
    book.insert("person", id=id, contacts=contacts, **unsaid)


def _notice(book: Book, state: str, because: str = "") -> None:
    seq = book.next_seq()
    about = {"seq": seq, "n": 0}
    place = {"line": "press", "station": "s1", "at": book.clock.now()}
    book.insert("escalation", **about, **place, tier="leader", why="raised")
    book.insert("notice", **about, person="mai", state=state, because=because)


def test_a_plan_without_tiers_needs_to_reach_nobody(web: SimpleNamespace, floor: Book) -> None:
    said = web.client.get("/healthz").json
    assert (said["status"], said["reach"]) == ("ok", [])


def test_the_first_who_would_be_told_has_an_address(reached: SimpleNamespace) -> None:
    said = reached.client.get("/healthz").json
    assert said["status"] == "ok"
    assert said["reach"] == [{"line": "press", "tier": "leader", "persons": ["mai"], "unreached": False}]
    assert "Nobody can be reached" not in reached.client.get("/health").text


def test_the_last_message_failed(reached: SimpleNamespace) -> None:
    _notice(reached.book, "sent")
    assert reached.client.get("/healthz").json["status"] == "ok"
    _notice(reached.book, "failed", "json: <b>refused</b>")
    answer = reached.client.get("/healthz")
    assert (answer.status_code, answer.json["status"]) == (200, "degraded")
    page = reached.client.get("/health").text
    assert "Nobody can be reached" in page and "&lt;b&gt;refused" in page
    assert "Recording" in page, "the recorder lives all the same"
    _notice(reached.book, "sent")
    assert reached.client.get("/healthz").json["status"] == "ok"


def test_nobody_has_an_address_where_the_first_tier_is_empty(reached: SimpleNamespace) -> None:
    night = LEADERS.model_copy(update={"shifts": ("another",)})
    _adopt(reached.book, night, MANAGERS)
    said = reached.client.get("/healthz").json
    assert said["reach"] == [{"line": "press", "tier": "manager", "persons": ["duc"], "unreached": True}]
    _adopt(reached.book, night)
    assert reached.client.get("/healthz").json["reach"][0]["tier"] == ""
    assert "Nobody on shift" in reached.client.get("/health").text


def test_nothing_sends_the_messages(web: SimpleNamespace, book: Book) -> None:
    _adopt(book, LEADERS)
    _person(book, "mai", '["json://127.0.0.1:9/mai"]')
    assert web.client.get("/healthz").json["status"] == "degraded"


def test_the_page_tells_what_became_of_each_message(reached: SimpleNamespace) -> None:
    _notice(reached.book, "suppressed", "it is older than 3600 s")
    page = reached.client.get("/health?lang=ja").text
    for text in ("送信せず", "it is older than 3600 s", "press/s1", "mai", "呼出あり"):
        assert text in page
