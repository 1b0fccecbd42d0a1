"""The web before a real recorder, in one process: what a form asks for is decided, written and read back."""

from __future__ import annotations

import re
import secrets
import threading
from pathlib import Path

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from andon.config.settings import OidcSettings
from andon.journal.reader import Reader
from andon.journal.writer import Writer
from andon.model.command import AdoptPlan
from andon.model.person import Role
from andon.runtime.inbox import Asked, Inboxes, Item
from andon.runtime.recorder import Recorder
from andon.runtime.tokens import new_token
from andon.runtime.verbs import Verbs
from andon.web.app import create_app
from andon.web.proofs import digest_of, hashed_password
from tests.books.clock import FakeClock
from tests.books.plant import plan
from tests.patience import eventually

PASSWORD = "right horse, battery"
_HASHED: dict[str, str] = {}
CSRF = re.compile(r'name="csrf-token" content="([^"]+)"')


class Shop:
    """A plant with one line, `weld`, whose web answers to clients of a test."""

    def __init__(self, folder: Path, oidc: OidcSettings | None = None) -> None:
        folder.mkdir(exist_ok=True)
        self.clock = FakeClock()
        self.writer = Writer(folder / "andon.db")
        self.recorder = Recorder(self.writer, self.clock)
        self.recorder.process([Item("test", Asked(AdoptPlan(who="test", plan=plan()), self.clock.now()))])
        self._stop, inboxes = threading.Event(), Inboxes()
        self._verbs = Verbs(inboxes, self.writer, self.clock).table()
        self._thread = threading.Thread(target=self.recorder.run, args=(inboxes, self._pulse, self._stop))
        self._thread.start()
        self.reader = Reader(folder / "andon.db")
        self.app = create_app(self.reader, self, self.clock, key=b"k" * 32, oidc=oidc)

    def _pulse(self) -> float:
        now = self.clock.now()
        self.writer.write_pulse(now, self.recorder.floor.state.seq, now, 0, sources=[], disk={})
        return 0.02

    def advance(self, seconds: float) -> None:
        """Time passes, and the recorder has pulsed since."""
        now = self.clock.advance(seconds)
        eventually(lambda: (pulse := self.reader.pulse()) and pulse.at == now)

    def ask(self, verb: str, payload: dict[str, object]) -> dict[str, object]:
        """As the desk does."""
        return self._verbs[verb](payload)

    def close(self) -> None:
        self._stop.set()
        self._thread.join(10)
        self.reader.close()
        self.writer.__exit__(None, None, None)

    def add(self, person_id: str, role: Role, *areas: str, **more: object) -> str:
        """Somebody with the right password; the id."""
        said = {"who": "test", "id": person_id, "name": person_id.title(), "role": role, "areas": list(areas)}
        password = _HASHED.setdefault(PASSWORD, hashed_password(PASSWORD))
        self.ask("person-add", said | {"password": password} | more)
        return person_id

    def browser(self, address: str = "10.0.0.1", *, secure: bool = False) -> Browser:
        return Browser(self, address, secure=secure)

    def signed_in(self, person_id: str, role: Role, *areas: str) -> Browser:
        """A browser in which somebody new has signed in."""
        self.add(person_id, role, *areas)
        browser = self.browser()
        assert browser.sign_in(person_id).status_code == 303
        return browser

    def visit(self, person_id: str) -> Browser:
        """A browser of somebody who has signed in, without the way through the form."""
        browser, cookie = self.browser(), secrets.token_urlsafe(32)
        self.ask("session-begin", {"person": person_id, "digest": digest_of(cookie).hex()})
        browser.client.set_cookie("andon", cookie, domain="edge")
        return browser

    def tablet(self, place: str = "weld/w1", *, paired: bool = True) -> Browser:
        """A browser that was paired, or only asks to be."""
        browser = self.browser("10.0.1.1")
        assert browser.post("/pair", {"place": place}).status_code == 303
        if paired:
            (code,) = [one.code for one in self.reader.people.devices() if one.code]
            self.ask("device-approve", {"who": "test", "code": code})
        return browser

    def token(self, *scopes: str, name: str = "program") -> dict[str, str]:
        """Headers of a program."""
        return {"Authorization": f"Bearer {new_token(self.ask, name, list(scopes))}"}

    def first_code(self, code: str = "FIRSTCODE234") -> str:
        self.ask("first-code", {"digest": digest_of(code).hex()})
        return code


class Browser:
    """A client that keeps cookies and takes the CSRF token from the pages, as a browser and its page do."""

    def __init__(self, shop: Shop, address: str, *, secure: bool = False) -> None:
        self.client: FlaskClient = shop.app.test_client()
        self._how = {"base_url": "https://edge" if secure else "http://edge", "environ_base": {"REMOTE_ADDR": address}}
        self._referrer = {"Referer": "https://edge/me"} if secure else {}

    def get(self, path: str, **more) -> TestResponse:
        return self.client.get(path, **self._how, **more)

    def csrf(self) -> str:
        found = CSRF.search(self.get("/login?lang=en" if not self.is_in() else "/me").text)
        assert found
        return found[1]

    def is_in(self) -> bool:
        return self.get("/me").status_code == 200

    def post(self, path: str, form: dict | None = None, *, csrf: str | None = None) -> TestResponse:
        """A form of a page of ours; `csrf` empty is one of somebody else's."""
        token = self.csrf() if csrf is None else csrf
        data = dict(form or {}) | ({"csrf_token": token} if token else {})
        return self.client.post(path, data=data, headers=self._referrer, **self._how)

    def ask(
        self, path: str, body: object = None, *, csrf: str | None = None, method: str = "POST", here: str = ""
    ) -> TestResponse:
        """A script of a page of ours; `here`: the proof of who stands before the tablet."""
        token = self.csrf() if csrf is None else csrf
        headers = self._referrer | ({"X-CSRFToken": token} if token else {}) | ({"X-Here": here} if here else {})
        return self.client.open(path, method=method, json=body, headers=headers, **self._how)

    def sign_in(self, person_id: str, password: str = PASSWORD) -> TestResponse:
        return self.post("/login", {"id": person_id, "password": password})

    def cookie(self, name: str) -> str:
        found = self.client.get_cookie(name, domain="edge")
        return found.value if found else ""
