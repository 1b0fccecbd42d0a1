"""Every route meets everybody. A new route stands in the table below, or this fails.

What a route wants is its kind; what a kind answers to whom is the other table. Neither is read from the code.
"""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from werkzeug.test import TestResponse

from andon.journal.reader_rows import Window
from andon.model.person import ROLES
from andon.runtime.tokens import SCOPES
from andon.web import access

from .shop import Browser, Shop

ROUTES = {
    "GET /": "everyone",
    "GET /board/<line>": "everyone",
    "GET /board/<line>/people": "everyone",
    "GET /board/<line>/past": "everyone",
    "POST /api/v1/stations/<line>/<station>/release-safety": "releaser calls",
    "GET /api/v1/past": "everyone",
    "GET /history": "everyone",
    "GET /history/stop/<int:stop>": "everyone",
    "GET /api/v1/timeline": "everyone",
    "GET /api/v1/charts/<chart>": "everyone",
    "GET /api/v1/charts/<chart>.csv": "everyone",
    "POST /api/v1/charts/limits": "engineer or plan",
    "GET /analysis": "everyone",
    "GET /api/v1/export/<what>.<format>": "everyone",
    "GET /setup": "engineer",
    "GET /setup/plan": "engineer",
    "GET /api/v1/setup": "engineer or plan",
    "POST /api/v1/setup/boxes/<uid>/identify": "engineer or plan",
    "POST /api/v1/setup/tests": "engineer or plan",
    "POST /api/v1/setup/tests/light": "engineer or plan",
    "POST /api/v1/setup/tests/end": "engineer or plan",
    "GET /api/v1/plan/draft": "engineer or plan",
    "POST /api/v1/plan/preview": "engineer or plan",
    "POST /api/v1/plan": "engineer or plan",
    "POST /api/v1/plan/undo": "engineer or plan",
    "GET /kaizen": "everyone",
    "GET /health": "everyone",
    "GET /healthz": "everyone",
    "GET /metrics": "everyone",
    "GET /connect": "everyone",
    "GET /connect/ca.crt": "everyone",
    "GET /connect/kiosk.md": "everyone",
    "GET /api/v1/docs": "everyone",
    "GET /api/v1/openapi.json": "everyone",
    "GET /api/v1/plan": "everyone",
    "GET /api/v1/board": "everyone",
    "GET /api/v1/stream": "everyone",
    "GET /api/v1/stops": "everyone",
    "GET /api/v1/calls": "everyone",
    "GET /api/v1/responses": "everyone",
    "GET /api/v1/pareto": "everyone",
    "GET /api/v1/kpis": "everyone",
    "GET /api/v1/hours": "everyone",
    "POST /api/v1/hours": "operator or stops",
    "GET /hours": "everyone",
    "GET /hours/<line>": "everyone",
    "GET /api/v1/kaizens": "everyone",
    "GET /api/v1/suggestions": "everyone",
    "GET /api/v1/here": "everyone",
    "GET /leader": "everyone",
    "GET /login": "everyone",
    "POST /login": "everyone",
    "GET /login/oidc": "everyone",
    "GET /login/oidc/done": "everyone",
    "POST /logout": "everyone",
    "GET /welcome": "everyone",
    "POST /welcome": "everyone",
    "GET /pair": "everyone",
    "POST /pair": "everyone",
    "POST /api/v1/signals": "program signals",
    "GET /api/v1/open-work": "everyone",
    "GET /api/v1/calls/<int:id>/told": "everyone",
    "GET /api/v1/stops/<int:id>/told": "everyone",
    "POST /api/v1/calls/<int:id>/seek-help": "hand calls",
    "POST /api/v1/stops/<int:id>/seek-help": "hand calls",
    "POST /api/v1/people/<id>/test": "leader or calls",
    "GET /api/v1/people/<id>/notice": "leader or calls",
    "POST /me/test": "viewer",
    "GET /station/<line>/<station>": "everyone",
    "GET /station/worker.js": "everyone",
    "POST /api/v1/stops/<int:id>/classify": "hand stops",
    "POST /api/v1/stops/<int:id>/acknowledge": "hand calls",
    "POST /api/v1/stops/<int:id>/arrive": "hand calls",
    "POST /api/v1/calls": "hand calls",
    "POST /api/v1/calls/<int:id>/acknowledge": "hand calls",
    "POST /api/v1/calls/<int:id>/arrive": "hand calls",
    "POST /api/v1/calls/<int:id>/resolve": "hand calls",
    "POST /api/v1/calls/<int:id>/cancel": "hand calls",
    "POST /api/v1/calls/<int:id>/wrong": "hand calls",
    "POST /api/v1/calls/<int:id>/retype": "hand calls",
    "POST /api/v1/calls/<int:id>/fixed": "hand calls",
    "POST /api/v1/stations/<line>/<station>/ask-to-stop": "hand calls",
    "POST /api/v1/stations/<line>/<station>/restart": "hand calls",
    "POST /api/v1/stations/<line>/<station>/alive": "tablet",
    "POST /api/v1/suggestions": "hand calls",
    "POST /api/v1/kaizens/<int:id>/rest": "program kaizens",
    "POST /api/v1/calls/<int:id>/hand-over": "leader or calls",
    "POST /api/v1/stops/<int:id>/hand-over": "leader or calls",
    "POST /api/v1/kaizens/<int:id>/hand-over": "leader or calls",
    "GET /api/v1/here/people": "tablet",
    "POST /api/v1/here": "tablet",
    "GET /api/v1/devices": "leader or devices",
    "POST /api/v1/devices/<code>/approve": "leader or devices",
    "POST /api/v1/devices/<code>/refuse": "leader or devices",
    "POST /api/v1/devices/<id>/rename": "leader or devices",
    "POST /api/v1/devices/<id>/revoke": "leader or devices",
    "GET /devices": "leader",
    "POST /devices/approve": "leader",
    "POST /devices/refuse": "leader",
    "POST /devices/<id>/rename": "leader",
    "POST /devices/<id>/revoke": "leader",
    "GET /me": "viewer",
    "POST /me/language": "viewer",
    "POST /me/contacts": "viewer",
    "POST /me/password": "viewer",
    "POST /me/pin": "viewer",
    "POST /me/badge": "viewer",
    "POST /me/elsewhere": "viewer",
    "GET /people": "admin",
    "POST /people": "admin",
    "GET /people/<id>": "admin",
    "POST /people/<id>/rights": "admin",
    "POST /people/<id>/name": "admin",
    "POST /people/<id>/badge": "admin",
    "POST /people/<id>/code": "admin",
    "POST /people/<id>/erase": "admin",
}

