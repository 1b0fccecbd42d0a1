"""The command line: what it answers, and with which exit code. 0 done, 1 failed, 2 asked wrongly."""

from __future__ import annotations

import json
import socket
import sqlite3
from pathlib import Path

import pytest

from andon.journal.connect import BOOK
from tests.books.generator import make_book
from tests.books.plant import write_config
from tests.house import REPOSITORY, andon


@pytest.fixture
def grown(tmp_path: Path) -> Path:
    """A data folder with a book."""
    make_book(tmp_path / BOOK, 300)
    return tmp_path


def test_the_sample_configuration_has_no_problem() -> None:
    checked = andon("check", "--config", REPOSITORY / "config" / "andon.toml")
    assert checked.returncode == 0, checked.stderr
    assert "no problem; 3 lines" in checked.stdout


def test_every_problem_is_named_at_once_with_its_place_and_remedy(tmp_path: Path) -> None:
    broken = tmp_path / "plan.toml"
    plan = (REPOSITORY / "tests" / "books" / "plant.toml").read_text()
    broken.write_text(plan.replace('id = "w1"', 'id = "W 1"').replace("takt_s = 20", 'takt_s = "soon"'))
    config = write_config(tmp_path, "127.0.0.1:8080", broken)
    config.write_text(config.read_text() + '\n[sources.telex]\n[forwarders.archive.more]\nkey = "?"\n')
    checked = andon("check", "--config", config)
    assert checked.returncode == 2
    lines = checked.stderr.splitlines()
    assert any(line.startswith(f"{broken}: [lines.1.stations.1]") or ": [lines" in line for line in lines), lines
    assert all(": [" in line and "; " in line for line in lines), lines
    assert checked.stdout == ""


def test_a_source_that_there_is_not_is_told_which_there_are(tmp_path: Path) -> None:
    config = write_config(tmp_path, "127.0.0.1:8080")
    config.write_text(config.read_text() + "\n[sources.telex]\n")
    checked = andon("check", "--config", config)
    assert checked.returncode == 2
    assert "telex" in checked.stderr and "serial" in checked.stderr


def test_a_configuration_that_is_not_there_is_a_question_asked_wrongly(tmp_path: Path) -> None:
    assert andon("check", "--config", tmp_path / "none.toml").returncode == 2
    assert andon("run", "--config", tmp_path / "none.toml").returncode == 2


@pytest.mark.parametrize("command", [[], ["dance"], ["verify"], ["token"]])
def test_a_command_typed_wrongly_exits_2(command: list[str]) -> None:
    assert andon(*command).returncode == 2


@pytest.mark.parametrize("command", [["verify"], ["rebuild"], ["token", "list"], ["backup", "--out", "copy.db"]])
def test_a_folder_without_a_journal_is_told(tmp_path: Path, command: list[str]) -> None:
    answered = andon(*command, "--data", tmp_path)
    assert answered.returncode == 1
    assert "holds no journal" in answered.stderr


def test_a_sound_book_is_said_to_be_sound(grown: Path) -> None:
    verified = andon("verify", "--data", grown)
    assert (verified.returncode, verified.stdout) == (0, f"{grown}: the book agrees with itself\n")


def test_a_damaged_book_exits_1_and_says_where(grown: Path) -> None:
    with sqlite3.connect(grown / BOOK) as connection:
        connection.execute("UPDATE entry SET at = at + 1 WHERE seq = 1")
    verified = andon("verify", "--data", grown)
    assert verified.returncode == 1
    assert verified.stdout.startswith("entry 1: ")


def test_a_book_by_other_rules_is_told_exits_0_and_is_restored(grown: Path, tmp_path: Path) -> None:
    with sqlite3.connect(grown / BOOK) as connection:
        changed = "UPDATE event SET body = replace(body, 'good', 'lost') WHERE kind = 'StationChanged'"
        assert connection.execute(changed).rowcount > 0
    assert andon("rebuild", "--data", grown).returncode == 0
    verified = andon("verify", "--data", grown)
    assert verified.returncode == 0
    assert verified.stdout.startswith("today's rules would say otherwise at seq ")
    assert andon("backup", "--data", grown, "--out", tmp_path / "copy.db").returncode == 0
    restored = andon("restore", "--file", tmp_path / "copy.db", "--data", tmp_path / "new")
    assert restored.returncode == 0, restored.stderr
    assert "what was said stays said" in restored.stdout and "restored and verified" in restored.stdout


def test_a_rebuilt_book_is_sound(grown: Path) -> None:
    rebuilt = andon("rebuild", "--data", grown)
    assert rebuilt.returncode == 0 and "views rebuilt" in rebuilt.stdout
    assert andon("verify", "--data", grown).returncode == 0


def test_a_backup_into_no_folder_says_so_without_a_traceback(grown: Path) -> None:
    failed = andon("backup", "--data", grown, "--out", grown / "nowhere" / "copy.db")
    assert failed.returncode == 1
    assert "nowhere" in failed.stderr and "Traceback" not in failed.stderr


def test_a_file_that_is_no_backup_is_not_restored(tmp_path: Path) -> None:
    file = tmp_path / "copy.db"
    file.write_bytes(b"holiday pictures" * 1_000)
    failed = andon("restore", "--file", file, "--data", tmp_path / "new")
    assert failed.returncode == 1
    assert "is not restored" in failed.stderr and "Traceback" not in failed.stderr


def test_a_restore_needs_an_empty_folder(grown: Path) -> None:
    assert "not empty" in andon("restore", "--file", grown / BOOK, "--data", grown).stderr


