"""Damage is found and named, views come back row for row, and a copy is a book."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from andon.base.errors import JournalDamaged
from andon.journal import upkeep, views
from andon.journal.connect import BOOK, open_reader, open_writer
from andon.journal.migrate import migrate, newest, revision
from andon.journal.tables import VIEWS
from andon.journal.writer import Writer
from andon.runtime.recorder import Recorder
from tests.books.clock import FakeClock
from tests.books.generator import grow, make_book
from tests.books.older import write_as_of


def quiet(done: int, total: int) -> None:
    """Nobody watches."""


@pytest.fixture
def grown(book: Path) -> Path:
    make_book(book, 2_000)
    return book


def change(book: Path, sql: str) -> None:
    with closing(open_writer(book)) as connection:
        assert connection.execute(sql).rowcount > 0


def view_rows(book: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(open_reader(book)) as reader:
        return {t.name: sorted(reader.execute(f'SELECT * FROM "{t.name}"'), key=repr) for t in VIEWS}


def test_a_sound_book_has_no_findings(grown: Path) -> None:
    seen: list[tuple[int, int]] = []
    assert upkeep.verify(grown, lambda done, total: seen.append((done, total))) == upkeep.SOUND
    assert seen and seen[-1][1] >= 2_000
    assert [path.name for path in grown.parent.glob("*.verify*")] == []


@pytest.mark.parametrize(
    ("damage", "found"),
    [
        ("UPDATE entry SET body = body || ' ' WHERE seq = (SELECT max(seq) FROM entry)", "hash"),
        ("UPDATE entry SET at = at + 1 WHERE seq = 20 OR seq = (SELECT max(seq) FROM entry)", "hash"),
        ("UPDATE entry SET who = 'somebody' WHERE seq = 1", "entry 1: its hash"),
        ("DELETE FROM entry WHERE seq = 1", "hash"),
        ("DELETE FROM sample WHERE seq = (SELECT seq FROM sample ORDER BY seq LIMIT 1 OFFSET 500)", "missing"),
        ("UPDATE event SET station = 'w9' WHERE kind = 'CallRaised'", "view call"),
        ("DELETE FROM event WHERE seq = (SELECT max(seq) FROM event)", "view"),
        ("UPDATE event SET kind = 'Unheard' WHERE seq = (SELECT max(seq) FROM event)", "cannot be read"),
        ("DELETE FROM event WHERE seq = 1 AND n = 0", "event 1: one of what its entry meant is missing"),
        ("UPDATE event SET seq = 99999 WHERE seq = 1 AND n = 0", "event 99999: there is no entry"),
        ("UPDATE board SET state = 'nonsense' WHERE station = 'w1'", "view board"),
        ("DELETE FROM stop WHERE id = (SELECT min(id) FROM stop)", "view stop"),
        ("UPDATE count_minute SET pieces = pieces + 1 WHERE at = (SELECT min(at) FROM count_minute)", "count_minute"),
    ],
)
def test_damage_is_found_and_named(grown: Path, damage: str, found: str) -> None:
    change(grown, damage)
    findings = upkeep.verify(grown, quiet)
    assert any(found in finding for finding in findings.damage), findings


def test_an_entry_and_a_sample_of_one_number_are_found(grown: Path) -> None:
    change(grown, "INSERT INTO sample SELECT 1, at, line, station, point, kind, 0, 0 FROM sample LIMIT 1")
    assert "sequence: 1 stands twice" in upkeep.verify(grown, quiet).damage


def test_a_byte_that_flipped_on_the_disk_is_found(grown: Path) -> None:
    with closing(open_writer(grown)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (body,) = connection.execute(
            "SELECT body FROM entry WHERE kind = 'SignalAccepted' ORDER BY seq LIMIT 1"
        ).fetchone()
    data = bytearray(grown.read_bytes())
    data[data.index(body.encode()) + 3] ^= 0x01
    grown.write_bytes(data)
    assert upkeep.verify(grown, quiet).damage


def test_pages_full_of_nothing_are_a_finding_and_no_crash(grown: Path) -> None:
    with closing(open_writer(grown)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = bytearray(grown.read_bytes())
    data[4096 * 8 : 4096 * 40] = bytes(4096 * 32)
    grown.write_bytes(data)
    assert upkeep.verify(grown, quiet).damage


def test_many_findings_are_cut_short(grown: Path) -> None:
    change(grown, "UPDATE entry SET hash = zeroblob(32)")
    assert len(upkeep.verify(grown, quiet).damage) == upkeep.FINDINGS_MOST


def test_a_file_of_another_version_is_no_book_of_ours(grown: Path) -> None:
    change(grown, "UPDATE alembic_version SET version_num = '9999'")
    assert "9999" in upkeep.verify(grown, quiet).damage[0]


def test_views_are_rebuilt_row_for_row(grown: Path) -> None:
    kept = view_rows(grown)
    for table in VIEWS:
        with closing(open_writer(grown)) as connection:
            connection.execute(f'DELETE FROM "{table.name}"')
    assert upkeep.rebuild(grown, quiet) > 2_000
    assert view_rows(grown) == kept


def test_a_rebuild_that_fails_leaves_the_views_as_they_were(grown: Path) -> None:
    kept = view_rows(grown)
    change(grown, "UPDATE event SET kind = 'Unheard' WHERE seq = (SELECT max(seq) FROM event)")
    with pytest.raises(JournalDamaged, match="cannot be read"):
        upkeep.rebuild(grown, quiet)
    assert view_rows(grown) == kept


def while_growing(book: Path, act: Callable[[], None]) -> None:
    """Do something while a recorder writes."""
    begun, enough = threading.Event(), threading.Event()

    def write() -> None:
        clock = FakeClock()
        with Writer(book) as writer:
            recorder = Recorder(writer, clock)
            while not enough.is_set():
                grow(recorder, clock, 500)
                begun.set()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        assert begun.wait(10)
        act()
    finally:
        enough.set()
        thread.join(10)


def test_a_backup_taken_while_the_book_is_written_is_a_book(book: Path, tmp_path: Path) -> None:
    copies = [tmp_path / f"copy-{n}.db" for n in range(3)]
    while_growing(book, lambda: [upkeep.backup(book, copy) for copy in copies] and None)
    for copy in copies:
        assert upkeep.verify(copy, quiet) == upkeep.SOUND


def test_a_book_is_verified_while_it_is_written(book: Path) -> None:
    findings: list[upkeep.Findings] = []
    while_growing(book, lambda: findings.append(upkeep.verify(book, quiet)))
    assert findings == [upkeep.SOUND]


def test_a_backup_overwrites_nothing(grown: Path, tmp_path: Path) -> None:
    out = tmp_path / "copy.db"
    out.write_text("precious")
    with pytest.raises(FileExistsError):
        upkeep.backup(grown, out)
    assert out.read_text() == "precious"


def test_a_backup_to_nowhere_says_where(grown: Path, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nowhere"):
        upkeep.backup(grown, tmp_path / "nowhere" / "copy.db")


def test_a_restored_book_goes_on(grown: Path, tmp_path: Path) -> None:
    copy, home = tmp_path / "copy.db", tmp_path / "new" / BOOK
    upkeep.backup(grown, copy)
    upkeep.restore(copy, home, quiet)
    assert view_rows(home) == view_rows(grown)
    clock = FakeClock()
    with Writer(home) as writer:
        grow(Recorder(writer, clock), clock, 100)
    assert upkeep.verify(home, quiet) == upkeep.SOUND


def age(book: Path) -> None:
    """As if another version had made the views, and had made them otherwise."""
    change(book, "UPDATE board SET state = 'nonsense' WHERE station = 'w1'")
    with closing(open_writer(book)) as connection:
        connection.execute("PRAGMA user_version = 7")


def test_views_of_another_version_are_no_damage_and_are_made_again(grown: Path) -> None:
    kept = view_rows(grown)
    age(grown)
    assert upkeep.verify(grown, quiet) == upkeep.Findings(aged=True)
    assert (upkeep.renew(grown, quiet) or 0) > 2_000
    assert view_rows(grown) == kept
    assert upkeep.verify(grown, quiet) == upkeep.SOUND
    assert upkeep.renew(grown, quiet) is None


def test_views_that_could_not_be_made_again_are_still_of_the_other_version(grown: Path) -> None:
    age(grown)
    change(grown, "UPDATE event SET kind = 'Unheard' WHERE seq = (SELECT max(seq) FROM event)")
    with pytest.raises(JournalDamaged, match="cannot be read"):
        upkeep.renew(grown, quiet)
    with closing(open_reader(grown)) as reader:
        assert not views.are_of_today(reader)


def test_a_backup_with_views_of_another_version_is_restored_with_today_s(grown: Path, tmp_path: Path) -> None:
    copy, home = tmp_path / "copy.db", tmp_path / "new" / BOOK
    kept = view_rows(grown)
    age(grown)
    upkeep.backup(grown, copy)
    assert upkeep.restore(copy, home, quiet) == upkeep.SOUND
    assert view_rows(home) == kept


@pytest.fixture
def by_other_rules(grown: Path) -> Path:
    """A book whose second stop was of another reason, by the rules of then: its events and views say so alike."""
    with closing(open_writer(grown)) as connection:
        sql = "SELECT seq FROM event WHERE kind = 'StopBegan' ORDER BY seq LIMIT 1 OFFSET 1"
        (seq,) = connection.execute(sql).fetchone()
        sql = "UPDATE event SET body = replace(body, '\"broken\"', '\"not-yet-known\"') WHERE seq = ?"
        assert connection.execute(sql, (seq,)).rowcount > 0
    upkeep.rebuild(grown, quiet)
    return grown


def test_what_today_s_rules_would_say_otherwise_is_told_and_is_no_damage(by_other_rules: Path) -> None:
    findings = upkeep.verify(by_other_rules, quiet)
    assert findings.damage == ()
    assert findings.otherwise[0].startswith("today's rules would say otherwise at seq ")
    assert "not-yet-known" in findings.otherwise[0]


def test_a_backup_by_other_rules_is_restored_as_it_was_said(by_other_rules: Path, tmp_path: Path) -> None:
    copy, home = tmp_path / "copy.db", tmp_path / "new" / BOOK
    upkeep.backup(by_other_rules, copy)
    assert upkeep.restore(copy, home, quiet).otherwise
    assert view_rows(home) == view_rows(by_other_rules)


def test_a_field_that_a_later_version_added_is_not_otherwise(grown: Path) -> None:
    change(grown, "UPDATE event SET body = replace(body, ',\"returns\":0', '') WHERE kind = 'CallRaised'")
    assert upkeep.verify(grown, quiet) == upkeep.SOUND


def test_a_backup_of_an_older_version_is_restored_into_today_s_tables(grown: Path, tmp_path: Path) -> None:
    copy, home = tmp_path / "copy.db", tmp_path / "new" / BOOK
    write_as_of("0002", grown, copy)
    upkeep.restore(copy, home, quiet)
    assert revision(home) == newest()
    assert view_rows(home) == view_rows(grown)


def test_an_older_book_gets_the_unknown_time_that_its_tiles_and_starts_tell(grown: Path, tmp_path: Path) -> None:
    spans = "SELECT line, station, until, why FROM unknown ORDER BY line, station, since"
    with closing(open_reader(grown)) as reader:
        expected = reader.execute(spans).fetchall()
    with closing(open_writer(grown)) as connection:
        connection.execute("DELETE FROM event WHERE kind IN ('StationUnknown', 'StationKnown')")
    older = tmp_path / "older.db"
    write_as_of("0012", grown, older)
    migrate(older)
    with closing(open_reader(older)) as reader:
        assert reader.execute(spans).fetchall() == expected
        assert len(expected) > 3
        kept = view_rows(older)["unknown"]
    upkeep.rebuild(older, quiet)
    assert view_rows(older)["unknown"] == kept


@pytest.mark.parametrize("damage", ["cut", "overwritten", "altered"])
def test_a_damaged_copy_is_not_restored(grown: Path, tmp_path: Path, damage: str) -> None:
    copy, home = tmp_path / "copy.db", tmp_path / "new" / BOOK
    upkeep.backup(grown, copy)
    if damage == "cut":
        copy.write_bytes(copy.read_bytes()[: copy.stat().st_size // 2])
    elif damage == "overwritten":
        copy.write_bytes(b"holiday pictures" * 1_000)
    else:
        with closing(sqlite3.connect(copy)) as connection:
            connection.execute("UPDATE entry SET at = at + 1 WHERE seq = 1")
            connection.commit()
    with pytest.raises(JournalDamaged, match="is not restored"):
        upkeep.restore(copy, home, quiet)
    assert list(home.parent.iterdir()) == []
