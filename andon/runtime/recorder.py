"""The single writer. Its loop, as numbered steps:

1 take a batch, waiting no longer than the next deadline
2 for each item in order: fold every deadline due by its time; drop a known duplicate; decide it if it
  is a command; fold it
3 append entries, events, samples and views in one transaction   4 commit, synced
5 publish: wake the screens, lamps wanted   6 answer the wires and the people, wake the forwarders

An item that breaks the fold or the insert is retried alone and set aside with its reason; a disk that refuses ends
the process.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from typing import Any, Protocol, TypeVar

import structlog

from andon.base.errors import AndonError, BadInput, CommandRejected, StorageFailed
from andon.floor import deadlines
from andon.floor.counting import measure
from andon.floor.decide import decide
from andon.floor.fold import HELD_MOST_US, fold
from andon.floor.index import PointRef, device_of
from andon.floor.lamps import Mismatch, compare, lamps, listed
from andon.journal.writer import Batch, Delivery, Writer
from andon.model.command import (
    AdoptPlan,
    AnswerCall,
    AnswerFixed,
    AnswerStop,
    CallRecord,
    Classify,
    Command,
    RaiseCall,
    SeekHelp,
    StopRecord,
)
from andon.model.entry import (
    Entry,
    LampFaultBegan,
    LampFaultEnded,
    PlanAdopted,
    SignalAccepted,
    SourceHeard,
    SourceSilent,
)
from andon.model.event import StationChanged
from andon.model.signal import Glow, Handover, Lamps, LifeSign, Receipt, Refused, SessionBegan, Signal
from andon.ports import Clock
from andon.runtime.disk import Disk
from andon.runtime.inbox import Amendment, Asked, Errand, Inboxes, Item
from andon.runtime.set_asides import SetAsides
from andon.runtime.strangers import Strangers

BATCH_MOST = 500
SNAPSHOT_EVERY = 20_000  # entries: a start folds no more than these
_ALONE = (Asked, Errand, Amendment)
_SAMPLED = ("count", "reject", "value")
_PRESSED = ("cord", "stop", "leader", "restart", "pitch")
_LEVELS = ("run", "state", "fault")  # what was said of them long ago still tells how they stand

_KEY_USED = "this Idempotency-Key was used for something else; a repeat has the same content, news has a key of its own"

_log = structlog.get_logger()

Outcome = TypeVar("Outcome")


class Wake(Protocol):
    """Lets the others know that the journal has grown: screens by what may move a tile, forwarders by anything."""

    def screens(self) -> None: ...

    def forwarders(self) -> None: ...


class _Nobody:
    """There is nobody to wake."""

    def screens(self) -> None: ...

    def forwarders(self) -> None: ...


_NOBODY = _Nobody()


class Recorder:
    """Takes what is heard, keeps it, and only then lets anybody know. One thread owns it and the floor."""

    def __init__(self, writer: Writer, clock: Clock, wake: Wake = _NOBODY, disk: Disk | None = None) -> None:
        self.writer = writer
        self.disk = disk
        self.commit_us = 0  # how long the last commit took
        self._clock = clock
        self.floor = writer.load()
        self.last_seen: dict[str, int] = {}
        self.set_asides = SetAsides(writer)
        self.deadlines_wait = False
        self._wake = wake
        self._batch = Batch()
        self._answers: list[tuple[Callable[[Any], None], object]] = []
        self._lamps: dict[str, Lamps] = {}
        self.strangers = Strangers()
        self._mismatches: dict[str, Mismatch] = {}
        self._snapshot_seq = writer.snapshot_seq()
        self._light_all()

    def wanted(self, device: str) -> Lamps | None:
        """The lamps of a device as last committed; a box of no station is only lit to be found. From any thread."""
        lit = self._lamps.get(device)
        return self.strangers.wanted(device, self._clock.now()) if lit is None else lit

    def run(self, inboxes: Inboxes, rounds: Callable[[], float], stop: threading.Event) -> None:
        """The loop. `rounds` does what the clock asks for and returns the seconds until it wants to be called again."""
        while not stop.is_set():
            self.process(inboxes.take(BATCH_MOST, self.insist(rounds)))
        self.writer.save_snapshot(self.floor)

    def process(self, items: list[Item]) -> None:
        """Steps 2 to 6 for a batch. What a command or an errand is about is committed before it."""
        run: list[Item] = []
        for item in items:
            if run and (isinstance(item.what, _ALONE) or isinstance(run[-1].what, Errand)):
                self._attempt(run)
                run = []
            run.append(item)
        self._attempt(run)
        self.insist(self._keep_floor)

    def add(self, entry: Entry) -> int:
        """Give an entry its place, fold it, and put it into the batch. Returns its seq."""
        seq = self.floor.state.seq + 1
        numbered = entry if entry.seq == seq else replace(entry, seq=seq)
        self._batch.add(numbered, fold(self.floor, numbered))
        return numbered.seq

    def fold_due(self, until: int) -> None:
        """Fold every deadline due by an instant, each dated when it was due."""
        while not self.deadlines_wait and (due := deadlines.next_due(self.floor.state)) is not None and due <= until:
            self.add(deadlines.due_entry(self.floor.state))

    def commit(self) -> None:
        """Steps 3 to 6: write, then publish, then answer."""
        batch, answers = self._batch, self._answers
        if batch:
            begun = self._clock.now()
            self.writer.commit(batch)
            self.commit_us = self._clock.now() - begun
            self._batch = Batch()
            self._publish(batch)
        self._answers = []
        for answer, told in answers:
            _give(answer, told)
        if batch:
            self._wake.forwarders()

    def silence(self, device: str, since: int, at: int) -> None:
        """Say that a device that was heard is heard no more."""
        if self.floor.state.heard.get(device):
            self.add(SourceSilent(at=at, device=device, since=since))

    def insist(self, work: Callable[[], Outcome]) -> Outcome:
        """Do something that writes, again and again while the disk is full. What it had not committed is forgotten."""
        while True:
            try:
                return work()
            except StorageFailed as failed:
                self._make_room(failed)

    def _make_room(self, failed: StorageFailed) -> None:
        """A full disk is waited for, with what is held and not acknowledged; any other refusal ends the process."""
        if self.disk is None:
            raise failed
        self._start_over()
        self.disk.wait_for_room(failed)

    def _keep_floor(self) -> None:
        """Apart from the commits: what was acknowledged is not taken again because there was no room for this."""
        is_tight = self.disk is not None and self.disk.is_tight
        if self.floor.state.seq - self._snapshot_seq >= SNAPSHOT_EVERY and not is_tight:
            self.writer.save_snapshot(self.floor)
            self._snapshot_seq = self.floor.state.seq

    def _attempt(self, items: list[Item]) -> None:
        self.insist(lambda: self._try(items))

    def _try(self, items: list[Item]) -> None:
        try:
            for item in items:
                self._take(item)
            self.commit()
        except StorageFailed:
            for asker in (item.asker for item in items if item.asker):
                asker.put_back()
            raise
        except Exception as error:
            if not items:
                raise
            self._start_over()
            if len(items) == 1:
                self._set_aside(items[0], error)
            else:
                for item in items:
                    self._attempt([item])

    def _take(self, item: Item) -> None:
        if item.asker is not None and not item.asker.take():
            return  # its asker was told that it is not done
        match item.what:
            case Signal() as signal:
                self._take_signal(signal, item)
            case LifeSign() as sign:
                self._take_life_sign(sign)
                self._answer(item, Receipt("accepted", self.floor.state.seq))
            case Refused() as refused:
                self.set_asides.keep_refused(refused, item.source)
                self._answer(item, Receipt("set-aside", self.floor.state.seq, refused.reason))
            case SessionBegan() as begun:
                self._batch.begin_session(begun.session)
                self._answer(item, Receipt("accepted", self.floor.state.seq))
            case Asked() as asked:
                self._take_command(asked, item)
            case Amendment() as amendment:
                self._take_amendment(amendment, item)
            case Errand() as errand:
                self._take_errand(errand, item)

    def _take_life_sign(self, sign: LifeSign) -> None:
        if sign.alive:
            self._hear(sign.device, sign.seen_at)
            if sign.glow is not None:
                self._compare_lamps(sign.device, sign.glow, sign.seen_at)
        else:
            self.silence(sign.device, self.last_seen.get(sign.device, sign.seen_at), sign.seen_at)

    def _compare_lamps(self, device: str, glow: Glow, at: int) -> None:
        """What a device shows against what it was told: wrong for long enough is a fault, right ends it."""
        told = self._lamps.get(device)
        wrong = None if told is None else compare(self._mismatches.pop(device, None), told, glow, at)
        is_known = device in self.floor.state.lamp_faults
        if wrong is not None:
            self._mismatches[device] = wrong
            if not is_known and at >= wrong.due:
                self.add(
                    LampFaultBegan(at=wrong.due, device=device, told=listed(wrong.told), shown=listed(wrong.shown))
                )
        elif is_known and told is not None:
            self.add(LampFaultEnded(at=at, device=device))

    def follow_clock(self, step_us: int) -> None:
        """The clock was set: what was heard, or is wrong, has been so for as long as before."""
        self.last_seen = {device: at + step_us for device, at in self.last_seen.items()}
        self._mismatches = {
            device: replace(wrong, since=wrong.since + step_us) for device, wrong in self._mismatches.items()
        }

    def _hear(self, device: str, at: int) -> None:
        """What is of no station and no box is somebody's mistake: strangers must not fill the memory."""
        index = self.floor.index
        of_plan = index is not None and device in index.devices
        if of_plan or device.startswith("box/"):
            self.last_seen[device] = min(at, self._clock.now())  # a clock set back must not make it heard for ever
        if of_plan and not self.floor.state.heard.get(device):
            self.add(SourceHeard(at=at, device=device))

    def _take_signal(self, signal: Signal, item: Item) -> None:
        self.fold_due(signal.seen_at)
        if signal.quality != "stale" and not self._is_old(signal):
            self._hear(device_of(signal.address), signal.seen_at)
        delivery, handover = _delivery(signal), signal.handover
        if (delivery and self._is_known(delivery)) or (handover and self._was_handed_over(handover)):
            self._answer(item, Receipt("duplicate", self.floor.state.seq))
            return
        if handover:
            self._batch.hand_over(handover)
        try:
            receipt = self._keep(signal)
        except BadInput as error:
            self._answer_set_aside(item, str(error))
            return
        if delivery and receipt.verdict != "set-aside":
            self._batch.deliveries[delivery] = signal.seen_at
        self._answer(item, receipt)

    def _is_old(self, signal: Signal) -> bool:
        """What a gateway sends of yesterday says nothing of whether the machine lives today."""
        index = self.floor.index
        behind_us = signal.seen_at - (signal.seen_at if signal.device_at is None else signal.device_at)
        return index is not None and index.late_after_us < behind_us <= HELD_MOST_US

    def _is_known(self, delivery: Delivery) -> bool:
        return delivery in self._batch.deliveries or self.writer.is_known(delivery)

    def _was_handed_over(self, handover: Handover) -> bool:
        """Only a transport that speaks of a repeat is believed: slots are used again for news."""
        if not handover.again:
            return False
        last = self._batch.last_in(handover)
        return (self.writer.last_in(handover) if last is None else last) == handover.digest

    def _keep(self, signal: Signal) -> Receipt:
        ref = self.floor.index.points.get(signal.address) if self.floor.index else None
        if ref is None:
            return self._keep_unassigned(signal)
        if signal.quality == "stale" and not _is_level(ref):
            return Receipt("ignored", self.floor.state.seq)
        if ref.kind in _SAMPLED:
            return self._keep_samples(ref, signal)
        if not self._is_news(ref, signal):
            return Receipt("unchanged", self.floor.state.seq)
        return Receipt("accepted", self.add(self._entry(signal)))

    def _keep_samples(self, ref: PointRef, signal: Signal) -> Receipt:
        if self.disk is not None and self.disk.is_tight:
            self.disk.refused += 1
            return Receipt("set-aside", self.floor.state.seq, "the disk is nearly full: no counts and values for now")
        at = _counts_at(signal)
        found = measure(self.floor.state, ref, signal.value, at, self.floor.state.seq + 1)
        for entry in found:
            self.add(entry)
        return Receipt("accepted" if found else "unchanged", self.floor.state.seq)

    def _keep_unassigned(self, signal: Signal) -> Receipt:
        """A box of no station is journaled when it changes; an address that the plan lacks is somebody's mistake."""
        if not signal.address.startswith("box/"):
            raise BadInput(f"the plan has no point {signal.address!r}; /api/v1/plan lists the points there are")
        is_news = self.strangers.hear(signal.address, signal.value, signal.seen_at)
        if not is_news and signal.device_seq is None:
            return Receipt("unassigned", self.floor.state.seq)
        return Receipt("unassigned", self.add(self._entry(signal)))

    def _is_news(self, ref: PointRef, signal: Signal) -> bool:
        """Report by exception; but a button pressed again is news although it says the same."""
        known = self.floor.state.stations[ref.place].levels.get(ref.address)
        if known != signal.value:
            return True
        return bool(signal.value) and ref.kind in _PRESSED and not ref.latched and not signal.is_level

    def _entry(self, signal: Signal) -> SignalAccepted:
        index = self.floor.index
        late_after_us = index.late_after_us if index else 0
        behind_us = signal.seen_at - (signal.seen_at if signal.device_at is None else signal.device_at)
        return SignalAccepted(
            at=signal.seen_at,
            address=signal.address,
            value=signal.value,
            device_at=signal.device_at,
            quality=signal.quality,
            late=behind_us > late_after_us,
        )

    def _take_command(self, asked: Asked, item: Item) -> None:
        key = _delivery_of_command(asked)
        try:
            if key and (heard_at := self.writer.known_since(key)) is not None:
                self._reply(item, {"seq": self.floor.state.seq, "at": heard_at, "duplicate": True})
                return
            if key and self.writer.has_heard(key):
                raise CommandRejected(_KEY_USED)
            self.fold_due(asked.at)
            command = asked.command
            seqs = [self.add(entry) for entry in decide(self.floor, command, self._subject(command), asked.at)]
            if isinstance(command, AdoptPlan):
                self._take_in_strangers(asked.at)
        except CommandRejected as rejected:
            self._reply(item, rejected)
            return
        if key:
            self._batch.deliveries[key] = asked.at
        self._reply(item, {"seq": seqs[-1], "at": asked.at})

    def _take_in_strangers(self, at: int) -> None:
        """A box that was assigned needs no restart: what stays pressed in at it is known from the first moment."""
        points = self.floor.index.points if self.floor.index else {}
        for address, value in self.strangers.assigned(set(points)):
            if value and (points[address].latched or _is_level(points[address])):
                self.add(SignalAccepted(at=at, address=address, value=value))

    def _subject(self, command: Command) -> StopRecord | CallRecord | None:
        """What the book says of the stop or call that a command is about."""
        match command:
            case Classify() | AnswerStop():
                return self.writer.stop_record(command.stop)
            case SeekHelp(stop=int(stop)):
                return self.writer.stop_record(stop)
            case SeekHelp(call=int(call)):
                return self.writer.call_record(call)
            case AnswerCall() | AnswerFixed():
                return self.writer.call_record(command.call)
        return None

    def _take_amendment(self, amendment: Amendment, item: Item) -> None:
        try:
            amended = amendment.make()
        except (AndonError, KeyError, ValueError) as refused:
            if isinstance(refused, StorageFailed):
                raise
            self._reply(item, refused if isinstance(refused, AndonError) else BadInput(f"not as agreed: {refused!r}"))
            return
        for entry in amended.entries:
            self.fold_due(entry.at)
            self.add(entry)
        self._batch.rows += amended.rows
        self._reply(item, dict(amended.answer))

    def _take_errand(self, errand: Errand, item: Item) -> None:
        self._reply(item, errand.run())

    def _answer(self, item: Item, receipt: Receipt) -> None:
        if item.done is not None:
            self._answers.append((item.done, receipt))

    def _reply(self, item: Item, reply: dict[str, object] | Exception) -> None:
        if item.answer is not None:
            self._answers.append((item.answer, reply))

    def _publish(self, batch: Batch) -> None:
        """The screens are woken first: they wake up while the lamps are worked out."""
        if batch.entries:
            self._wake.screens()
        if any(isinstance(entry, PlanAdopted) for entry in batch.entries):
            self._light_all()
        for _, _, event in batch.events:
            if isinstance(event, StationChanged):
                self._lamps.update(self._lamps_of(event))

    def _lamps_of(self, tile: StationChanged) -> dict[str, Lamps]:
        index = self.floor.index
        where = index.stations.get(f"{tile.line}/{tile.station}") if index else None
        if index is None or where is None:
            return {}
        return dict.fromkeys(where.lamps, lamps(tile, index.colours))

    def _light_all(self) -> None:
        """All at once: a box that found its lamps missing for a moment would go dark."""
        lit: dict[str, Lamps] = {}
        for station in self.floor.state.stations.values():
            if station.tile is not None:
                lit.update(self._lamps_of(station.tile))
        self._lamps = lit

    def _start_over(self) -> None:
        """Forget what the batch did to the floor: back to what is on disk."""
        self._batch, self._answers = Batch(), []
        self.strangers.start_over()
        self.floor = self.writer.load()

    def _set_aside(self, item: Item, error: Exception) -> None:
        reason = f"{type(error).__name__}: {error}"
        _log.error("an item broke and is set aside", source=item.source, exc_info=error)
        self._answer_set_aside(item, reason)
        self._reply(item, BadInput(reason))
        self.commit()

    def _answer_set_aside(self, item: Item, reason: str) -> None:
        signal = item.what
        if isinstance(signal, Signal):
            self.set_asides.keep(signal, item.source, reason)
        self._answer(item, Receipt("set-aside", self.floor.state.seq, reason))