def test_a_mistyped_folder_gets_no_token(tmp_path: Path) -> None:
    refused = andon("token", "add", "mes", "--data", tmp_path / "dtaa", "--scope", "signals")
    assert refused.returncode == 1 and "holds no journal" in refused.stderr
    assert not (tmp_path / "dtaa").exists()


def test_tokens_are_made_listed_and_revoked_without_a_service(tmp_path: Path) -> None:
    make_book(tmp_path / BOOK, 10)
    made = andon("token", "add", "mes", "--data", tmp_path, "--scope", "signals", "--scope", "read")
    assert made.returncode == 0 and len(made.stdout.strip()) >= 32
    assert andon("token", "add", "mes", "--data", tmp_path, "--scope", "read").returncode == 1
    assert andon("token", "add", "erp", "--data", tmp_path, "--scope", "everything").returncode == 2
    listed = andon("token", "list", "--data", tmp_path).stdout
    assert listed.startswith("mes\t") and "in force" in listed and made.stdout.strip() not in listed
    assert andon("token", "revoke", "mes", "--data", tmp_path).returncode == 0
    assert andon("token", "revoke", "mes", "--data", tmp_path).returncode == 1


def test_a_plan_is_adopted_before_there_is_a_service(tmp_path: Path) -> None:
    config = write_config(tmp_path, "127.0.0.1:8080")
    adopted = andon("plan", "--config", config, "--adopt")
    assert adopted.returncode == 0, adopted.stderr
    assert adopted.stdout == f"{tmp_path / 'data'} holds no plan yet: all of it is new\nadopted as entry 1\n"
    again = andon("plan", "--config", config, "--adopt")
    assert again.returncode == 0 and again.stdout == "nothing would change: this plan holds already\n"


@pytest.mark.parametrize("listen", ["8080", "127.0.0.1:99999", "localhost:80a"])
def test_where_to_listen_is_judged_before_anything_starts(tmp_path: Path, listen: str) -> None:
    config = write_config(tmp_path, "127.0.0.1:8080")
    refused = andon("run", "--config", config, "--listen", listen)
    assert refused.returncode == 2
    assert refused.stderr.startswith("--listen: [web] listen: ") and "Traceback" not in refused.stderr


def test_a_port_that_is_taken_is_told_before_anybody_is_sent_there(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        config = write_config(tmp_path, f"127.0.0.1:{taken.getsockname()[1]}")
        refused = andon("run", "--config", config)
    assert refused.returncode == 1 and refused.stdout == ""
    assert "cannot be listened on" in refused.stderr and "--listen" in refused.stderr


def test_a_wrong_section_is_told_beside_a_wrong_plan(tmp_path: Path) -> None:
    config = write_config(tmp_path, "127.0.0.1:8080", tmp_path / "nowhere.toml")
    config.write_text(config.read_text(encoding="utf-8") + 'listne = "x"\n', encoding="utf-8")
    told = andon("check", "--config", config).stderr
    assert "nowhere.toml" in told and "[forwarders.archive] listne" in told


def test_which_one_it_is_can_be_asked() -> None:
    assert andon("--version").stdout.startswith("andon ")


def test_a_damaged_file_is_a_message_and_no_traceback(tmp_path: Path) -> None:
    (tmp_path / BOOK).write_bytes(b"holiday pictures" * 1_000)
    for command in (["verify"], ["rebuild"], ["backup", "--out", str(tmp_path / "copy.db")], ["token", "list"]):
        failed = andon(*command, "--data", tmp_path)
        assert failed.returncode == 1, (command, failed)
        assert "Traceback" not in failed.stderr, failed.stderr


def test_replay_lays_what_was_kept_beside_what_would_have_been_said(grown: Path) -> None:
    same = andon("replay", "--data", grown, "--from", "2020-01-01", "--to", "2030-01-01")
    assert same.returncode == 0, same.stderr
    assert "OEE, ISO 22400-2" in same.stdout
    assert " *" not in same.stdout, same.stdout
    told = andon("replay", "--data", grown, "--from", "2020-01-01", "--to", "2030-01-01", "--json")
    figures = {each["what"]: each for each in json.loads(told.stdout)["figures"]}
    assert figures["busy time (PBT)"]["kept"] > 0


@pytest.mark.parametrize(
    ("begin", "end", "because"),
    [
        ("yesterday", "2026-01-01", "is no moment"),
        ("2026-01-01T08:00:00", "2026-01-02", "no offset"),
        ("2026-01-02", "2026-01-01", "is not after"),
    ],
)
def test_replay_says_what_a_moment_is(grown: Path, begin: str, end: str, because: str) -> None:
    asked = andon("replay", "--data", grown, "--from", begin, "--to", end)
    assert asked.returncode == 2
    assert because in asked.stderr


def test_export_writes_a_file_and_leaves_no_half_of_one(grown: Path) -> None:
    out = grown / "stops.csv"
    days = ("--data", grown, "--from", "2020-01-01", "--to", "2030-12-31")
    said = andon("export", "stops", *days, "--out", out)
    assert said.returncode == 0, said.stderr
    lines = out.read_text().splitlines()
    assert lines[0].startswith("id,line,station,began,ended,seconds,reason,class")
    assert f"{len(lines) - 1} stops" in said.stderr and len(lines) > 1
    again = andon("export", "stops", *days).stdout.splitlines()
    assert [line.split(",")[0] for line in again] == [line.split(",")[0] for line in lines]
    refused = andon(
        "export", "stops", "--data", grown, "--from", "2026-11-25T08:00:00", "--to", "2026-11-26", "--out", out
    )
    assert (refused.returncode, "is no time" in refused.stderr) == (2, True)
    assert andon("export", "stops", *days, "--format", "pdf", "--out", grown / "x.pdf").returncode == 2
    assert not list(grown.glob("x.pdf*"))
