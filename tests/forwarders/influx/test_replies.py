"""What an answer means, without a wire."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from andon.forwarders.influx.replies import WAIT_MOST_S, judge, wait_s, words

NOW = datetime(2026, 11, 23, 8, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        (204, "taken"),
        (400, "refused"),
        (422, "refused"),
        (413, "too-large"),
        *(
            (status, "wait")
            for status in (0, 200, 201, 301, 302, 401, 403, 404, 405, 408, 429, 500, 502, 503, 504, 599)
        ),
    ],
)
def test_only_204_is_taken_and_only_a_word_about_the_data_is_for_good(status: int, verdict: str) -> None:
    assert judge(status, "") == verdict


@pytest.mark.parametrize("status", [400, 422])
def test_what_the_bucket_keeps_no_longer_is_taken(status: int) -> None:
    assert judge(status, '{"error":"partial write: points beyond retention policy dropped=3"}') == "taken"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"Retry-After": "7"}, 7.0),
        ({"retry-after": " 0 "}, 0.0),
        ({"Retry-After": "99999999999999999999"}, WAIT_MOST_S),
        ({"Retry-After": "-5"}, None),
        ({"Retry-After": "1.5"}, None),
        ({"Retry-After": "²"}, None),
        ({"Retry-After": "soon"}, None),
        ({"Retry-After": ""}, None),
        ({"Retry-After": "Mon, 23 Nov 2026 08:00:42 GMT"}, 42.0),
        ({"Retry-After": "Mon, 23 Nov 2026 07:00:00 GMT"}, 0.0),
        ({"Retry-After": "Mon, 23 Nov 2099 07:00:00 GMT"}, WAIT_MOST_S),
        ({"Retry-After": "Mon, 23 Nov 2026 08:00:42 -0000"}, 42.0),
        # its clock is an hour ahead of ours: what counts is the difference it meant
        ({"Retry-After": "Mon, 23 Nov 2026 09:00:05 GMT", "Date": "Mon, 23 Nov 2026 09:00:00 GMT"}, 5.0),
    ],
)
def test_retry_after(headers: dict[str, str], seconds: float | None) -> None:
    assert wait_s(headers, NOW) == seconds


@given(st.text(), st.text())
def test_no_header_breaks_it(asked: str, date: str) -> None:
    seconds = wait_s({"Retry-After": asked, "Date": date}, NOW)
    assert seconds is None or 0 <= seconds <= WAIT_MOST_S


def test_an_answer_is_told_in_one_line_with_what_to_look_at() -> None:
    assert words(404, '{"message":\n  "bucket not found"}') == (
        "answered 404, it knows no such bucket or organisation: see `bucket`, `org` and `url`: "
        '{"message": "bucket not found"}'
    )
    assert words(500, "") == "answered 500"
    assert len(words(400, "x" * 10_000)) < 400
