"""Who was told that something is not done finds it not done."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from andon.base.errors import DeskUnavailable, StorageFailed
from andon.journal.writer import Writer
from andon.model.command import RaiseCall
from andon.model.entry import CallAsked
from andon.runtime import verbs as verbs_module
from andon.runtime.inbox import Asked, Asker, Inboxes, Item
from andon.runtime.plan_files import PlanFiles
from andon.runtime.recorder import Recorder
from andon.runtime.verbs import Verbs
from tests.books.clock import FakeClock
from tests.books.plant import plan
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


@pytest.mark.parametrize(("taken", "says"), [(False, "old"), (True, "new")])
def test_a_plan_that_was_not_adopted_in_time_is_not_in_the_files_either(
    writer: Writer, clock: FakeClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, taken: bool, says: str
) -> None:
    """While the recorder is busy; once it has taken the edit, the files say what it is about to adopt."""
    monkeypatch.setattr(verbs_module, "COMMIT_WITHIN_S", 0.01)
    file, inboxes = tmp_path / "plan.toml", Inboxes()
    file.write_text("old")
    adopt = Verbs(inboxes, writer, clock, patience_s=0.3 if taken else 0.01).table()["adopt-plan"]
    edit = PlanFiles((file,), tmp_path / "kept", adopt).verbs()["edit-plan"]
    asked = {"plan": plan().model_dump(mode="json"), "files": [{"file": str(file), "was": "old", "text": "new"}]}
    recorder = threading.Thread(target=lambda: [item.asker and item.asker.take() for item in inboxes.take(1, 5)])
    if taken:
        recorder.start()
    with pytest.raises(DeskUnavailable) as found:
        edit(asked)
    assert (found.value.may_be_done, file.read_text()) == (taken, says)
    if taken:
        recorder.join(5)
