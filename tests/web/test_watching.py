"""/healthz and /metrics."""

from __future__ import annotations

from contextlib import closing
from types import SimpleNamespace

from andon.base.units import US_PER_S
from andon.journal import upkeep
from andon.journal.connect import open_writer

from .book import Book


def test_a_living_recorder_is_200(web: SimpleNamespace, floor: Book) -> None:
    floor.insert("cursor", forwarder="influxdb", seq=floor.seq - 1)
    source = {"source": "serial", "device": "box/1", "state": "up", "text": "", "counters": {}, "last_seen": US_PER_S}
    floor.pulse(sources=[source])
    answer = web.client.get("/healthz")
    said = answer.json
    assert (answer.status_code, said["status"], said["seq"]) == (200, "ok", floor.seq)
    assert said["commit_age_s"] < 60
    assert said["sources"] == [source | {"last_seen": "1970-01-01T00:00:01.000Z"}]
    assert said["forwarders"] == [{"name": "influxdb", "seq": floor.seq - 1, "behind": 1, "state": "behind"}]


def test_a_pulse_older_than_a_second_and_a_half_is_503(web: SimpleNamespace, floor: Book) -> None:
    floor.pulse(at=floor.clock.now() - 1_600_000)
    answer = web.client.get("/healthz")
    assert (answer.status_code, answer.json["status"]) == (503, "down")


def test_no_pulse_and_no_book_are_503(web: SimpleNamespace, book: Book) -> None:
    assert web.client.get("/healthz").status_code == 503
    book.path.unlink()
    assert "no journal" in web.client.get("/healthz").json["reason"]


def test_views_of_another_version_are_503_until_they_are_made_again(web: SimpleNamespace, floor: Book) -> None:
    with closing(open_writer(floor.path)) as connection:
        connection.execute("PRAGMA user_version = 7")
    answer = web.client.get("/healthz")
    assert (answer.status_code, "makes them again" in answer.json["reason"]) == (503, True)
    upkeep.rebuild(floor.path, lambda done, total: None)
    assert web.client.get("/healthz").status_code == 200


def test_metrics(web: SimpleNamespace, floor: Book) -> None:
    row = {"line": "press", "station": "s1", "type": "help", "point": "cord", "arrived": None, "outcome": None}
    floor.insert("call", id=1, began=1, ended=None, **row)
    source = {"source": "serial", "device": "box/1", "state": "down", "text": "", "counters": {}, "last_seen": None}
    floor.pulse(sources=[source])
    said = web.client.get("/metrics").text
    for line in (
        f"andon_journal_seq {float(floor.seq)}",
        'andon_open_calls{line="press"} 1.0',
        'andon_open_calls{line="paint"} 0.0',
        'andon_open_stops{line="press"} 0.0',
        'andon_device_up{device="box/1",source="serial"} 0.0',
        "andon_streams_open 0.0",
        "andon_commit_seconds 0.0015",
    ):
        assert line in said


def test_metrics_without_a_book_say_what_they_can(web: SimpleNamespace, book: Book) -> None:
    book.path.unlink()
    answer = web.client.get("/metrics")
    assert (answer.status_code, "andon_streams_open" in answer.text) == (200, True)
