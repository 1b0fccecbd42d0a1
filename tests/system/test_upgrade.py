"""A book of an older version under this one's service."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from andon.journal.connect import BOOK, open_writer
from tests.books.generator import make_book
from tests.books.older import write_as_of
from tests.house import House, andon
from tests.patience import eventually


def test_a_service_brings_an_older_book_to_today_s_tables_and_views(tmp_path: Path) -> None:
    grown = tmp_path / "grown.db"
    make_book(grown, 2_000)
    with House(tmp_path) as house:
        house.data.mkdir()
        write_as_of("0012", grown, house.data / BOOK)
        with closing(open_writer(house.data / BOOK)) as connection:
            assert connection.execute("UPDATE stop SET reason = 'as it was said then'").rowcount > 1
        house.start()
        assert house.log().count("the views of another version were made again") == 1
        assert house.read("SELECT * FROM stop WHERE reason = 'as it was said then'") == []
        house.kill("recorder")
        eventually(house.is_well)
        assert house.log().count("the views of another version were made again") == 1
    verified = andon("verify", "--data", house.data)
    assert verified.returncode == 0, verified.stdout
    assert "another version" not in verified.stdout