def _give(answer: Callable[[Any], None], told: object) -> None:
    """What is on disk stays so, whatever becomes of the one who is told."""
    try:
        answer(told)
    except Exception:
        _log.exception("an answer found nobody")


def _delivery_of_command(asked: Asked) -> Delivery | None:
    """A key is its asker's own: the same one from somebody else, or for another kind of command, is another key.

    What stands in the place of a number is a digest of the content: the same key must mean the same. A pull that waited
    longer for its repeat is no other pull.
    """
    if not asked.key:
        return None
    command = replace(asked.command, age_us=0) if isinstance(asked.command, RaiseCall) else asked.command
    content = sha256(repr(command).encode("utf-8", "backslashreplace")).digest()
    return Delivery(f"key/{type(command).__name__}/{command.who}", asked.key, int.from_bytes(content[:7], "big"))


def _counts_at(signal: Signal) -> int:
    """When a reading counts from: the device's instant, unless its clock is ahead of ours or was never set."""
    claimed = signal.seen_at if signal.device_at is None else signal.device_at
    return signal.seen_at if signal.seen_at - claimed > HELD_MOST_US else min(claimed, signal.seen_at)


def _is_level(ref: PointRef) -> bool:
    return ref.kind in _LEVELS or (ref.kind == "stop" and ref.latched)


def _delivery(signal: Signal) -> Delivery | None:
    if signal.sender is None or signal.boot is None or signal.device_seq is None:
        return None
    return Delivery(signal.sender, signal.boot, signal.device_seq)
