"""Persons and devices from a terminal, with and without a running service."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from andon.journal.connect import BOOK
from andon.journal.reader import Reader
from andon.runtime.desk import DeskClient
from andon.web.proofs import digest_of, plain_code, proves
from tests.books.generator import make_book
from tests.house import House
from tests.house import andon as command


@pytest.fixture
def data(tmp_path: Path) -> Path:
    make_book(tmp_path / BOOK, 10)
    return tmp_path


def user(data: Path, *words: str, **more):
    return command("user", words[0], *words[1:], "--data", data, **more)


def test_somebody_is_added_and_gets_a_code(data: Path) -> None:
    added = user(data, "add", "e-7", "--name", "Mai", "--role", "leader", "--line", "weld", "--why", "new shift")
    assert added.returncode == 0, added.stderr
    assert re.fullmatch(r"(\w{4}-){2}\w{4}\n", added.stdout)
    invited = Reader(data / BOOK).people.invitation(digest_of(plain_code(added.stdout)))
    assert invited is not None
    assert invited.person == "e-7"
    assert user(data, "list").stdout == "e-7\tMai\tleader\tweld\tno password yet\n"


def test_a_password_comes_from_standard_input_and_is_kept_as_a_digest(data: Path) -> None:
    user(data, "add", "e-7", "--name", "Mai")
    said = user(data, "password", "e-7", input="right horse, battery\n")
    assert (said.returncode, said.stdout) == (0, "e-7: the password is set\n")
    kept = Reader(data / BOOK).people.person("e-7")
    assert kept is not None
    assert proves("right horse, battery", kept.password)
    assert user(data, "password", "e-7", input="short\n").returncode == 2
    assert user(data, "list").stdout.endswith("may sign in\n")


def test_roles_locks_and_the_last_admin(data: Path) -> None:
    user(data, "add", "e-1", "--name", "Chief", "--role", "admin")
    user(data, "add", "e-7", "--name", "Mai")
    assert user(data, "role", "e-7", "--role", "engineer").stdout == "e-7: engineer, all lines\n"
    assert user(data, "disable", "e-7", "--why", "on leave").stdout == "e-7: locked\n"
    assert "e-7\tMai\tengineer\tall lines\tlocked" in user(data, "list").stdout
    assert user(data, "enable", "e-7").returncode == 0
    refused = user(data, "disable", "e-1")
    assert (refused.returncode, "the last admin" in refused.stderr) == (1, True)
    assert user(data, "role", "e-7", "--role", "boss").returncode == 2
    assert user(data, "disable", "e-9").returncode == 1
    assert user(data, "add", "E 7", "--name", "Mai").returncode == 2


def test_an_erased_person_leaves_an_id(data: Path) -> None:
    user(data, "add", "e-7", "--name", "Mai")
    assert user(data, "erase", "e-7").stdout == "e-7: erased\n"
    assert user(data, "list").stdout == ""
    assert user(data, "add", "e-7", "--name", "Another").returncode == 1
    assert command("verify", "--data", data).returncode == 0


def test_devices_are_listed_approved_and_revoked_while_the_service_runs(tmp_path: Path) -> None:
    with House(tmp_path) as house:
        house.start()
        assert re.search(r"first admin is made at /welcome with (\w{4}-){2}\w{4}", house.log())
        assert command("user", "add", "e-1", "--name", "Chief", "--role", "admin", "--data", house.data).returncode == 0
        place = {"kind": "station", "line": "weld", "station": "w1", "name": "Tablet"}
        DeskClient(house.data / "desk.sock").ask(
            "device-ask", {"id": "d1", "digest": "d1", "code": "ABCD2345", **place}
        )
        listed = command("device", "list", "--data", house.data).stdout
        assert listed == "d1\tstation\tweld/w1\tTablet\twaits with ABCD-2345\n"
        assert command("device", "approve", "abcd 2345", "--data", house.data).stdout == "d1: paired\n"
        assert "seen 20" in command("device", "list", "--data", house.data).stdout
        assert command("device", "revoke", "d1", "--data", house.data).stdout == "d1: revoked\n"
        assert command("device", "revoke", "d1", "--data", house.data).returncode == 1
        house.stop()
        house.start()
        starts = house.log().split("andon: http")
        assert "/welcome" in starts[1] and "/welcome" not in starts[2]  # there is an admin now