#                    nobody waiting tv  tablet viewer operator leader engineer admin  token-with token-without revoked
ANSWERS = """
everyone             in     in      in  in     in     in       in     in       in     in         in            in
program              401    401     401 401    401    401      401    401      401    in         403           401
hand                 401    403     403 in     403    in       in     in       in     in         403           401
releaser             401    403     403 403    403    403      403    403      403    403        403           401
tablet               401    403     403 in     401    401      401    401      401    403        403           401
viewer               401    401     401 401    in     in       in     in       in     403        403           401
operator             401    401     401 401    403    in       in     in       in     403        403           401
leader               401    401     401 401    403    403      in     in       in     403        403           401
engineer             401    401     401 401    403    403      403    in       in     403        403           401
admin                401    401     401 401    403    403      403    403      in     403        403           401
operator-or          401    401     401 401    403    in       in     in       in     in         403           401
leader-or            401    401     401 401    403    403      in     in       in     in         403           401
engineer-or          401    401     401 401    403    403      403    in       in     in         403           401
"""
CALLERS = ["nobody", "waiting", "tv", "tablet", *ROLES, "token-with", "token-without", "revoked"]
EXPECTED = {kind: dict(zip(CALLERS, said, strict=True)) for kind, *said in map(str.split, ANSWERS.strip().split("\n"))}
UNSAFE = [route for route in ROUTES if not route.startswith("GET ")]
BODIES: dict[str, object] = {
    "POST /api/v1/calls": {"line": "weld", "station": "w1", "type": "help"},
    "POST /api/v1/hours": {"line": "weld", "hour": "2026-11-23T00:00:00Z", "text": "x", "initials": "x"},
    "POST /api/v1/suggestions": {"line": "weld", "station": "w1", "text": "x"},
    "POST /api/v1/stops/<int:id>/classify": {"reason": "x", "version": 1},
    "POST /api/v1/stations/<line>/<station>/release-safety": {"why": "x"},
    "POST /api/v1/calls/<int:id>/retype": {"type": "help"},
    "POST /api/v1/calls/<int:id>/fixed": {"fixed": True},
    "POST /api/v1/devices/<id>/rename": {"name": "x"},
}


