"""Tiers: who is told of an open call or stop, and who next when the answer does not come. No tier is told twice,
but for the people of a new shift who do not know yet.

Each time of a tier runs from when that tier was told, and stops by its own answer alone: to have heard is not to have
come. "I am here" from afar counts as heard. A stop is told of when it is an abnormality or a call asked for it; what
starves, blocks, was planned, or nobody has explained yet tells nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from andon.base.units import US_PER_S
from andon.floor import ladders, storms
from andon.floor.deadlines import schedule
from andon.floor.index import Index
from andon.floor.rosters import ladder_of, on_shift, shift_at
from andon.floor.state import Floor, Ladder, State, StationState
from andon.floor.transitions import IN_VAIN, TIMES, AnswerPhase
from andon.model.entry import (
    Entry,
    HelpSought,
    NoticeReported,
    NoticeTried,
    PlanAdopted,
    StormPassed,
    TierDue,
    Timer,
)
from andon.model.event import (
    CallAcknowledged,
    CallArrived,
    CallEnded,
    CallRaised,
    CallRetyped,
    Escalated,
    Escalation,
    Event,
    NoticeAsked,
    NoticeSettled,
    OpenCall,
    OpenStop,
    ShiftBegan,
    StationRemoved,
    StopAcknowledged,
    StopArrived,
    StopBegan,
    StopEnded,
    StopReasoned,
)
from andon.model.plan import Tier

_MOVING = (
    *(CallRaised, CallAcknowledged, CallArrived, CallRetyped, CallEnded, StationRemoved),
    *(StopBegan, StopAcknowledged, StopArrived, StopReasoned, StopEnded),
)
"""What may begin, answer or end a climb."""


def follow(floor: Floor, entry: Entry, out: list[Event]) -> None:
    """Bring the ladders into agreement with the calls and stops that an entry moved, and tell who is to be told."""
    state, index = floor.state, floor.index
    if index is None or not (index.plan.tiers or state.ladders or state.storms):
        return
    if isinstance(entry, PlanAdopted):
        storms.refit(state, index, entry.at, out)
        places = dict.fromkeys([*state.stations, *(ladder.place for ladder in state.ladders.values())])
    else:
        places = dict.fromkeys(f"{event.line}/{event.station}" for event in out if isinstance(event, _MOVING))
    begun = {f"{event.line}/{event.station}" for event in out if isinstance(event, ShiftBegan)}
    if not (places or begun):
        return
    storms.count(state, index, entry.at, entry.seq, out)
    climb = _Climb(state, index, entry.at, out)
    for place in places:
        climb.fit(place, state.stations.get(place))
    for ladder in [ladder for ladder in state.ladders.values() if ladder.place in begun and state.rules >= 2]:
        climb.turn(ladder, state.stations[ladder.place])
    schedule(state)


class _Climb:
    """What is told at one instant."""

    def __init__(self, state: State, index: Index, at: int, out: list[Event]) -> None:
        self.state, self.index, self.at, self.out = state, index, at, out

    def fit(self, place: str, station: StationState | None) -> None:
        """The ladders of a station are those of its open calls, and of its stop, which rests while it wants nobody."""
        for key, ladder in list(self.state.ladders.items()):
            if ladder.place == place and not (station and _is_open(ladder, station)):
                del self.state.ladders[key]
                if station:
                    self._hand_on(ladder, station)
        if station is None:
            return
        for call in station.calls.values():
            self._fit(Ladder(place, call.type, call=call.id), "raised", call)
        if station.stop is not None and not _wants_somebody(station):
            self._rest(self.state.ladders.get(f"stop/{station.stop.id}"))
        elif station.stop is not None:
            asked_by = next((cause.asked_by for cause in station.causes.values() if cause.asked_by), None)
            call_type, call_id = (asked_by.type, asked_by.id) if asked_by else ("", None)
            self._fit(Ladder(place, call_type, call=call_id, stop=station.stop.id), "stopped", station.stop)

    def _hand_on(self, ladder: Ladder, station: StationState) -> None:
        """A call that asked for a stop goes on climbing as the stop, and waits for it where it has yet to begin."""
        if ladder.stop is not None or not _asked_for_stop(ladder, station):
            return
        ladder.stop = station.stop.id if station.stop else None
        self.state.ladders.setdefault(ladders.key_of(ladder), ladder)

    def _rest(self, ladder: Ladder | None) -> None:
        """Somebody explained the stop: nobody is told of it any more, unless it is explained otherwise."""
        if ladder is not None:
            ladder.rests, ladder.timer, ladder.due = True, None, None

    def _fit(self, fresh: Ladder, why: Escalation, answers: OpenCall | OpenStop) -> None:
        ladder = self.state.ladders.setdefault(ladders.key_of(fresh), fresh)
        first = self._first(fresh)
        if ladder is fresh:
            self.tell(ladder, first, why)
        elif isinstance(answers, OpenCall) and ladder.call_type != answers.type:
            ladder.call_type = answers.type
            self.tell(ladder, [tier for tier in first[:1] if tier.id not in ladder.told], "retyped")
        elif self._current(ladder) is None:  # the plan has none of the tiers any more that were told
            self.tell(ladder, first, why)
        elif ladder.rests:
            ladder.told[next(reversed(ladder.told))] = self.at  # its times begin anew
        ladder.rests = False
        self.mind(ladder, answers)

    def tell(self, ladder: Ladder, tiers: Iterable[Tier], why: Escalation) -> None:
        """Tell the first of these tiers; where nobody of it is on shift, that is said and the next one is told."""
        for tier in tiers:
            persons = self._on_shift(ladder, tier)
            ladder.told[tier.id], ladder.passed = self.at, []
            self._say(ladder, tier, why, persons)
            if persons:
                return
            why = "nobody"

    def turn(self, ladder: Ladder, station: StationState) -> None:
        """Tell the first tier's people of a new shift, those apart who know; where it has none, the next tier's."""
        why: Escalation = "new-shift"
        shift = self._shift(ladder.place.partition("/")[0])
        if ladder.rests or shift in ("", ladder.shift):
            return
        for tier in self._first(ladder):
            persons = self._on_shift(ladder, tier)
            fresh = [person for person in persons if person not in ladder.knows]
            if fresh or not persons:
                self._tell_again(ladder, tier)
                self._say(ladder, tier, why, fresh)
            if persons:
                break
            why = "nobody"
        self.mind(ladder, _answers(ladder, station))

    def _tell_again(self, ladder: Ladder, tier: Tier) -> None:
        """The climb goes on from where it was: only the times of the tier that was told last begin anew."""
        last = self._current(ladder)
        order = [each.id for each in self.index.plan.tiers]
        is_climb = last is None or (tier.id not in ladder.told and order.index(tier.id) > order.index(last.id))
        if is_climb or tier == last:
            ladder.told[tier.id], ladder.passed = self.at, []
        else:
            ladder.told = {tier.id: self.at} | ladder.told

    def _say(self, ladder: Ladder, tier: Tier, why: Escalation, persons: list[str]) -> None:
        line, _, station = ladder.place.partition("/")
        storm, known = (None, []) if why == "seek-help" else storms.bundle(self.state, line, persons)
        ladder.shift = self._shift(line)
        ladder.knows += [person for person in persons if person not in ladder.knows]
        self.out.append(
            Escalated(
                at=self.at,
                line=line,
                station=station,
                tier=tier.id,
                why=why,
                call=ladder.call,
                stop=ladder.stop,
                persons=persons,
                storm=storm,
                bundled=known,
            )
        )

    def above(self, ladder: Ladder) -> list[Tier]:
        """The tiers after the one that was told last, those apart that know already."""
        known = [tier.id for tier in self.index.plan.tiers]
        last = self._current(ladder)
        begin = known.index(last.id) + 1 if last else 0
        return [tier for tier in self._first(ladder) if tier.id not in ladder.told and known.index(tier.id) >= begin]

    def mind(self, ladder: Ladder, answers: OpenCall | OpenStop | None) -> None:
        """Which time of the tier told last ends next; none where nobody is left, or its stop has yet to begin."""
        tier, ladder.timer, ladder.due = self._current(ladder), None, None
        if answers is None or ladder.rests or tier is None or tier == self.index.plan.tiers[-1]:
            return
        limits_s: dict[Timer, float | None] = {
            "acknowledge": tier.acknowledge_s,
            "arrive": tier.arrive_s,
            "resolve": tier.resolve_s,
        }
        running = [name for name in TIMES[_phase(answers)] if name not in ladder.passed]
        ends = [(int(limit_s * US_PER_S), name) for name in running if (limit_s := limits_s[name]) is not None]
        if ends:
            after_us, ladder.timer = min(ends)
            ladder.due = ladder.told[tier.id] + after_us

    def _first(self, ladder: Ladder) -> list[Tier]:
        return ladder_of(self.index.plan, ladder.place, ladder.call_type, self._shift(ladder.place.partition("/")[0]))

    def _current(self, ladder: Ladder) -> Tier | None:
        """The tier that was told last, of those that the plan still has."""
        held = {tier.id: tier for tier in self.index.plan.tiers}
        return next((held[tier] for tier in reversed(ladder.told) if tier in held), None)

    def _on_shift(self, ladder: Ladder, tier: Tier) -> list[str]:
        line = ladder.place.partition("/")[0]
        return on_shift(self.index.plan, tier.id, line, self._shift(line))

    def _shift(self, line: str) -> str:
        return shift_at(self.index.plan, line, self.at, self.state.calendar.get(line))


def _is_open(ladder: Ladder, station: StationState) -> bool:
    if ladder.stop is None:
        return any(call.id == ladder.call for call in station.calls.values())
    return station.stop is not None and station.stop.id == ladder.stop


def _asked_for_stop(ladder: Ladder, station: StationState) -> bool:
    return any(cause.asked_by is not None and cause.asked_by.id == ladder.call for cause in station.causes.values())


def _wants_somebody(station: StationState) -> bool:
    stop = station.stop
    if stop is None or stop.induced is not None:
        return False
    return stop.stop_class == "abnormality" or any(cause.asked_by for cause in station.causes.values())


def _phase(answers: OpenCall | OpenStop) -> AnswerPhase:
    if answers.arrived is not None:
        return "arrived" if answers.at_station else "coming"
    return "raised" if answers.acknowledged is None else "heard"


def _answers(ladder: Ladder, station: StationState) -> OpenCall | OpenStop | None:
    if ladder.stop is not None:
        return station.stop
    return next((call for call in station.calls.values() if call.id == ladder.call), None)


def _tier_due(floor: Floor, entry: TierDue, out: list[Event]) -> None:
    """The next tier is told; where none is left now, this time has passed in vain and the others run on."""
    ladder = ladders.find(floor.state, entry.call, entry.stop)
    if ladder is None or floor.index is None or ladder.due != entry.at or ladder.timer != entry.timer:
        return
    ladder.passed.append(entry.timer)
    _tell_next(floor, ladder, IN_VAIN[entry.timer], entry.at, out)


def _help_sought(floor: Floor, entry: HelpSought, out: list[Event]) -> None:
    ladder = ladders.find(floor.state, entry.call, entry.stop)
    if ladder is not None:
        _tell_next(floor, ladder, "seek-help", entry.at, out)


def _tell_next(floor: Floor, ladder: Ladder, why: Escalation, at: int, out: list[Event]) -> None:
    index, station = floor.index, floor.state.stations.get(ladder.place)
    if index is None or station is None:
        return
    climb = _Climb(floor.state, index, at, out)
    climb.tell(ladder, climb.above(ladder), why)
    climb.mind(ladder, _answers(ladder, station))
    schedule(floor.state)


def _storm_passed(floor: Floor, entry: StormPassed, out: list[Event]) -> None:
    watch = floor.state.storms.get(entry.line)
    if watch is not None and watch.due == entry.at:
        storms.end(floor.state, entry.line, entry.at, out)
        schedule(floor.state)


def _notice_tried(floor: Floor, entry: NoticeTried, out: list[Event]) -> None:
    out.append(NoticeAsked(at=entry.at, person=entry.person))


def _notice_reported(floor: Floor, entry: NoticeReported, out: list[Event]) -> None:
    settled = NoticeSettled(
        at=entry.at,
        escalation=entry.escalation,
        n=entry.n,
        person=entry.person,
        state=entry.state,
        because=entry.because,
    )
    out.append(settled)


def is_left(floor: Floor, ladder: Ladder, at: int) -> bool:
    """Whether a tier is left that could be told of it now."""
    return floor.index is not None and bool(_Climb(floor.state, floor.index, at, []).above(ladder))


# Each handler takes its own kind of entry, which a dict of callables cannot say.
HANDLERS: dict[type[Entry], Callable[..., None]] = {
    TierDue: _tier_due,
    HelpSought: _help_sought,
    StormPassed: _storm_passed,
    NoticeTried: _notice_tried,
    NoticeReported: _notice_reported,
}
