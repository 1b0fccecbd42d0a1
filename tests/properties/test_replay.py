"""What was kept, told again: by the same plan the same, by another what that plan would have said."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from datetime import time
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from andon.base.units import US_PER_HOUR
from andon.journal.comparing import compare, differences
from andon.journal.reader import Reader
from andon.journal.replay import replay
from andon.journal.writer import Batch, Writer
from andon.model.plan import Break
from tests.properties.life import LIVES, PLANS, Life, Step, Told

TABLES = ("board", "stop", "call", '"trigger"', "tally", "count_quarter", "unknown", "escalation", "suggestion")


def written(told: Told, path: Path) -> None:
    with Writer(path) as writer:
        batch = Batch()
        for entry, events in told:
            batch.add(entry, events)
        writer.commit(batch)


def rows(path: Path) -> dict[str, list[tuple]]:
    with closing(sqlite3.connect(path)) as book:
        return {table: sorted(book.execute(f"SELECT * FROM {table}"), key=repr) for table in TABLES}


def quiet(done: int, total: int) -> None:
    """Nobody watches."""


MADE_LAST = [("hear", ("press/press-1",)), *(("say", ("press/press-1/count", n, None)) for n in (21, 0, 26))]
MADE_LAST += [("wait", (20.0,)), ("say", ("press/press-1/count", 36, None))]


@settings(max_examples=30, derandomize=True)
@example(steps=MADE_LAST, pick=0)
@given(steps=LIVES, pick=st.integers(0, 10_000))
def test_by_the_plans_that_held_the_same_comes_out(steps: list[Step], pick: int) -> None:
    life = Life()
    told = life.live([step for step in steps if step[0] != "start"])
    begin = told[pick % len(told)][0].at
    with tempfile.TemporaryDirectory() as folder:
        kept, scratch = Path(folder) / "kept.db", Path(folder) / "then.db"
        written(told, kept)
        replay(kept, scratch, None, begin, life.now + 1, quiet)
        assert rows(scratch) == rows(kept)
        assert differences(Reader(kept), Reader(scratch), begin, life.now + 1) == ()


def test_another_plan_moves_a_break_and_nothing_that_was_kept() -> None:
    life = Life()
    life.hear("body/paint-out")
    life.say("body/paint-out/run", True, None)
    life.wait(2 * 60 * 60)
    life.say("body/paint-out/run", False, None)  # a stop of half an hour, in work time as it was planned
    life.wait(30 * 60)
    life.say("body/paint-out/run", True, None)
    life.wait(60)
    begin, end = life.now - 4 * US_PER_HOUR, life.now
    plan = PLANS[0]
    stood = (time(9, 55), time(10, 35))  # the life begins at 07:59 in Kolkata
    shifts = tuple(
        shift.model_copy(update={"breaks": (Break(start=stood[0], end=stood[1]),)}) if shift.start < time(9) else shift
        for shift in plan.shifts
    )
    with tempfile.TemporaryDirectory() as folder:
        kept, scratch = Path(folder) / "kept.db", Path(folder) / "then.db"
        written(life.told, kept)
        before = kept.read_bytes()
        replay(kept, scratch, plan.model_copy(update={"shifts": shifts}), begin + 1, end, quiet)
        assert kept.read_bytes() == before
        told = differences(Reader(kept), Reader(scratch), begin, end)
        assert {found.side for found in told} == {"kept"}  # the stop is gone, and with it what it starved and blocked
        assert {found.stop.station for found in told if found.stop.stop_class == "unknown"} == {"paint-out"}
        stops = {each.what: (each.kept, each.then) for each in compare(Reader(kept), Reader(scratch), begin, end)}
        assert stops["class unknown: seconds"] == (30 * 60, 0)
