"""Who may do what is changed by the recorder alone; each change of a right is a line of the journal, without a name."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from andon.base.errors import BadInput, CommandRejected
from andon.journal import upkeep
from andon.journal.reader import Reader
from andon.model.entry import Entry, RightsChanged
from andon.runtime.desk import Verb
from andon.runtime.tokens import new_token
from tests.books.clock import FakeClock

Verbs = dict[str, Verb]
Entries = Callable[[type[Entry]], list[Any]]
CODE, OTHER, SESSION, NEXT = ("c0" * 32, "01" * 32, "5e" * 32, "5f" * 32)
NAME = "Nguyễn Thị Mai"


@pytest.fixture
def reader(book: Path) -> Reader:
    return Reader(book)


def first_admin(verbs: Verbs, person_id: str = "chief") -> None:
    verbs["first-code"]({"digest": CODE})
    verbs["welcome"]({"digest": CODE, "id": person_id, "name": "Chief", "password": "argon2 of it"})


def add(verbs: Verbs, person_id: str = "mai", **more: object) -> None:
    verbs["person-add"]({"who": "person:chief", "id": person_id, "name": NAME, "role": "leader"} | more)


def said(entries: Entries) -> list[tuple[str, ...]]:
    return [(e.who, e.subject, e.what, e.was, e.now) for e in entries(RightsChanged)]


def test_a_code_makes_the_first_admin_once(verbs: Verbs, reader: Reader, entries: Entries) -> None:
    assert not reader.people.has_admin()
    assert verbs["first-code"]({"digest": CODE}) == {"wanted": True}
    welcomed = {"digest": CODE, "id": "chief", "name": "Chief", "password": "x"}
    assert verbs["welcome"](welcomed) == {"person": "chief"}
    assert reader.people.has_admin()
    assert said(entries) == [("person:chief", "person:chief", "role", "", "admin")]
    with pytest.raises(CommandRejected, match="was used"):
        verbs["welcome"](welcomed | {"id": "second"})
    assert verbs["first-code"]({"digest": OTHER}) == {"wanted": False}
    assert reader.people.invitation(bytes.fromhex(OTHER)) is None


def test_a_new_first_code_ends_the_one_before_and_both_grow_old(verbs: Verbs, clock: FakeClock) -> None:
    verbs["first-code"]({"digest": CODE})
    verbs["first-code"]({"digest": OTHER})
    with pytest.raises(CommandRejected, match="not known, was used, or is too old"):
        verbs["welcome"]({"digest": CODE, "id": "chief", "name": "Chief", "password": "x"})
    clock.advance(8 * 86_400)
    with pytest.raises(CommandRejected, match="too old"):
        verbs["welcome"]({"digest": OTHER, "id": "chief", "name": "Chief", "password": "x"})


def test_two_codes_make_no_two_first_admins(verbs: Verbs) -> None:
    first_admin(verbs)
    with pytest.raises(CommandRejected, match="not known"):
        verbs["welcome"]({"digest": OTHER, "id": "x", "name": "X", "password": "x"})


def test_somebody_new_chooses_a_password_by_a_code(verbs: Verbs, reader: Reader, entries: Entries) -> None:
    add(verbs, areas=["weld"], digest=CODE, contacts=["mailto://mai@plant"], language="vi")
    assert verbs["welcome"]({"digest": CODE, "password": "argon2"}) == {"person": "mai"}
    mai = reader.people.person("mai")
    assert mai is not None
    assert (mai.name, mai.role, mai.areas, mai.password, mai.language) == (NAME, "leader", ("weld",), "argon2", "vi")
    assert reader.people.contacts("mai") == ("mailto://mai@plant",)
    assert reader.people.name("mai") == NAME
    assert [line[2:] for line in said(entries)] == [
        ("role", "", "leader"),
        ("areas", "", "weld"),
        ("password", "", "set"),
    ]


def test_the_journal_holds_neither_names_nor_secrets(verbs: Verbs, rows_in: Callable[[str], list[Any]]) -> None:
    add(verbs, digest=CODE, contacts=["mailto://mai@plant"])
    for what, digest in (("password", "secret-argon2"), ("pin", "pin-argon2"), ("badge", "ba" * 32)):
        verbs["person-secret"]({"who": "person:mai", "person": "mai", "what": what, "digest": digest})
    lines = json.dumps([row[4] for row in rows_in("entry")], ensure_ascii=False)
    for hidden in (NAME, "Mai", "mailto", "argon2", "baba", CODE):
        assert hidden not in lines
    assert '\\"badge\\"' in lines


def test_an_erased_person_is_an_id(verbs: Verbs, reader: Reader, book: Path, entries: Entries) -> None:
    add(verbs, contacts=["mailto://mai@plant"])
    verbs["person-secret"]({"who": "cli", "person": "mai", "what": "badge", "digest": "ba" * 32})
    verbs["session-begin"]({"person": "mai", "digest": SESSION})
    verbs["person-erase"]({"who": "cli", "person": "mai", "why": "left the plant"})
    mai = reader.people.person("mai")
    assert mai is not None
    assert (mai.name, mai.contacts, mai.password, mai.has_badge) == ("", (), "", False)
    assert reader.people.name("mai") == "mai"
    assert reader.people.session(bytes.fromhex(SESSION)) is None
    assert (said(entries)[-1], entries(RightsChanged)[-1].why) == (
        ("cli", "person:mai", "erased", "", "yes"),
        "left the plant",
    )
    assert NAME.encode() not in b"".join(row_bytes(book))
    assert NAME.encode() not in file_bytes(book)
    with pytest.raises(CommandRejected, match="is taken"):
        add(verbs)
    with pytest.raises(CommandRejected, match="no person"):
        verbs["person-change"]({"person": "mai", "name": "Back"})


def file_bytes(book: Path) -> bytes:
    """The file itself, once what is in the WAL has come to it."""
    with closing(sqlite3.connect(book, timeout=10)) as connection:
        assert connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0
    return book.read_bytes() + book.with_name(f"{book.name}-wal").read_bytes()


def row_bytes(book: Path) -> list[bytes]:
    with closing(sqlite3.connect(book)) as connection:
        return [line.encode() for line in connection.iterdump()]


@pytest.mark.parametrize("change", [{"role": "viewer"}, {"areas": ["weld"]}, {"disabled": True}])
def test_whose_rights_change_signs_in_anew(verbs: Verbs, reader: Reader, change: dict[str, object]) -> None:
    add(verbs)
    verbs["session-begin"]({"person": "mai", "digest": SESSION})
    assert reader.people.session(bytes.fromhex(SESSION)) is not None
    verbs["person-rights"]({"who": "person:chief", "person": "mai", "why": "moved", **change})
    assert reader.people.session(bytes.fromhex(SESSION)) is None


def test_a_change_of_rights_says_what_was(verbs: Verbs, entries: Entries) -> None:
    add(verbs)
    verbs["person-rights"]({"who": "person:chief", "person": "mai", "role": "engineer", "areas": ["weld", "paint"]})
    verbs["person-rights"]({"who": "person:chief", "person": "mai", "disabled": True})
    verbs["person-rights"]({"who": "person:chief", "person": "mai", "disabled": False})
    assert [line[2:] for line in said(entries)][1:] == [
        ("role", "leader", "engineer"),
        ("areas", "", "weld paint"),
        ("disabled", "", "yes"),
        ("disabled", "yes", ""),
    ]
    with pytest.raises(CommandRejected, match="nothing would change"):
        verbs["person-rights"]({"who": "person:chief", "person": "mai", "role": "engineer"})


@pytest.mark.parametrize("change", [{"role": "leader"}, {"disabled": True}])
def test_the_last_admin_stays(verbs: Verbs, change: dict[str, object]) -> None:
    first_admin(verbs)
    with pytest.raises(CommandRejected, match="the last admin"):
        verbs["person-rights"]({"who": "person:chief", "person": "chief", **change})
    with pytest.raises(CommandRejected, match="the last admin"):
        verbs["person-erase"]({"who": "person:chief", "person": "chief"})
    add(verbs, "second", role="admin")
    verbs["person-rights"]({"who": "person:second", "person": "chief", **change})


def test_a_log_in_ends_the_id_that_was_before(verbs: Verbs, reader: Reader) -> None:
    add(verbs)
    verbs["session-begin"]({"person": "mai", "digest": SESSION})
    verbs["session-begin"]({"person": "mai", "digest": NEXT, "ends": SESSION})
    assert reader.people.session(bytes.fromhex(SESSION)) is None
    held = reader.people.session(bytes.fromhex(NEXT))
    assert held is not None
    assert held[1].id == "mai"
    verbs["session-end"]({"digest": NEXT})
    assert reader.people.session(bytes.fromhex(NEXT)) is None


def test_a_new_password_ends_every_log_in(verbs: Verbs, reader: Reader) -> None:
    add(verbs)
    for digest in (SESSION, NEXT):
        verbs["session-begin"]({"person": "mai", "digest": digest})
    verbs["person-secret"]({"who": "person:mai", "person": "mai", "what": "password", "digest": "argon2"})
    assert reader.people.sessions("mai") == ()


def test_a_badge_is_of_one_person(verbs: Verbs, reader: Reader) -> None:
    add(verbs)
    add(verbs, "lan")
    badge = {"who": "cli", "what": "badge", "digest": "ba" * 32}
    verbs["person-secret"](badge | {"person": "mai"})
    with pytest.raises(CommandRejected, match="somebody's already"):
        verbs["person-secret"](badge | {"person": "lan"})
    found = reader.people.by_badge(bytes.fromhex("ba" * 32))
    assert found is not None
    assert found.id == "mai"
    verbs["person-rights"]({"who": "cli", "person": "mai", "disabled": True})
    assert reader.people.by_badge(bytes.fromhex("ba" * 32)) is None
    assert reader.people.contacts("mai") == ()


@pytest.mark.parametrize(
    "wrong",
    [{"id": "Mai Nguyen"}, {"id": ""}, {"name": " "}, {"name": "a\x00b"}, {"name": "x" * 81}, {"role": "owner"}],
)
def test_what_makes_no_person_is_refused(verbs: Verbs, wrong: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        add(verbs, **{"person_id": str(wrong.pop("id", "mai")), **wrong})
    with pytest.raises(BadInput, match="not as agreed"):
        verbs["person-add"]({"who": "cli"})


def ask_for_device(verbs: Verbs, code: str = "ABCD2345", number: int = 1, **more: object) -> None:
    place = {"kind": "station", "line": "weld", "station": "w1", "name": f"Tablet {number}"}
    verbs["device-ask"]({"id": f"d{number}", "digest": f"{number:064x}", "code": code} | place | more)


def test_a_device_waits_is_approved_and_revoked(verbs: Verbs, reader: Reader, entries: Entries) -> None:
    ask_for_device(verbs)
    (device,) = reader.people.devices()
    assert (device.code, device.is_paired) == ("ABCD2345", False)
    assert verbs["device-approve"]({"who": "person:mai", "code": "ABCD2345"}) == {"device": "d1"}
    paired = reader.people.device(bytes.fromhex(f"{1:064x}"))
    assert paired is not None
    assert (paired.is_paired, paired.approved_by, paired.code) == (True, "person:mai", "")
    with pytest.raises(CommandRejected, match="no device waits"):
        verbs["device-approve"]({"who": "person:mai", "code": "ABCD2345"})
    verbs["device-rename"]({"device": "d1", "name": "By the press"})
    verbs["device-revoke"]({"who": "person:mai", "device": "d1"})
    assert reader.people.devices() == ()
    assert said(entries) == [
        ("person:mai", "device:d1", "paired", "", "weld/w1"),
        ("person:mai", "device:d1", "revoked", "weld/w1", ""),
    ]


def test_no_code_approves_what_does_not_wait(verbs: Verbs, clock: FakeClock) -> None:
    ask_for_device(verbs)
    for code in ("", "ABCD2346"):
        with pytest.raises(CommandRejected, match="no device waits"):
            verbs["device-approve"]({"who": "cli", "code": code})
    clock.advance(16 * 60)
    with pytest.raises(CommandRejected, match="no device waits"):
        verbs["device-approve"]({"who": "cli", "code": "ABCD2345"})


def test_a_refused_device_is_gone_and_nobody_fills_the_book_with_askers(
    verbs: Verbs, clock: FakeClock, rows_in: Callable[[str], list[Any]]
) -> None:
    ask_for_device(verbs)
    verbs["device-refuse"]({"who": "cli", "code": "ABCD2345"})
    for number in range(2, 52):
        ask_for_device(verbs, f"CODE{number:04d}", number)
    with pytest.raises(CommandRejected, match="too many devices"):
        ask_for_device(verbs, "ANOTHER2", 99)
    clock.advance(16 * 60)
    ask_for_device(verbs, "ANOTHER2", 99)
    assert len(rows_in("device")) == 1


def test_no_token_takes_the_name_of_a_person(verbs: Verbs) -> None:
    with pytest.raises(BadInput, match="no ':'"):
        new_token(lambda verb, payload: verbs[verb](payload), "person:mai", ["read"])


def test_the_book_agrees_with_itself_afterwards(verbs: Verbs, book: Path) -> None:
    first_admin(verbs)
    add(verbs)
    verbs["person-erase"]({"who": "person:chief", "person": "mai"})
    assert upkeep.verify(book, lambda done, total: None) == upkeep.SOUND
