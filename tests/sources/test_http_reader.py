"""The answer to a request comes after the commit."""

from __future__ import annotations

import json
import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from andon.base.clock import Clock
from andon.base.errors import BadInput, CommandRejected, DeskUnavailable
from andon.model.signal import Lamps, LifeSign, Receipt, Signal
from andon.ports import Done
from andon.sources.http import reader
from andon.sources.http.reader import HttpSource

ITEM = {"line": "weld", "station": "w1", "point": "cord", "value": 1}
Taken = tuple[Signal | LifeSign, Done | None]


def no_lamps(device: str) -> Lamps | None:
    return None


@contextmanager
def running(source: HttpSource) -> Iterator[queue.Queue[Taken]]:
    """The source with a recorder's end: what was handed over comes out of the queue."""
    taken: queue.Queue[Taken] = queue.Queue()
    begun = threading.Event()

    def emit(item: Signal | LifeSign, done: Done | None = None) -> None:
        taken.put((item, done))

    class Stop(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            begun.set()
            return super().wait(timeout)

    stop = Stop()
    thread = threading.Thread(target=source.run, args=(emit, no_lamps, stop))
    thread.start()
    assert begun.wait(5)
    yield taken
    stop.set()
    thread.join(2)
    assert not thread.is_alive()


class Request(threading.Thread):
    """A desk thread with one request."""

    def __init__(self, source: HttpSource, *items: object) -> None:
        super().__init__()
        self._source, self._body = source, json.dumps(items)
        self.answer: dict[str, object] = {}
        self.error: Exception | None = None
        self.start()

    def run(self) -> None:
        try:
            self.answer = self._source.receive(self._body, "press-plc")
        except Exception as error:
            self.error = error

    def answered(self) -> dict[str, object]:
        self.join(5)
        assert not self.is_alive()
        return self.answer


def test_it_answers_after_the_last_receipt() -> None:
    source = HttpSource(Clock())
    with running(source) as taken:
        request = Request(source, ITEM, ITEM, ITEM)
        dones = [done for _, done in (taken.get(timeout=5) for _ in range(3)) if done]
        dones[0](Receipt("accepted", 7))
        dones[2](Receipt("unchanged", 9))
        assert request.is_alive()
        dones[1](Receipt("duplicate", 5))
        assert request.answered() == {"accepted": 2, "duplicates": 1, "rejected": [], "seq": 9}


def test_a_request_with_a_key_may_be_sent_again() -> None:
    source = HttpSource(Clock())
    with running(source) as taken:
        for _ in range(2):
            payload: dict[str, object] = {"body": json.dumps(ITEM), "token": "press-plc", "key": "k1"}
            threading.Thread(target=source.verbs()["signals"], args=(payload,), daemon=True).start()
        numbers = set()
        for item, done in (taken.get(timeout=5) for _ in range(2)):
            assert isinstance(item, Signal)
            assert done
            numbers.add((item.sender, item.boot, item.device_seq))
            done(Receipt("accepted", 7))
    assert {number[:2] for number in numbers} == {("press-plc/weld/w1/cord", "key/k1")}
    assert len(numbers) == 1


def test_a_key_that_was_used_for_another_list_is_refused_and_nothing_is_handed_over() -> None:
    source = HttpSource(Clock())
    with running(source) as taken:
        payload: dict[str, object] = {"body": json.dumps(ITEM), "token": "press-plc", "key": "k1"}
        threading.Thread(target=source.verbs()["signals"], args=(payload,), daemon=True).start()
        _, done = taken.get(timeout=5)
        assert done
        done(Receipt("accepted", 7))
        with pytest.raises(CommandRejected, match="used for other signals"):
            source.receive(json.dumps([ITEM, ITEM]), "press-plc", "k1")
        assert taken.empty()


def test_what_was_set_aside_or_rejected_is_told_in_order() -> None:
    source = HttpSource(Clock())
    with running(source) as taken:
        request = Request(source, ITEM, 5, ITEM)
        (_, first), (_, second) = taken.get(timeout=5), taken.get(timeout=5)
        assert first
        assert second
        second(Receipt("set-aside", 8, "no such point"))
        first(Receipt("unassigned", 7))
        answer = request.answered()
    assert (answer["accepted"], answer["seq"]) == (1, 8)
    rejected = answer["rejected"]
    assert isinstance(rejected, list)
    assert [item["index"] for item in rejected] == [1, 2]
    assert rejected[1]["reason"] == "no such point"


def test_a_sign_of_life_is_taken_without_a_receipt() -> None:
    source = HttpSource(Clock())
    with running(source) as taken:
        answer = Request(source, {**ITEM, "point": "alive"}).answered()
        item, done = taken.get(timeout=5)
    assert isinstance(item, LifeSign)
    assert done is None
    assert answer == {"accepted": 1, "duplicates": 0, "rejected": [], "seq": None}


def test_requests_do_not_wait_for_each_other() -> None:
    source = HttpSource(Clock())
    with running(source) as taken:
        stuck = Request(source, ITEM)
        _, stuck_done = taken.get(timeout=5)
        quick = Request(source, ITEM)
        _, done = taken.get(timeout=5)
        assert done
        assert stuck_done
        done(Receipt("accepted", 2))
        assert quick.answered()["seq"] == 2
        stuck_done(Receipt("accepted", 1))
        assert stuck.answered()["seq"] == 1


def test_without_a_commit_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "WAIT_S", 0.05)
    source = HttpSource(Clock())
    with running(source) as taken:
        request = Request(source, ITEM)
        _, done = taken.get(timeout=5)
        request.answered()
        assert isinstance(request.error, DeskUnavailable)
        assert done
        done(Receipt("accepted", 1))  # it comes too late and harms nobody


def test_before_and_after_the_run_nothing_is_taken() -> None:
    source = HttpSource(Clock())
    with pytest.raises(DeskUnavailable):
        source.receive(json.dumps(ITEM), "x")
    with running(source):
        assert [status.state for status in source.status()] == ["up"]
    with pytest.raises(DeskUnavailable):
        source.receive(json.dumps(ITEM), "x")
    assert [status.state for status in source.status()] == ["down"]


def test_a_body_that_is_none_is_counted_and_refused() -> None:
    source = HttpSource(Clock())
    with running(source):
        with pytest.raises(BadInput):
            source.receive("nope", "x")
        assert source.status()[0].counters["refused"] == 1