def kind_of(route: str) -> tuple[str, str]:
    """(row of the table, scope)."""
    kind, _, scope = ROUTES[route].rpartition(" ")
    return (kind.replace(" ", "-"), scope) if kind else (scope, "")


@pytest.fixture(scope="module")
def plant(tmp_path_factory: pytest.TempPathFactory):
    """A shop with one of each."""
    made = Shop(tmp_path_factory.mktemp("plant"))
    for role in ROLES:
        made.add(role, role)
    made.add("painter", "admin", "paint")
    devices = {"tablet": made.tablet(), "tv": made.tablet("weld")}
    tokens = {scope: made.token(scope, name=f"only-{scope}") for scope in SCOPES}
    revoked = made.token(*SCOPES, name="revoked")
    made.ask("token-revoke", {"name": "revoked"})
    yield SimpleNamespace(shop=made, devices=devices, tokens=tokens, revoked=revoked)
    made.close()


def test_the_table_is_of_the_routes_that_there_are(shop: Shop) -> None:
    there = {
        f"{method} {rule}"
        for rule in shop.app.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
        if not rule.endpoint.endswith(".static")
    }
    assert there - set(ROUTES) == set(), "say in the table who may call these"
    assert set(ROUTES) - there == set(), "these are gone"


def test_a_route_that_declares_nothing_answers_nobody(shop: Shop) -> None:
    shop.app.add_url_rule("/api/v1/forgotten", "forgotten", lambda: "open")
    shop.add("chief", "admin")
    for browser in (shop.browser(), shop.visit("chief")):
        assert browser.get("/api/v1/forgotten").status_code == 403
    assert access.declared(shop.app, "forgotten") is None


@pytest.mark.parametrize("caller", CALLERS)
@pytest.mark.parametrize("route", ROUTES)
def test_who_is_let_in(plant: SimpleNamespace, route: str, caller: str) -> None:
    kind, scope = kind_of(route)
    said = answer_of(call(plant, route, caller, scope), kind)
    assert said == EXPECTED[kind][caller], f"{route} as {caller}"


@pytest.mark.parametrize("route", UNSAFE)
def test_what_rides_on_a_cookie_shows_that_it_comes_from_our_page(plant: SimpleNamespace, route: str) -> None:
    kind, _ = kind_of(route)
    riders = [name for name in ("tablet", *ROLES) if EXPECTED[kind][name] == "in"]
    for rider in riders:
        for token in ("", "made up", plant.shop.browser("10.0.0.5").csrf()):
            refused = send(browser_of(plant, rider), route, token)
            assert refused.status_code == 403, f"{route} as {rider} with the token {token!r}"


HANDS = [route for route in ROUTES if ROUTES[route].startswith("hand ")]


@pytest.mark.parametrize("route", HANDS)
def test_hands_act_where_they_belong(plant: SimpleNamespace, elsewhere: dict[str, int], route: str) -> None:
    """A tablet at its own station alone, a person on the lines that are his."""
    kind = "stop" if "/stops/" in route else "call"
    path = re.sub(r"<int:id>", str(elsewhere[kind]), route).replace("<station>", "w2")
    body = BODIES.get(route, {}) | ({"station": "w2"} if "station" in BODIES.get(route, {}) else {})
    for caller in ("tablet", "painter"):
        browser = browser_of(plant, caller)
        refused = send(browser, path, browser.csrf(), body=body)
        assert refused.status_code == 403, f"{route} as {caller}: {refused.text}"


