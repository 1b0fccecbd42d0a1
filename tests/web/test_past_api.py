"""`/api/v1/past`: what it refuses, and what it says of a moment that the book does not know."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from andon.base.units import US_PER_S, to_iso

from .book import Book


def asked(web: SimpleNamespace, begin_s: int, end_s: int, line: str = "press"):
    now = web.book.clock.now()
    moments = {"from": to_iso(now + begin_s * US_PER_S), "to": to_iso(now + end_s * US_PER_S)}
    return web.client.get("/api/v1/past", query_string={"line": line, **moments})


@pytest.mark.parametrize(("begin_s", "end_s"), [(-60, -60), (-60, -90), (-7_200, -3_599)])
def test_a_window_is_no_longer_than_an_hour_and_no_shorter_than_nothing(
    web: SimpleNamespace, floor: Book, begin_s: int, end_s: int
) -> None:
    answer = asked(web, begin_s, end_s)
    assert answer.status_code == 400
    assert "not more than an hour" in answer.get_data(as_text=True)


@pytest.mark.parametrize(("begin_s", "line"), [(60, "press"), (-3_600, "press"), (0, "no-such-line")])
def test_of_what_is_to_come_and_of_what_was_before_the_book_there_is_nothing(
    web: SimpleNamespace, floor: Book, begin_s: int, line: str
) -> None:
    answer = asked(web, begin_s, begin_s + 60, line)
    assert answer.status_code == 404
    assert line in answer.json["detail"]


def test_a_page_of_a_moment_that_is_none_says_what_one_is(web: SimpleNamespace, floor: Book) -> None:
    for said in ("at=yesterday", "day=2026-02-30", "at=2026-11-22T08:00:00"):
        answer = web.client.get(f"/board/press/past?{said}")
        assert answer.status_code == 400
        assert "2026-11-22" in answer.get_data(as_text=True)
