"""Who comes in, how long that holds, and what ten thousand wrong passwords do."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from argon2 import extract_parameters

from andon.web.proofs import digest_of, hashed_password

from .shop import PASSWORD, Shop

WRONG = "wrong horse, battery"


def test_the_right_password_lets_in_and_the_wrong_one_says_nothing(shop: Shop) -> None:
    shop.add("mai", "leader")
    browser = shop.browser()
    for person_id, password in (("mai", WRONG), ("nobody", PASSWORD), ("", ""), ("mai", ""), ("x" * 500, PASSWORD)):
        refused = browser.sign_in(person_id, password)
        assert (refused.status_code, "The id or the password is wrong." in refused.text) == (422, True)
    assert browser.sign_in("mai").headers["Location"] == "/me"
    assert "Mai" in browser.get("/me").text


def test_a_person_without_a_password_is_let_in_by_none(shop: Shop) -> None:
    shop.add("mai", "leader", password="")
    assert shop.browser().sign_in("mai", "").status_code == 422


def test_one_goes_where_one_wanted_to_but_never_to_another_site(shop: Shop) -> None:
    shop.add("mai", "leader")
    asked = shop.browser().get("/devices?x=1")
    assert (asked.status_code, asked.headers["Location"]) == (303, "/login?next=%2Fdevices%3Fx%3D1")
    for said, to in (
        ("/devices?x=1", "/devices?x=1"),
        ("//evil.example", "/me"),
        ("https://evil", "/me"),
        ("/\\e", "/me"),
    ):
        answer = shop.browser().post("/login", {"id": "mai", "password": PASSWORD, "next": said})
        assert answer.headers["Location"] == to


def test_the_cookie_is_a_random_id_that_scripts_and_other_sites_cannot_use(shop: Shop) -> None:
    shop.add("mai", "leader")
    for secure, name in ((False, "andon"), (True, "__Host-andon")):
        said = shop.browser(secure=secure).sign_in("mai").headers.getlist("Set-Cookie")
        (cookie,) = [one for one in said if one.startswith(f"{name}=")]
        assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Path=/" in cookie
        assert ("Secure" in cookie) == secure
        value = cookie.split("=", 1)[1].split(";")[0]
        assert len(value) == 43 and "mai" not in value


def test_a_log_in_by_https_and_one_by_http_do_not_touch_each_other(shop: Shop) -> None:
    shop.add("mai", "leader")
    browser = shop.browser(secure=True)
    browser.sign_in("mai")
    assert browser.is_in()
    plain = shop.browser()
    plain.client = browser.client  # the same jar
    assert not plain.is_in()
    plain.sign_in("mai")
    assert plain.is_in() and browser.is_in()


def test_a_log_in_takes_a_new_id_and_the_old_one_is_dead_at_once(shop: Shop) -> None:
    shop.add("mai", "leader")
    browser = shop.browser()
    browser.get("/login")
    before = browser.cookie("andon")
    browser.sign_in("mai")
    first = browser.cookie("andon")
    assert before and first != before
    browser.post("/login", {"id": "mai", "password": PASSWORD})
    second = browser.cookie("andon")
    assert second != first and browser.is_in()
    browser.client.set_cookie("andon", first, domain="edge")
    assert not browser.is_in()


def test_an_id_that_was_planted_before_the_log_in_is_worth_nothing_after_it(shop: Shop) -> None:
    shop.add("mai", "leader")
    planted = "A" * 43
    victim, thief = shop.browser(), shop.browser("10.0.0.66")
    for one in (victim, thief):
        one.client.set_cookie("andon", planted, domain="edge")
    victim.sign_in("mai")
    assert victim.is_in() and not thief.is_in()


@pytest.mark.parametrize("way", ["logout", "password", "role", "disabled", "elsewhere"])
def test_what_ends_a_log_in_ends_it_at_once(shop: Shop, way: str) -> None:
    browser = shop.signed_in("mai", "leader")
    stolen = browser.cookie("andon")
    match way:
        case "logout":
            browser.post("/logout")
        case "password":
            browser.post("/me/password", {"now": PASSWORD, "password": "another one", "again": "another one"})
        case "elsewhere":
            browser.post("/me/elsewhere")
        case "role":
            shop.ask("person-rights", {"who": "test", "person": "mai", "role": "viewer"})
        case "disabled":
            shop.ask("person-rights", {"who": "test", "person": "mai", "disabled": True})
    thief = shop.browser("10.0.0.66")
    thief.client.set_cookie("andon", stolen, domain="edge")
    assert not thief.is_in()
    assert browser.is_in() == (way in ("password", "elsewhere"))


def test_a_log_in_that_nobody_uses_is_over_after_a_week_and_any_after_a_month(shop: Shop) -> None:
    idle, busy = shop.signed_in("mai", "leader"), shop.signed_in("lan", "leader")
    for _ in range(6):
        shop.advance(86_400)
        assert busy.is_in()
    assert idle.is_in()  # the sixth day, and used by this
    for _ in range(24):
        shop.advance(86_400)
        busy.is_in()
    assert not idle.is_in()
    assert not busy.is_in()  # the thirtieth day


def test_a_disabled_person_does_not_come_in(shop: Shop) -> None:
    shop.add("mai", "leader")
    shop.ask("person-rights", {"who": "test", "person": "mai", "disabled": True})
    assert shop.browser().sign_in("mai").status_code == 422


def test_ten_thousand_wrong_passwords_lock_nobody_out_and_let_nobody_in(shop: Shop) -> None:
    """The guesser is slowed down where he is; the person comes in from elsewhere, and from a browser known before."""
    shop.add("mai", "leader")
    own = shop.browser("10.0.0.7")
    own.sign_in("mai")
    own.post("/logout")
    guesser = shop.browser("10.0.0.66")
    token, seen = guesser.csrf(), dict[int, int]()
    for number in range(10_000):
        tried = guesser.post("/login", {"id": "mai", "password": f"guess {number}"}, csrf=token)
        seen[tried.status_code] = seen.get(tried.status_code, 0) + 1
    assert seen == {422: 10, 429: 9_990}
    assert int(guesser.post("/login", {"id": "mai", "password": PASSWORD}, csrf=token).headers["Retry-After"]) > 0
    assert shop.browser("10.0.0.8").sign_in("mai").status_code == 303  # another address
    shared = shop.browser("10.0.0.66")
    shared.client = own.client  # the person's own browser, at the guesser's very address
    assert shared.sign_in("mai").status_code == 303


def test_a_known_browser_is_no_way_around_the_limit(shop: Shop) -> None:
    shop.add("mai", "leader")
    browser = shop.browser()
    browser.sign_in("mai")
    browser.post("/logout")
    token = browser.csrf()
    answers = [browser.post("/login", {"id": "mai", "password": WRONG}, csrf=token).status_code for _ in range(15)]
    assert answers == [422] * 10 + [429] * 5


def test_an_address_that_tries_everybody_is_slowed_down_too(shop: Shop) -> None:
    browser = shop.browser()
    token = browser.csrf()
    tried = [browser.post("/login", {"id": f"p{n}", "password": WRONG}, csrf=token).status_code for n in range(70)]
    assert tried == [422] * 60 + [429] * 10


def test_the_first_admin_comes_by_the_code_once(shop: Shop) -> None:
    code, browser = shop.first_code(), shop.browser()
    assert "I have a code" in browser.get("/login").text
    form = {"id": "chief", "name": "The Chief", "password": PASSWORD, "again": PASSWORD}
    for wrong in ("", "FIRSTCODE235", code[:-1]):
        assert browser.post("/welcome", form | {"code": wrong}).status_code == 422
    assert browser.post("/welcome", form | {"code": code, "again": "x"}).status_code == 422
    assert browser.post("/welcome", form | {"code": code, "password": "short", "again": "short"}).status_code == 422
    assert browser.post("/welcome", form | {"code": code.lower()[:4] + "-" + code[4:]}).headers["Location"] == "/me"
    assert "Admin" in browser.get("/me").text
    late = shop.browser().post("/welcome", form | {"code": code, "id": "second"})
    assert late.status_code == 422
    assert shop.reader.people.person("second") is None


def test_codes_are_not_guessed(shop: Shop) -> None:
    shop.first_code()
    browser = shop.browser()
    token, form = browser.csrf(), {"id": "x", "name": "X", "password": PASSWORD, "again": PASSWORD}
    tried = [browser.post("/welcome", form | {"code": f"{n:012d}"}, csrf=token).status_code for n in range(15)]
    assert tried == [422] * 10 + [429] * 5


def test_secrets_are_kept_as_slow_digests_alone(shop: Shop) -> None:
    browser = shop.signed_in("mai", "leader")
    browser.post("/me/pin", {"now": PASSWORD, "pin": "8305"})
    browser.post("/me/badge", {"now": PASSWORD, "badge": "0012345678"})
    with closing(sqlite3.connect(shop.writer.path)) as book:
        dump = "\n".join(book.iterdump())
    for secret in (PASSWORD, "8305'", "0012345678", browser.cookie("andon")):
        assert secret not in dump
    found = extract_parameters(hashed_password(PASSWORD))
    assert (found.type.name, found.memory_cost, found.time_cost, found.parallelism) == ("ID", 19 * 1024, 2, 1)
    assert digest_of("x") != digest_of("y")


def test_a_proof_takes_the_password_of_now(shop: Shop) -> None:
    browser = shop.signed_in("mai", "leader")
    for path, form in (("password", {"password": "another one", "again": "another one"}), ("pin", {"pin": "8305"})):
        assert browser.post(f"/me/{path}", form | {"now": WRONG}).status_code == 422
    assert shop.reader.people.person("mai").pin == ""
    assert browser.post("/me/pin", {"now": PASSWORD, "pin": "1234"}).status_code == 422


def test_a_person_takes_the_language_along(shop: Shop) -> None:
    browser = shop.signed_in("mai", "leader")
    assert browser.post("/me/language", {"language": "vi"}).status_code == 303
    assert '<html lang="vi"' in browser.get("/").text
    other = shop.browser("10.0.0.9")
    assert '<html lang="en"' in other.get("/").text
    other.sign_in("mai")
    assert '<html lang="vi"' in other.get("/").text


def test_pages_come_up_where_nobody_can_be_looked_up(shop: Shop) -> None:
    """A page that is shown by a web whose book went away still greys; it does not fail for want of a name."""
    browser = shop.signed_in("mai", "leader")
    moved = shop.writer.path.with_name("elsewhere")
    shop.writer.path.rename(moved)
    try:
        assert browser.get("/").status_code == 503
        assert browser.get("/me").status_code == 503
    finally:
        moved.rename(shop.writer.path)


def test_an_insider_gets_no_more_tries_at_others_by_his_own_browser(shop: Shop) -> None:
    shop.add("mai", "admin")
    shop.add("lan", "operator")
    answers = []
    for _ in range(4):  # each time a browser that is known anew, for lan
        insider = shop.browser("10.0.0.66")
        insider.sign_in("lan")
        insider.post("/logout")
        token = insider.csrf()
        answers += [insider.post("/login", {"id": "mai", "password": WRONG}, csrf=token).status_code for _ in range(4)]
    assert answers == [422] * 10 + [429] * 6
