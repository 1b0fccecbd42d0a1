"""Who was told that something is not done finds it not done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from andon.base.errors import DeskUnavailable, StorageFailed
from andon.journal.writer import Writer
from andon.model.command import RaiseCall
from andon.model.entry import CallAsked
from andon.runtime.inbox import Asked, Asker, Inboxes, Item
from andon.runtime.recorder import Recorder
from andon.runtime.verbs import Verbs
from tests.books.clock import FakeClock
from tests.runtime.no_room import full_disk, impatient

Entries = Callable[[type], list[Any]]


def pulled(clock: FakeClock) -> Item:
    command = RaiseCall(who="mai", line="weld", station="w1", type="help")
    return Item("desk", Asked(command, clock.now()), asker=Asker())


def test_what_the_recorder_did_not_come_to_in_time_is_not_done_later(
    recorder: Recorder, writer: Writer, clock: FakeClock, entries: Entries
) -> None:
    inboxes = Inboxes()
    verbs = Verbs(inboxes, writer, clock, patience_s=0.01).table()
    with pytest.raises(DeskUnavailable, match="it is not done; ask again"):
        verbs["raise-call"]({"who": "mai", "line": "weld", "station": "w1", "type": "help"})
    (late,) = inboxes.take(10, 0)
    recorder.process([late])
    assert entries(CallAsked) == []


def test_who_waits_while_it_is_done_is_not_told_that_it_is_not(recorder: Recorder, clock: FakeClock) -> None:
    item = pulled(clock)
    recorder.process([item])
    assert item.asker is not None and not item.asker.give_up()


def test_what_the_full_disk_did_not_take_may_be_given_up_and_is_not_done_when_there_is_room(
    recorder: Recorder, clock: FakeClock, entries: Entries, tmp_path: Path
) -> None:
    recorder.disk = impatient(tmp_path)
    kept, given_up = pulled(clock), pulled(clock)
    for item in (kept, given_up):
        with full_disk(), pytest.raises(StorageFailed):
            recorder.process([item])
    assert given_up.asker is not None and given_up.asker.give_up()
    recorder.process([given_up])
    assert entries(CallAsked) == []
    recorder.process([kept])
    assert len(entries(CallAsked)) == 1
