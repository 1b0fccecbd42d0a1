"""Who may release safety: a named person with the right, signed in or proven at the tablet, and nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from andon.journal.reader_rows import Window
from andon.model.plan import CallType, Reason
from andon.web.proofs import hashed_pin

from .shop import Browser, Shop

RELEASE = "/api/v1/stations/weld/w1/release-safety"
WHY = {"why": "the guard is back"}


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    """A plant whose plan knows a call about safety."""
    made = Shop(tmp_path)
    held = made.reader.plan()
    assert held is not None
    unsafe = Reason(id="unsafe", name="Unsafe", stop_class="abnormality", category="safety")
    kind = CallType(id="safety", name="Safety", reason="unsafe")
    plan = held.plan.model_copy(
        update={"reasons": (*held.plan.reasons, unsafe), "call_types": (*held.plan.call_types, kind)}
    )
    made.ask("adopt-plan", {"who": "test", "plan": plan.model_dump(mode="json", by_alias=True)})
    yield made
    made.close()


def pulled(browser: Browser) -> int:
    said = browser.ask("/api/v1/calls", {"line": "weld", "station": "w1", "type": "safety"})
    assert said.status_code == 200, said.text
    return said.json["seq"]


def give_right(shop: Shop, person: str, *, may: bool = True) -> None:
    shop.ask("person-rights", {"who": "test", "person": person, "releases_safety": may})


def open_calls(browser: Browser) -> list[int]:
    return [call["id"] for call in browser.get("/api/v1/calls?open=true").json["items"]]


def test_no_role_and_no_other_word_ends_a_call_about_safety(shop: Shop) -> None:
    tablet, admin = shop.tablet(), shop.signed_in("boss", "admin")
    call = pulled(tablet)
    for browser in (tablet, admin):
        for said in ("resolve", "cancel", "wrong"):
            refused = browser.ask(f"/api/v1/calls/{call}/{said}")
            assert refused.status_code == 409
            assert "not released" in refused.json["detail"]
        assert browser.ask(f"/api/v1/calls/{call}/retype", {"type": "help"}).status_code == 409
        assert browser.ask("/api/v1/stations/weld/w1/restart").status_code == 409
        assert browser.ask(RELEASE, WHY).status_code == 403
    assert open_calls(tablet) == [call]


def test_who_has_the_right_releases_it_with_a_reason_and_the_journal_knows_who(shop: Shop) -> None:
    tablet = shop.tablet()
    call = pulled(tablet)
    shop.add("mai", "operator")
    give_right(shop, "mai")
    mai = shop.visit("mai")
    assert mai.ask(RELEASE, {"why": ""}).status_code == 400
    assert mai.ask(RELEASE, WHY).status_code == 200
    assert open_calls(tablet) == []
    (row,) = [row for row in shop.reader.calls(Window(), shop.clock.now()) if row.id == call]
    assert (row.outcome, row.ended_by) == ("released", "person:mai")
    assert mai.ask(RELEASE, WHY).status_code == 409


def test_the_right_is_taken_away_and_reaches_no_further_than_the_lines_of_its_holder(shop: Shop) -> None:
    pulled(shop.tablet())
    shop.add("lan", "leader", "paint")
    shop.add("mai", "leader")
    for person in ("lan", "mai"):
        give_right(shop, person)
    give_right(shop, "mai", may=False)
    assert shop.visit("lan").ask(RELEASE, WHY).status_code == 403
    assert shop.visit("mai").ask(RELEASE, WHY).status_code == 403
    told = [(row.what, row.was, row.now) for row in shop.reader.people.changes(10, "person:mai")]
    assert told[:2] == [("releases_safety", "yes", ""), ("releases_safety", "", "yes")]


def test_at_the_tablet_a_pin_names_who_releases_it(shop: Shop) -> None:
    tablet = shop.tablet()
    pulled(tablet)
    for person in ("mai", "tuan"):
        shop.add(person, "operator")
        shop.ask("person-secret", {"who": "test", "person": person, "what": "pin", "digest": hashed_pin("2468")})
    give_right(shop, "mai")
    proofs = {
        person: tablet.ask("/api/v1/here", {"person": person, "pin": "2468"}).json["proof"]
        for person in ("mai", "tuan")
    }
    assert tablet.ask(RELEASE, WHY).status_code == 403
    assert tablet.ask(RELEASE, WHY, here=proofs["tuan"]).status_code == 403
    assert tablet.ask(RELEASE, WHY, here=proofs["mai"]).status_code == 200
    assert open_calls(tablet) == []


def test_a_program_releases_nothing(shop: Shop) -> None:
    pulled(shop.tablet())
    refused = shop.browser().client.post(RELEASE, json=WHY, headers=shop.token("calls"), base_url="http://edge")
    assert refused.status_code == 403
