"""A story as it goes: the floor that it happens to, the time it is, and the lines told so far."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter

from andon.base.units import US_PER_S, from_datetime
from andon.config import plan_problems
from andon.floor import deadlines
from andon.floor.fold import fold
from andon.floor.index import Index
from andon.floor.state import Floor, State
from andon.model.entry import (
    CalendarTurned,
    Entry,
    PlanAdopted,
    Sample,
    SourceHeard,
)
from andon.model.event import (
    Event,
)
from andon.model.plan import Plan
from tests.stories.records import Records
from tests.stories.words import Words

PLANS = Path(__file__).parent / "plans"
GRACE_US = 5 * US_PER_S  # how long overdue deadlines wait for devices after a start
_STATE = TypeAdapter(State)
_BEFORE_THE_CLOCK = ("service starts", "clock was set")  # what is due then is folded after it


def load_plan(names: str) -> Plan:
    """The plan of these files of plans/."""
    table: dict[str, object] = {}
    for name in ("common", *names.split()):
        for key, value in tomllib.loads((PLANS / f"{name}.toml").read_text()).items():
            known = table.get(key)
            table[key] = known + value if isinstance(known, list) and isinstance(value, list) else value
    plan = Plan.model_validate(table)
    assert plan_problems(plan, names) == []
    return plan


class Telling:
    """A floor, the day it is, and the lines told so far."""

    def __init__(self, *, saved_each_time: bool = False) -> None:
        self.lines: list[str] = []
        self._floor = Floor()
        self._saved_each_time = saved_each_time
        self._day = date.min
        self._words = Words(ZoneInfo("UTC"))
        self._records = Records()
        self._started: int | None = None
        self._plan = ""

    def tell(self, line: str) -> None:
        """One line of the file: told again as it is, with what came of it."""
        if line.startswith(("  ->", "  the clock")):
            return
        if line.startswith("plan:"):
            self._plan = line.removeprefix("plan:")
        elif line.startswith("begins:"):
            self._begin(line.removeprefix("begins:"))
        elif line.startswith("=="):
            self._day = date.fromisoformat(line.strip("= "))
        elif re.match(r"\d\d:\d\d", line):
            clock, _, saying = line.partition(" ")
            at = self._instant(clock)
            if not saying.startswith(_BEFORE_THE_CLOCK):
                self._fold_due(at)
            self.lines.append(line)
            before = len(self.lines)
            self._say(saying, at)
            if len(self.lines) == before:
                self.lines.append("  -> nothing")
            return
        self.lines.append(line)

    def _begin(self, text: str) -> None:
        when, _, who = text.strip().partition(", ")
        day, clock = when.split()
        plan = load_plan(self._plan)
        self._words = Words(ZoneInfo(plan.timezone))
        self._day = date.fromisoformat(day)
        at = self._instant(clock)
        self._fold(PlanAdopted(at=at, plan=plan))
        if not who:
            for device in self._index.devices:
                self._fold(SourceHeard(at=at, device=device))

    @property
    def _index(self) -> Index:
        assert self._floor.index is not None
        return self._floor.index

    def _instant(self, clock: str) -> int:
        """Local time of the day; `02:30:00+` is its second coming when the clocks go back."""
        of_day = time.fromisoformat(clock.removesuffix("+")).replace(fold=int(clock.endswith("+")))
        return from_datetime(datetime.combine(self._day, of_day, self._words.zone))

    def _fold_due(self, until: int) -> None:
        state = self._floor.state
        in_grace = self._started is not None and until - self._started < GRACE_US
        if in_grace and not all(state.heard.get(device) for device in self._index.devices):
            return
        while (due := deadlines.next_due(self._floor.state)) is not None and due <= until:
            entry = deadlines.due_entry(self._floor.state)
            events = self._fold(entry)
            kind = ""
            if isinstance(entry, CalendarTurned):
                slot = self._floor.state.calendar[entry.line]
                kind = f"{slot.kind}, shift {slot.shift}" if slot.shift else slot.kind
            self.lines.append(f"  the clock, {self._words.clock(due)}: {self._words.of_deadline(entry, kind)}")
            self._came(events, due)

    def _fold(self, entry: Entry) -> list[Event]:
        if self._saved_each_time:
            self._floor = Floor(_STATE.validate_json(_STATE.dump_json(self._floor.state)))
        entry = replace(entry, seq=self._floor.state.seq + 1)
        events = fold(self._floor, entry)
        for event in events:
            self._records.keep(event)
        return events

    def _add(self, *entries: Entry) -> None:
        for entry in entries:
            events = self._fold(entry)
            if isinstance(entry, Sample):
                self.lines.append(f"  -> {self._words.of_sample(entry, entry.at)}")
            self._came(events, entry.at)

    def _came(self, events: list[Event], told_at: int) -> None:
        told = (self._words.of_event(event, told_at) for event in events)
        self.lines.extend(f"  -> {words}" for words in told if words)

    def _say(self, saying: str, at: int) -> None:
        raise NotImplementedError
