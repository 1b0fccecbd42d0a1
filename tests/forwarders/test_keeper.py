"""Days that are over are kept by a real recorder, one after the other, and a day that was changed is kept again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from andon.forwarders.keeper import Keeper
from andon.journal import kept_sums, upkeep, views
from andon.journal.kept_sums import WHOLE_DAY
from tests.web.shop import Shop


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    made = Shop(tmp_path)
    yield made
    made.close()


def _kept(shop: Shop) -> list[str]:
    with shop.reader._book.read_plainly() as connection:
        sql = "SELECT day FROM figure_sum WHERE line = 'weld' AND station = ? AND token = '' ORDER BY since"
        return [day for (day,) in connection.execute(sql, (WHOLE_DAY,))]


def test_each_day_is_kept_once_it_is_over_and_again_when_it_is_told_anew(shop: Shop) -> None:
    keeper = Keeper(shop.reader, shop, shop.clock)
    assert not keeper.step()  # the book is of today
    for _ in range(4):
        shop.advance(24 * 3_600)
    kept = []
    while keeper.step():
        kept.append(_kept(shop)[-1])
    assert kept == _kept(shop) == ["2026-11-24", "2026-11-25", "2026-11-26"]
    assert not keeper.step()

    writer = shop.writer._connection
    began = writer.execute("SELECT since FROM figure_sum WHERE day = '2026-11-25' AND station = ?", (WHOLE_DAY,))
    at = began.fetchone()[0] + 1
    writer.execute("INSERT INTO unknown VALUES ('weld', 'w1', ?, ?, 'down')", (at, at + 60_000_000))
    assert _kept(shop) == ["2026-11-24", "2026-11-26"]
    assert keeper.step()
    assert _kept(shop) == kept


def test_verify_reckons_what_is_kept_again(shop: Shop) -> None:
    keeper = Keeper(shop.reader, shop, shop.clock)
    for _ in range(3):
        shop.advance(24 * 3_600)
    while keeper.step():
        pass
    views.sign(shop.writer._connection)
    assert upkeep.verify(shop.writer.path, lambda done, total: None).damage == ()
    shop.writer._connection.execute("UPDATE figure_sum SET run_us = run_us + 1 WHERE station = 'w2'")
    damage = upkeep.verify(shop.writer.path, lambda done, total: None).damage
    assert len(damage) == 1
    assert "figures kept of weld, 2026-11-2" in damage[0]


def test_another_version_s_sums_are_thrown_away(shop: Shop) -> None:
    keeper = Keeper(shop.reader, shop, shop.clock)
    for _ in range(3):
        shop.advance(24 * 3_600)
    while keeper.step():
        pass
    connection = shop.writer._connection
    kept_sums.forget_others(connection)
    assert _kept(shop)
    connection.execute("PRAGMA application_id = 7")
    kept_sums.forget_others(connection)
    assert not _kept(shop)
