"""A recorder with a ladder, people with addresses, and the forwarder beside it, on a clock that moves when told."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from andon.base.errors import CommandRejected, DeskUnavailable
from andon.base.units import US_PER_S, from_iso
from andon.forwarders.notify import Settings
from andon.forwarders.notify.sender import Notify
from andon.journal.reader import Reader
from andon.journal.told_rows import EscalationRow
from andon.journal.writer import Writer
from andon.model.command import AdoptPlan
from andon.ports import FloorNow
from andon.runtime.inbox import Asked, Inboxes, Item
from andon.runtime.recorder import Recorder
from andon.runtime.rounds import Rounds
from andon.runtime.verbs import Verbs
from tests.books.clock import FakeClock
from tests.forwarders.notify.far_ends import Mailbox, PushServer
from tests.patience import eventually
from tests.stories.teller import load_plan

AT = from_iso("2026-11-23T02:30:00Z")  # a Monday, 08:00 in Kolkata: mai and tuan lead, ravi above them, then duc


class Shop:
    """A recorder that runs, asked at its desk; `notify` is shown the floor when a test says `look`."""

    def __init__(self, book: Path, writer: Writer, clock: FakeClock) -> None:
        self.clock, self.reader = clock, Reader(book)
        recorder, inboxes = Recorder(writer, clock), Inboxes()
        adopt = AdoptPlan(who="test", plan=load_plan("oven press stormy kolkata ladder"))
        recorder.process([Item("test", Asked(adopt, clock.now()))])
        self._rounds = Rounds(recorder, [], clock, lambda: None)
        self._verbs = Verbs(inboxes, writer, clock).table()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=recorder.run, args=(inboxes, self._round, self._stop))
        self._thread.start()
        self.is_away = False
        self.notify = self.new_notify(Reader(book))
        self._writer = writer

    def _round(self) -> float:
        return min(0.02, self._rounds())

    def new_notify(self, reader: Reader, **settings: object) -> Notify:
        """A forwarder as after a start."""
        made = Notify(reader, Settings.model_validate(settings))
        made.use(self)
        return made

    def ask(self, verb: str, payload: dict[str, object]) -> dict[str, object]:
        """The desk."""
        if self.is_away and verb == "report-notice":
            raise DeskUnavailable("away")
        return self._verbs[verb](payload)

    def add(self, person: str, *contacts: str, language: str = "") -> None:
        told = {"who": "test", "id": person, "name": person.title(), "role": "leader", "language": language}
        self.ask("person-add", {**told, "contacts": list(contacts)})

    def pull(self, place: str = "paint/oven", call_type: str = "help") -> int:
        """Somebody pulls a cord on a screen; the id of the call."""
        line, _, station = place.partition("/")
        seq = self.ask("raise-call", {"line": line, "station": station, "type": call_type})["seq"]
        assert isinstance(seq, int)
        return seq

    def wait(self, seconds: float) -> None:
        """Time passes and the recorder has seen it."""
        self.clock.advance(seconds)
        with pytest.raises(CommandRejected):  # whoever asks is answered when all that was due is on disk
            self.ask("wrong-call", {"call": 0})

    def look(self) -> None:
        self.notify.show(FloorNow((), True, self.clock.now()))

    def states(self, call: int) -> list[tuple[str, str, str]]:
        """(tier, person, state) of every message about a call."""
        return [(row.tier, one.person, one.state) for row in self.told(call) for one in row.notices]

    def looks_again(self, call: int) -> list[tuple[str, str, str]]:
        """The same, after one more look."""
        self.look()
        return self.states(call)

    def told(self, call: int) -> tuple[EscalationRow, ...]:
        return self.reader.told_of_call(call)

    def settles(self, call: int, *expected: tuple[str, str, str]) -> None:
        """Look until the messages about a call are as expected."""

        try:
            eventually(lambda: self.looks_again(call) == list(expected))
        except AssertionError:
            assert self.states(call) == list(expected)
            raise

    def close(self) -> None:
        self.notify.close()
        self._stop.set()
        self._thread.join(5)
        self.reader.close()


@pytest.fixture
def shop(book: Path, writer: Writer, clock: FakeClock) -> Iterator[Shop]:
    clock.advance((AT - clock.now()) / US_PER_S)
    made = Shop(book, writer, clock)
    yield made
    made.close()


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with Mailbox() as opened:
        yield opened


@pytest.fixture
def push() -> Iterator[PushServer]:
    with PushServer() as opened:
        yield opened
