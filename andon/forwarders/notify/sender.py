"""Which messages wait, who sends them, and what is reported of each.

The place of each message in the book is its state: what waits is sent, what became of it is told at the desk, and what
waits no more is never sent again. So a restart loses nothing, and nobody is paged about last month; what is still open
is told however late.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass

import structlog

from andon.base.errors import AndonError
from andon.base.units import US_PER_S
from andon.forwarders.notify import Settings, channel
from andon.forwarders.notify.encode import encode
from andon.forwarders.notify.words import gettext_in
from andon.journal.reader import BookUnavailable, Reader
from andon.journal.told_rows import WaitingNotice
from andon.model.entry import NoticeState
from andon.model.plan import LANGUAGES, Plan
from andon.ports import Desk, FloorNow

RETRY_FIRST_US, RETRY_MOST_US = 2 * US_PER_S, 60 * US_PER_S
WHO = "notify"

_log = structlog.get_logger()
_Key = tuple[int, int, str]


@dataclass(slots=True)
class _Try:
    """A message that is under way: when it is tried, why it was not taken, what is yet to be reported of it."""

    first_at: int = 0
    next_at: int = 0
    tries: int = 0
    because: str = ""
    report: tuple[NoticeState, str] | None = None
    busy: bool = False


class Notify:
    """A far end that is slow or down keeps one of a few threads, and nobody else."""

    name = WHO

    def __init__(self, reader: Reader, settings: Settings) -> None:
        self._reader, self._settings = reader, settings
        self._fresh_us, self._retry_us = (round(s * US_PER_S) for s in (settings.fresh_for_s, settings.retry_for_s))
        self._desk: Desk | None = None
        self._tries: dict[_Key, _Try] = {}

    def use(self, desk: Desk) -> None:
        """Where what became of each message is told."""
        self._desk = desk

    def show(self, floor: FloorNow) -> None:
        """Set to work whatever waits and is due; nobody waits here for a far end."""
        try:
            held, waiting = self._reader.plan(), self._reader.waiting_notices()
        except BookUnavailable as away:
            _log.info("notify: the book cannot be read", reason=str(away))
            return
        self._forget({key_of(told) for told in waiting})
        for told in waiting:
            if held is not None and self._is_due(key_of(told), floor.at):
                self._begin(told, held.plan, floor.at)

    def close(self) -> None:
        """What waits, or is under way, is sent after the next start."""
        self._reader.close()

    def _forget(self, waiting: set[_Key]) -> None:
        self._tries = {key: held for key, held in self._tries.items() if key in waiting or held.busy}

    def _is_due(self, key: _Key, now: int) -> bool:
        """One after the other to the same person, a few at once to all."""
        held = self._tries.setdefault(key, _Try())
        busy = [person for (_, _, person), other in self._tries.items() if other.busy]
        if len(busy) >= self._settings.at_once or key[2] in busy:
            return False
        return held.report is not None or held.next_at <= now

    def _begin(self, told: WaitingNotice, plan: Plan, now: int) -> None:
        """A thread for each: it ends with the process, whatever keeps it waiting."""
        held = self._tries[key_of(told)]
        held.busy = True
        threading.Thread(target=self._work, args=(told, plan, now, held), name="notify", daemon=True).start()

    def _work(self, told: WaitingNotice, plan: Plan, now: int, held: _Try) -> None:
        try:
            if held.report is None:
                held.report = self._attempt(told, plan, now, held)
            if held.report is not None:
                self._report(key_of(told), held.report)
        except Exception:  # what nobody foresaw must not keep the message from being tried again
            _log.exception("notify: a message broke", person=told.person)
            held.next_at = now + RETRY_MOST_US
        finally:
            held.busy = False

    def _attempt(self, told: WaitingNotice, plan: Plan, now: int, held: _Try) -> tuple[NoticeState, str] | None:
        """What is to be reported; None while it is to be tried again."""
        if told.is_over:
            return "suppressed", "it was over before the message was sent"
        if not held.tries and now - told.about.at > self._fresh_us and not told.is_open:
            return "suppressed", f"it is older than {self._settings.fresh_for_s:g} s"
        if held.tries and now - held.first_at > self._retry_us:
            return "failed", held.because
        addresses = self._reader.people.contacts(told.person)
        if not addresses:
            return "failed", "no address is known for this person"
        held.because = self._send(told, plan, addresses, now)
        if not held.because:
            return "sent", ""
        held.first_at = held.first_at or now
        held.tries += 1
        held.next_at = now + min(RETRY_MOST_US, RETRY_FIRST_US * 2 ** (held.tries - 1))
        _log.info("notify: not taken", person=told.person, reason=held.because, tries=held.tries)
        return None

    def _send(self, told: WaitingNotice, plan: Plan, addresses: tuple[str, ...], now: int) -> str:
        """Try every address of the person; empty when one of them took it, else why none did."""
        person = self._reader.people.person(told.person)
        language = person.language if person and person.language in LANGUAGES else self._settings.language
        message = encode(told, plan, language, gettext_in(language), self._settings.pages, now)
        refusals = [channel.send(address, message) for address in addresses]
        return "" if "" in refusals else "; ".join(refusals)

    def _report(self, key: _Key, report: tuple[NoticeState, str]) -> None:
        """A desk that does not answer is asked again in the next round; the message is not sent again for that."""
        seq, n, person = key
        state, because = report
        said = {"who": WHO, "escalation": seq, "n": n, "person": person, "state": state, "because": because}
        if self._desk is None:
            return
        try:
            self._desk.ask("report-notice", dict(said))
        except AndonError as away:
            _log.info("notify: not reported yet", person=person, reason=str(away))


def key_of(told: WaitingNotice) -> _Key:
    """Which event, and to whom."""
    return told.about.seq, told.about.n, told.person
