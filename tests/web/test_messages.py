"""What goes down the stream."""

from __future__ import annotations

import json
from dataclasses import replace

from andon.journal.reader_rows import BoardRow, PlanAt
from andon.web import messages
from andon.web.picture import Picture, board_json, by_place

from .book import make_plan

ROW = BoardRow("press", "s1", 5, "running", 1_000_000, "good", (), None, 0)


def events(said: bytes) -> list[dict]:
    """Server-sent events as a browser would hear them."""
    blocks = [block for block in said.decode().split("\n\n") if block]
    return [dict(line.split(": ", 1) for line in block.splitlines()) for block in blocks]


def test_a_change_carries_its_seq_as_id() -> None:
    (said,) = events(messages.changes([ROW], 0).whole)
    assert (said["event"], said["id"], json.loads(said["data"])["seq"]) == ("change", "5", 5)


def test_of_the_stations_one_seq_moved_only_the_last_carries_the_id() -> None:
    rows = [ROW, replace(ROW, station="s2"), replace(ROW, station="s1", seq=6)]
    assert [said.get("id") for said in events(messages.changes(rows, 0).whole)] == [None, "5", "6"]


def test_a_stream_of_one_line_gets_an_id_though_another_line_moved_last() -> None:
    message = messages.changes([ROW, replace(ROW, line="paint")], 0)
    assert [said.get("id") for said in events(message.for_line("press"))] == ["5"]
    assert message.for_line("weld") == b""


def test_all_hear_the_board_also_who_watches_a_line_that_is_gone() -> None:
    picture = Picture(PlanAt(1, make_plan()), 5, None, by_place((ROW,)))
    message = messages.board_for_all(picture, 0)
    assert json.loads(events(message.for_line("press"))[0]["data"])["lines"][0]["id"] == "press"
    assert b"event: board" in message.for_line("gone")


def test_counts_are_said_once_a_second_to_every_line_though_nothing_moved() -> None:
    message = messages.counts({("press", "s1"): {"good": 1, "reject": 0, "target": 2}}, 0)
    assert json.loads(events(message.for_line("press"))[0]["data"])["stations"][0]["good"] == 1
    assert json.loads(events(message.for_line("paint"))[0]["data"])["stations"] == []


def test_what_was_missed_is_told_in_order_and_only_that() -> None:
    rows = (ROW, replace(ROW, station="s2", seq=9), replace(ROW, line="paint", seq=7))
    picture = Picture(PlanAt(1, make_plan()), 9, None, by_place(rows))
    said = events(messages.changes_since(picture, 5, None, 0))
    assert [each.get("id") for each in said] == ["7", "9", None]
    assert [each.get("id") for each in events(messages.changes_since(picture, 5, "press", 0))] == ["9", None]


def test_who_missed_nothing_is_told_the_pieces_alone() -> None:
    picture = Picture(PlanAt(1, make_plan()), 5, None, by_place((ROW,)))
    for line in (None, "press", "gone"):
        assert [each["event"] for each in events(messages.changes_since(picture, 5, line, 0))] == ["counts"]


def test_a_line_shows_the_worst_of_its_stations_and_which() -> None:
    rows = (ROW, replace(ROW, station="s2", state="call"))
    picture = Picture(PlanAt(1, make_plan()), 5, None, by_place(rows))
    (line,) = board_json(picture, 0, "press")["lines"]
    assert (line["state"], line["station"]) == ("call", "s2")


def test_a_station_the_book_says_nothing_of_is_never_green() -> None:
    picture = Picture(PlanAt(1, make_plan({"press": 13})), 5)
    stations = board_json(picture, 0)["lines"][0]["stations"]
    assert {station["state"] for station in stations} == {"no-signal", "not-watched"}
    assert {station["signal"] for station in stations} == {"lost"}


def test_texts_of_people_and_devices_cannot_end_an_event() -> None:
    row = replace(ROW, state="x\n\nevent: beat\ndata: {}")
    assert len(events(messages.changes([row], 0).whole)) == 1
