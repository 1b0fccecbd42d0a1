"""A tablet is paired, acts for its station, and says who stands before it."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from andon.journal.reader_rows import Window
from andon.web.proofs import ALPHABET

from .shop import PASSWORD, Browser, Shop

PIN, BADGE = "8305", "0012345678"
WINDOW = Window()


def code_of(shop: Shop) -> str:
    (code,) = [one.code for one in shop.reader.people.devices() if one.code]
    return code


def with_pin(shop: Shop, person_id: str = "mai", role: str = "leader", *areas: str) -> Browser:
    browser = shop.signed_in(person_id, role, *areas)
    assert browser.post("/me/pin", {"now": PASSWORD, "pin": PIN}).status_code == 303
    return browser


def test_a_tablet_shows_a_code_waits_and_acts_when_a_leader_has_approved_it(shop: Shop) -> None:
    leader, tablet = shop.signed_in("mai", "leader"), shop.browser("10.0.1.1")
    assert tablet.post("/pair", {"place": "weld/w1"}).headers["Location"] == "/pair"
    code = code_of(shop)
    assert len(code) == 8 and set(code) <= set(ALPHABET) and not set("0O1I") & set(ALPHABET)
    assert f"{code[:4]}-{code[4:]}" in tablet.get("/pair").text
    assert tablet.get("/api/v1/here").json["device"]["state"] == "waiting"
    pull = {"line": "weld", "station": "w1", "type": "help"}
    assert tablet.ask("/api/v1/calls", pull).status_code == 403
    assert f"{code[:4]}-{code[4:]}" in leader.get("/devices").text
    assert leader.post("/devices/approve", {"code": code}).status_code == 303
    assert tablet.get("/api/v1/here").json["device"]["state"] == "paired"
    call = tablet.ask("/api/v1/calls", pull)
    assert call.status_code == 200
    (row,) = [row for row in shop.reader.board() if row.calls]
    device = tablet.get("/api/v1/here").json["device"]["id"]
    assert (row.station, who_of(shop, call.json["seq"])) == ("w1", f"device:{device}")
    assert leader.post(f"/devices/{device}/revoke").status_code == 303
    assert tablet.ask("/api/v1/calls", pull | {"type": "quality"}).status_code == 401
    assert tablet.get("/api/v1/here").json["device"] is None


def who_of(shop: Shop, seq: int) -> str:
    with closing(sqlite3.connect(shop.writer.path)) as book:
        return book.execute("SELECT who FROM entry WHERE seq = ?", (seq,)).fetchone()[0]


def test_the_device_cookie_is_long_lived_and_out_of_reach(shop: Shop) -> None:
    said = shop.browser().post("/pair", {"place": "weld"}).headers.getlist("Set-Cookie")
    (cookie,) = [one for one in said if one.startswith("andon-device=")]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Max-Age=315360000" in cookie


def test_a_refused_device_may_ask_again_and_a_code_grows_old(shop: Shop) -> None:
    leader, tablet = shop.signed_in("mai", "leader"), shop.tablet(paired=False)
    leader.post("/devices/refuse", {"code": code_of(shop)})
    assert tablet.get("/api/v1/here").json["device"] is None
    tablet.post("/pair", {"place": "weld/w1"})
    code = code_of(shop)
    shop.advance(15 * 60)
    assert tablet.get("/api/v1/here").json["device"] is None
    assert code not in leader.get("/devices").text.replace("-", "")
    assert leader.post("/devices/approve", {"code": code}).status_code == 422


def test_a_leader_approves_on_his_own_lines_and_sees_no_others(shop: Shop) -> None:
    painter = shop.signed_in("lan", "leader", "paint")
    shop.tablet(paired=False)
    code = code_of(shop)
    assert code not in painter.get("/devices").text.replace("-", "")
    assert painter.post("/devices/approve", {"code": code}).status_code == 403
    assert painter.ask(f"/api/v1/devices/{code}/approve").status_code == 403
    assert painter.ask("/api/v1/devices", method="GET").json["items"] == []
    welder = shop.signed_in("mai", "leader", "weld")
    assert welder.ask(f"/api/v1/devices/{code}/approve").status_code == 200


def test_a_program_approves_by_its_scope_however_the_code_is_written(shop: Shop) -> None:
    tablet = shop.tablet(paired=False)
    code = code_of(shop)
    said = f"{code[:4]}-{code[4:]}".lower()
    answer = shop.browser().client.post(f"/api/v1/devices/{said}/approve", headers=shop.token("devices"))
    assert answer.status_code == 200
    assert tablet.get("/api/v1/here").json["device"]["state"] == "paired"


def test_a_tablet_that_moves_gives_up_the_place_it_had(shop: Shop) -> None:
    tablet = shop.tablet("weld/w1")
    before = tablet.cookie("andon-device")
    tablet.post("/pair", {"place": "weld/w2"})
    assert [one.station for one in shop.reader.people.devices()] == ["w2"]
    old = shop.browser()
    old.client.set_cookie("andon-device", before, domain="edge")
    assert old.get("/api/v1/here").json["device"] is None


@pytest.mark.parametrize("place", ["", "nowhere", "weld/nothing", "weld/w1/x", "/"])
def test_a_place_that_is_not_gets_no_code(shop: Shop, place: str) -> None:
    assert shop.browser().post("/pair", {"place": place}).status_code == 422
    assert shop.reader.people.devices() == ()


def test_a_tv_is_a_device_of_a_line_and_only_looks(shop: Shop) -> None:
    tv = shop.tablet("weld")
    assert tv.get("/api/v1/here").json["device"]["kind"] == "tv"
    assert "/board/weld" in tv.get("/pair").text
    pull = {"line": "weld", "station": "w1", "type": "help"}
    assert tv.ask("/api/v1/calls", pull).status_code == 403


def test_nobody_fills_the_list_from_one_address(shop: Shop) -> None:
    browser = shop.browser()
    token = browser.csrf()
    asked = [browser.post("/pair", {"place": "weld/w1"}, csrf=token).status_code for _ in range(25)]
    # each asks in place of the one before, whose cookie this browser held; the token dies with the cookie
    assert 303 in asked and asked.count(303) <= 20
    assert len(shop.reader.people.devices()) <= 20


def test_a_leader_says_by_pin_at_the_tablet_that_he_is_here(shop: Shop) -> None:
    with_pin(shop)
    tablet = shop.tablet()
    assert tablet.get("/api/v1/here/people").json["items"] == [{"id": "mai", "name": "Mai"}]
    here = tablet.ask("/api/v1/here", {"person": "mai", "pin": PIN})
    assert (here.status_code, here.json["person"], here.json["role"]) == (200, "mai", "leader")
    call = tablet.ask("/api/v1/calls", {"line": "weld", "station": "w1", "type": "help"}).json["seq"]
    sent = {"X-CSRFToken": tablet.csrf(), "X-Here": here.json["proof"]}
    arrived = tablet.client.post(
        f"/api/v1/calls/{call}/arrive", json={"at_station": True}, headers=sent, base_url="http://edge"
    )
    assert arrived.status_code == 200, arrived.text
    (row,) = [call for row in shop.reader.board() for call in row.calls]
    assert (row.arrived_by, row.arrived is not None) == ("person:mai", True)


def test_a_badge_says_the_same(shop: Shop) -> None:
    leader = shop.signed_in("mai", "leader")
    assert leader.post("/me/badge", {"now": PASSWORD, "badge": f" {BADGE}\r\n"}).status_code == 303
    tablet = shop.tablet()
    assert tablet.ask("/api/v1/here", {"badge": BADGE}).json["person"] == "mai"
    refused = tablet.ask("/api/v1/here", {"badge": "0012345679"})
    assert (refused.status_code, refused.json["detail"]) == (403, "not recognised")


def test_a_refusal_says_nothing_more_than_that(shop: Shop) -> None:
    with_pin(shop)
    with_pin(shop, "lan", "leader", "paint")
    with_pin(shop, "vy", "viewer")
    tablet = shop.tablet()
    tried = [("mai", "8306"), ("nobody", PIN), ("lan", PIN), ("vy", PIN)]
    said = {tuple(sorted(tablet.ask("/api/v1/here", {"person": p, "pin": pin}).json.items())) for p, pin in tried}
    assert len(said) == 1
    assert [one["id"] for one in tablet.get("/api/v1/here/people").json["items"]] == ["mai"]


def test_a_pin_is_not_guessed_and_guessing_shuts_nobody_else_out(shop: Shop) -> None:
    with_pin(shop)
    with_pin(shop, "lan", "leader")
    tablet, other = shop.tablet(), shop.tablet("weld/w2")
    token = tablet.csrf()
    tried = [tablet.ask("/api/v1/here", {"person": "mai", "pin": f"{n:04}"}, csrf=token).status_code for n in range(8)]
    assert tried == [403] * 5 + [429] * 3
    assert tablet.ask("/api/v1/here", {"person": "mai", "pin": PIN}).status_code == 429
    assert tablet.ask("/api/v1/here", {"person": "lan", "pin": PIN}).status_code == 200
    assert other.ask("/api/v1/here", {"person": "mai", "pin": PIN}).status_code == 200


def test_a_proof_is_worth_two_minutes_at_its_own_tablet(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    with_pin(shop)
    tablet, other = shop.tablet(), shop.tablet("weld/w2")
    proof = tablet.ask("/api/v1/here", {"person": "mai", "pin": PIN}).json["proof"]

    def stop(browser: Browser, station: str, said: str) -> int:
        sent = {"X-CSRFToken": browser.csrf(), "X-Here": said}
        path = f"/api/v1/stations/weld/{station}/ask-to-stop"
        return browser.client.post(path, headers=sent, base_url="http://edge").status_code

    assert stop(other, "w2", proof) == 403
    assert stop(tablet, "w1", proof[:-1] + ("A" if proof[-1] != "A" else "B")) == 403
    shop.ask("person-rights", {"who": "test", "person": "mai", "disabled": True})
    assert stop(tablet, "w1", proof) == 403
    shop.ask("person-rights", {"who": "test", "person": "mai", "disabled": False})
    assert stop(tablet, "w1", proof) == 200
    with monkeypatch.context() as later:
        later.setattr("andon.web.presence.LASTS_S", -1)
        assert stop(tablet, "w1", proof) == 403


def test_a_person_on_a_phone_is_not_at_the_station_whatever_the_page_says(shop: Shop) -> None:
    leader, tablet = shop.signed_in("mai", "leader"), shop.tablet()
    call = tablet.ask("/api/v1/calls", {"line": "weld", "station": "w1", "type": "help"}).json["seq"]
    assert leader.ask(f"/api/v1/calls/{call}/arrive", {"at_station": True}).status_code == 200
    (row,) = shop.reader.calls(WINDOW, shop.clock.now())
    assert (row.arrived_by, row.at_station) == ("person:mai", False)


def test_a_device_is_seen_at_most_once_a_minute(shop: Shop) -> None:
    tablet = shop.tablet()
    (first,) = shop.reader.people.devices()
    shop.advance(30)
    tablet.get("/api/v1/here")
    assert shop.reader.people.devices()[0].last_seen == first.last_seen
    shop.advance(31)
    tablet.get("/api/v1/here")
    assert shop.reader.people.devices()[0].last_seen == shop.clock.now()