@pytest.fixture(scope="module")
def elsewhere(plant: SimpleNamespace) -> dict[str, int]:
    """A call and a stop of the station beside the tablet's."""
    where = {"who": "test", "line": "weld", "station": "w2"}
    call = plant.shop.ask("raise-call", where | {"type": "help"})["seq"]
    plant.shop.ask("ask-to-stop", where)
    stop = plant.shop.reader.stops(Window(station="w2"), plant.shop.clock.now())[0].id
    return {"call": call, "stop": stop}


def test_a_program_needs_no_csrf_token_and_its_token_is_no_cookie(plant: SimpleNamespace) -> None:
    """With a header that a foreign page cannot send, cookies are not looked at."""
    browser = plant.shop.visit("admin")
    sent = {"headers": {"Authorization": "Bearer nonsense"}, "base_url": "http://edge"}
    assert browser.client.post("/api/v1/devices/x/revoke", **sent).status_code == 401
    assert browser.client.post("/people/viewer/erase", **sent).status_code in (401, 403)
    assert plant.shop.reader.people.person("viewer").erased is None


def call(plant: SimpleNamespace, route: str, caller: str, scope: str) -> TestResponse:
    if caller.startswith("token") or caller == "revoked":
        other = next(one for one in SCOPES if one != scope)
        of = {"token-with": scope or "read", "token-without": other}
        headers = plant.revoked if caller == "revoked" else plant.tokens[of[caller]]
        browser = plant.shop.browser()
        token = browser.csrf() if kind_of(route)[0] == "everyone" else ""
        return send(browser, route, token, headers)
    browser = browser_of(plant, caller)
    return send(browser, route, browser.csrf() if route in UNSAFE else "")


def browser_of(plant: SimpleNamespace, caller: str) -> Browser:
    """Fresh where what is asked may end it."""
    if caller in (*ROLES, "painter"):
        return plant.shop.visit(caller)
    if caller == "nobody":
        return plant.shop.browser()
    plant.shop.app.extensions["andon"].tries.forgive("pair", "10.0.1.1")
    browser = plant.shop.browser("10.0.1.1")
    if caller == "waiting":
        for one in plant.shop.reader.people.devices():
            if one.code:
                plant.shop.ask("device-refuse", {"who": "test", "code": one.code})
        return plant.shop.tablet(paired=False)
    browser.client.set_cookie("andon-device", plant.devices[caller].cookie("andon-device"), domain="edge")
    return browser


def send(
    browser: Browser, route: str, token: str, headers: dict[str, str] | None = None, *, body: object = None
) -> TestResponse:
    method, path = route.split(" ", 1)
    path = re.sub(r"<int:\w+>", "5", path).replace("<line>", "weld").replace("<station>", "w1")
    path = re.sub(r"<\w+>", "nothing", path)
    if body is None and path.startswith("/api/"):
        body = BODIES.get(route, {})
    more = {"X-CSRFToken": token} if token else {}
    form = None if path.startswith("/api/") or method == "GET" else {"place": "nowhere", "language": "xx"}
    sent = {"json": body} if body is not None and method != "GET" else {"data": form} if form else {}
    how = {"base_url": "http://edge", "headers": more | (headers or {}), "environ_base": {"REMOTE_ADDR": "10.0.0.1"}}
    return browser.client.open(path, method=method, buffered=False, **sent, **how)


def answer_of(answer: TestResponse, kind: str) -> str:
    """A page that wants one to sign in says so by sending one to /login."""
    answer.close()
    to_log_in = answer.status_code == 303 and answer.headers["Location"].startswith("/login?next=")
    if kind != "everyone" and to_log_in:
        return "401"
    return str(answer.status_code) if answer.status_code in (401, 403) else "in"
