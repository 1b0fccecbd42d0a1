"""The poster against a real HTTP server that fails at times: nothing lost, order kept, never a crash."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from firmware_sim.controllers.http_poster import HttpPoster, retry_after_s

from .desk import WITHIN_S, Desk

PLACE = ("paint", "wash")


@pytest.fixture
def desk() -> Iterator[Desk]:
    desk = Desk()
    desk.start()
    yield desk
    desk.shutdown()
    desk.server_close()


def poster_to(url: str) -> HttpPoster:
    return HttpPoster(url, lambda: "secret", "b7f1", [PLACE])


@pytest.fixture
def poster(desk: Desk) -> Iterator[HttpPoster]:
    poster = poster_to(desk.url)
    yield poster
    poster.stop()


def test_it_posts_where_and_as_the_interface_says(desk: Desk, poster: HttpPoster) -> None:
    poster.say(*PLACE, "state", "running")
    poster.start()
    assert desk.next("state")["value"] == "running"
    headers, batch = desk.posts[0]
    assert headers["Authorization"] == "Bearer secret"
    assert headers["Content-Type"] == "application/json"
    assert sorted(batch[0]) == ["boot", "line", "point", "seq", "station", "value"]


@pytest.mark.parametrize("trouble", [[500, 503], [-1], [-200], [429], [401], [502, -200, -1, 500]], ids=str)
def test_whatever_fails_nothing_is_lost_and_order_is_kept(desk: Desk, poster: HttpPoster, trouble: list[int]) -> None:
    desk.trouble = [(status, {}) for status in trouble]
    for n in range(500):
        poster.say(*PLACE, "fault", f"E-{n}")
    poster.start()
    assert [desk.next("fault")["value"] for _ in range(500)] == [f"E-{n}" for n in range(500)]


def test_after_an_outage_it_says_the_levels_again(desk: Desk, poster: HttpPoster) -> None:
    desk.trouble = [(503, {})]
    poster.say(*PLACE, "state", "stopped")
    poster.say(*PLACE, "count", 7)
    poster.start()
    assert [desk.next("state")["value"] for _ in range(2)] == ["stopped", "stopped"]
    assert desk.next("count")["value"] == 7


def test_it_honours_retry_after(desk: Desk, poster: HttpPoster) -> None:
    desk.trouble = [(503, {"Retry-After": "1"})]
    poster.say(*PLACE, "state", "stopped")
    started = datetime.now(UTC)
    poster.start()
    desk.next("state")
    assert (datetime.now(UTC) - started).total_seconds() >= 1


def test_retry_after_is_read_in_both_forms_and_within_limits() -> None:
    now = datetime(2026, 11, 22, 8, 0, 0, tzinfo=UTC)
    assert retry_after_s("3", now) == 3
    assert retry_after_s("Sun, 22 Nov 2026 08:00:10 GMT", now) == 10
    assert retry_after_s("Sun, 22 Nov 2026 07:00:00 GMT", now) == 0
    assert retry_after_s("86400", now) == 60
    assert retry_after_s("soon", now) is None
    assert retry_after_s(None, now) is None


def test_a_batch_nobody_will_ever_want_is_given_up_and_counted(desk: Desk, poster: HttpPoster) -> None:
    desk.trouble = [(422, {})]
    poster.say(*PLACE, "fault", "bad")
    poster.start()
    desk.arrived.get(timeout=WITHIN_S)
    poster.say(*PLACE, "fault", "good")
    assert desk.next("fault")["value"] == "good"
    assert poster.refused == 1


def test_it_starts_before_anyone_listens(poster: HttpPoster) -> None:
    free = Desk()
    port = free.server_address[1]
    free.server_close()
    early = poster_to(f"http://127.0.0.1:{port}")
    early.say(*PLACE, "state", "running")
    early.start()
    late = Desk(int(port))
    late.start()
    assert late.next("state")["value"] == "running"
    early.stop()
    late.shutdown()
    late.server_close()


def test_a_token_may_come_late(desk: Desk) -> None:
    asked = threading.Event()

    def token() -> str:
        if not asked.is_set():
            asked.set()
            raise FileNotFoundError("no token yet")
        return "late"

    poster = HttpPoster(desk.url, token, "b7f1", [PLACE])
    poster.say(*PLACE, "state", "running")
    poster.start()
    desk.next("state")
    poster.stop()
    assert desk.posts[0][0]["Authorization"] == "Bearer late"


def test_it_says_it_is_alive_when_there_is_nothing_else(desk: Desk, poster: HttpPoster) -> None:
    poster.start()
    assert desk.next("alive")["value"] == 1


def test_stopping_does_not_wait_for_an_answer() -> None:
    silent = Desk()  # listens, never answers
    poster = poster_to(silent.url)
    poster.say(*PLACE, "state", "running")
    poster.start()
    started = datetime.now(UTC)
    poster.stop()
    assert (datetime.now(UTC) - started).total_seconds() < 2
    silent.server_close()


@pytest.mark.parametrize("url", ["https://127.0.0.1:1", "127.0.0.1:80", "http://"])
def test_an_address_it_cannot_post_to_is_refused_at_once(url: str) -> None:
    with pytest.raises(ValueError, match="http://HOST:PORT"):
        poster_to(url)
