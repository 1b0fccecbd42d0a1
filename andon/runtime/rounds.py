"""What the recorder does by the clock: deadlines, silences, the pulse. Each is a question: is there something to do?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, replace

import structlog

from andon.base.units import US_PER_DAY, US_PER_HOUR, US_PER_S
from andon.floor import deadlines
from andon.floor.lamps import in_words
from andon.journal.writer import SEQ_MOST
from andon.model.entry import RULES, ClockStepped, ServiceStarted
from andon.model.plan import PAGE_DEVICE
from andon.model.signal import DeviceStatus
from andon.ports import Clock, Source
from andon.runtime.recorder import Recorder

LOOK_EVERY_US = US_PER_S // 10  # for silences: the shortest agreed silence is a second
GRACE_US = 5 * US_PER_S  # after a start a box may still hold the release that makes an overdue deadline moot
DELIVERIES_KEPT_US = 30 * US_PER_DAY  # longer than any device holds what was not acknowledged
SAMPLES_KEPT_US = 90 * US_PER_DAY
FORGET_MOST = 2_000  # rows at once: some milliseconds, so that no cord waits for it

_log = structlog.get_logger()


class Rounds:
    """Called before each wait of the recorder; returns how many seconds it may wait."""

    def __init__(
        self,
        recorder: Recorder,
        sources: Sequence[Source],
        clock: Clock,
        wake: Callable[[], None],
        oldest_waiting: Callable[[], int | None] = lambda: None,
        samples_kept_us: int = SAMPLES_KEPT_US,
        forwarders: Sequence[str] = (),
    ) -> None:
        self._recorder, self._sources, self._clock, self._wake = recorder, sources, clock, wake
        self._oldest_waiting, self._samples_kept_us = oldest_waiting, samples_kept_us
        self._forwarders: dict[str, DeviceStatus] = {}
        self._must_read = forwarders  # what is old is not forgotten before each of these has read it
        self._held_for: list[str] = []
        self._pages: dict[str, DeviceStatus] = {}
        self._started = clock.now()
        self._next_look = self._next_pulse = self._next_forget = self._started
        self._untold_step_us = 0

    def start(self, version: str) -> None:
        """Say that the service is up, and since when nothing is known."""
        down_since = self._recorder.writer.last_pulse()
        self._recorder.deadlines_wait = True
        self._recorder.add(ServiceStarted(at=self._started, down_since=down_since, version=version, rules=RULES))
        self._recorder.commit()

    def tell(self, status: DeviceStatus) -> None:
        """How a forwarder is doing, or the tablet of a station, by its own account. Called from any thread."""
        index = self._recorder.floor.index
        if status.source != PAGE_DEVICE:
            self._forwarders[status.source] = status
        elif index is not None and status.device in index.devices:  # strangers must not fill the memory
            self._pages[status.device] = status

    def __call__(self) -> float:
        self._follow_clock()
        now = self._clock.now()
        self._end_grace(now)
        self._recorder.fold_due(now)
        if now >= self._next_look:
            self._look_for_silence(now, self._heard_until(now))
        self._recorder.commit()
        if now >= self._next_pulse:
            self._pulse(now)
        if now >= self._next_forget or (self._held_for and self._is_tight()):
            self._forget(now)
        return self._wait_s(now)

    def _follow_clock(self) -> None:
        """A step is told by the clock once; it stays ours to tell until it is on disk."""
        if step_us := self._clock.stepped():
            self._shift(step_us)
            self._untold_step_us += step_us
        if self._untold_step_us:
            self._recorder.add(ClockStepped(at=self._clock.now(), step_us=self._untold_step_us))
            self._recorder.commit()
            self._untold_step_us = 0

    def _shift(self, step_us: int) -> None:
        recorder = self._recorder
        recorder.follow_clock(step_us)
        self._started += step_us
        self._next_look = self._next_pulse = self._next_forget = self._clock.now()

    def _end_grace(self, now: int) -> None:
        recorder = self._recorder
        if recorder.deadlines_wait:
            devices = recorder.floor.index.devices if recorder.floor.index else ()
            all_heard = all(recorder.floor.state.heard.get(device) for device in devices)
            recorder.deadlines_wait = not all_heard and now - self._started < GRACE_US

    def _heard_until(self, now: int) -> int:
        """What still waits in an inbox was heard as well: nobody is silent because we were slow."""
        oldest = self._oldest_waiting()
        return now if oldest is None else min(now, oldest)

    def _look_for_silence(self, now: int, heard_until: int) -> None:
        self._next_look = now + LOOK_EVERY_US
        recorder = self._recorder
        if recorder.floor.index is None:
            return
        for device, ref in recorder.floor.index.devices.items():
            seen = recorder.last_seen.get(device)
            if seen is not None and heard_until - seen > ref.silent_after_us:
                recorder.silence(device, seen, seen + ref.silent_after_us)

    def _pulse(self, now: int) -> None:
        self._next_pulse = now + US_PER_S
        recorder = self._recorder
        disk = self._disk(now)
        pulse = (now, recorder.floor.state.seq, self._started, recorder.commit_us)
        recorder.writer.write_pulse(*pulse, sources=self._devices(), disk=disk)
        self._wake()

    def _forget(self, now: int) -> None:
        """A little at a time; much that is old is forgotten a little each second.

        A forwarder that is behind finds the samples it has not read, as long as the disk has room for them.
        """
        writer, before = self._recorder.writer, now - self._samples_kept_us
        cursors = writer.cursors()
        read = {} if self._is_tight() else {name: cursors.get(name, 0) for name in self._must_read}
        upto = min(read.values(), default=SEQ_MOST)
        forgotten = writer.forget_deliveries(now - DELIVERIES_KEPT_US, FORGET_MOST)
        forgotten = max(forgotten, writer.forget_samples(before, FORGET_MOST, upto))
        self._held_for = [name for name, seq in read.items() if writer.are_samples_held(before, seq)]
        self._next_forget = now + (US_PER_S if forgotten == FORGET_MOST else US_PER_HOUR)

    def _is_tight(self) -> bool:
        return self._recorder.disk is not None and self._recorder.disk.is_tight

    def _disk(self, now: int) -> dict[str, object]:
        disk, writer = self._recorder.disk, self._recorder.writer
        if disk is None:
            return {}
        disk.look()
        first_at = writer.first_at()
        report = disk.report(writer.used_bytes(), now - first_at if first_at is not None else None)
        return report | {"held_for": self._held_for}

    def _devices(self) -> list[dict[str, object]]:
        """Every device a source tells of, and every one the plan knows and no source has met."""
        told = [status for source in self._sources for status in _status(source)]
        index = self._recorder.floor.index
        heard = self._recorder.floor.state.heard
        for page in list(self._pages.values()):
            if index and page.device in index.devices:
                told.append(replace(page, state="up" if heard.get(page.device) else "down"))
        known = {status.device for status in told}
        for device in index.devices if index else ():
            if device not in known:
                told.append(DeviceStatus("plan", device, "up" if heard.get(device) else "down", "", {}))
        told += self._forwarders.values()
        told += [DeviceStatus(name, "", "fault", "set aside", {"set_aside": n}) for name, n in self._set_aside()]
        told = [self._with_lamps(status) for status in told]
        return [{**asdict(status), "last_seen": self._recorder.last_seen.get(status.device)} for status in told]

    def _with_lamps(self, status: DeviceStatus) -> DeviceStatus:
        """Whose lamps mislead is not well, however well its wire is."""
        wrong = self._recorder.floor.state.lamp_faults.get(status.device)
        if wrong is None or status.state == "down":
            return status
        text = f"lamp fault: told {in_words(wrong.told)}, shows {in_words(wrong.shown)}"
        return replace(status, state="fault", text="; ".join(filter(None, [text, status.text])))

    def _set_aside(self) -> list[tuple[str, int]]:
        return list(self._recorder.set_asides.counts.items())

    def _wait_s(self, now: int) -> float:
        due = None if self._recorder.deadlines_wait else deadlines.next_due(self._recorder.floor.state)
        soonest = min(self._next_look, self._next_pulse, due if due is not None else self._next_pulse)
        return max(0, soonest - now) / US_PER_S


def _status(source: Source) -> Sequence[DeviceStatus]:
    """A source that cannot say how it is must not silence the pulse of all."""
    try:
        return source.status()
    except Exception as error:
        _log.exception("a source cannot say how it is", source=source.name)
        return [DeviceStatus(source.name, "", "fault", f"cannot say how it is: {error!r}", {})]
