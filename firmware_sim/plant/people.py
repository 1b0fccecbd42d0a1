"""The people of the plant: who pulls, who comes, who restarts.

pull --- leader comes --- fixed, restart        the station stands from the end of its work zone until the restart
pull --- leader comes --- second pull           a cancel: the leader settled it inside the window, nothing stood
red stop in --- leader comes --- red stop out --- restart
"""

from collections.abc import Callable
from functools import partial
from random import Random

from firmware_sim.plant.agenda import SECOND_US, Agenda
from firmware_sim.plant.station import Station
from firmware_sim.scenarios import PeopleSpec

Touch = Callable[[int, str, int], None]  # station's index, point, value

LEADER_BEFORE_CANCEL_S = 1.5
RESTART_AFTER_RED_S = 2.0


class People:
    """Puts hands on boxes. Each station has at most one open problem: nobody pulls a cord that is being answered."""

    def __init__(self, spec: PeopleSpec, stations: list[Station], agenda: Agenda, rng: Random, touch: Touch) -> None:
        self._spec, self._stations, self._agenda, self._rng, self._touch = spec, stations, agenda, rng, touch
        self.busy: set[int] = set()  # indexes of stations with an open problem
        self._expect(spec.yellow_pulls_per_minute / 60, self._yellow)
        self._expect(spec.red_stops_per_hour / 3600, self._red)

    def _expect(self, per_second: float, problem: Callable[[int], None]) -> None:
        """Problems come by chance at a steady rate, at any station that has none."""
        if per_second > 0:
            self._in_s(self._rng.expovariate(per_second), partial(self._happen, per_second, problem))

    def _happen(self, per_second: float, problem: Callable[[int], None]) -> None:
        calm = [index for index in range(len(self._stations)) if index not in self.busy]
        if calm:
            index = self._rng.choice(calm)
            self.busy.add(index)
            problem(index)
        self._expect(per_second, problem)

    def _yellow(self, index: int) -> None:
        spec, rng = self._spec, self._rng
        self._push(index, "cord")
        if rng.random() < spec.cancel_share:
            cancel_s = rng.uniform(*spec.cancel_after_s)
            self._in_s(cancel_s - LEADER_BEFORE_CANCEL_S, partial(self._push, index, "leader"))
            self._in_s(cancel_s, partial(self._push, index, "cord"))
            self._in_s(cancel_s + spec.press_s, partial(self.busy.discard, index))
            return
        leader_s = rng.uniform(*spec.leader_after_s)
        fixed_s = leader_s + rng.uniform(*spec.fixed_after_s)
        self._in_s(leader_s, partial(self._push, index, "leader"))
        if fixed_s > spec.hold_after_s:
            self._in_s(spec.hold_after_s, partial(self._stations[index].hinder, "cord"))
        self._in_s(fixed_s, partial(self._restart, index, "cord"))

    def _red(self, index: int) -> None:
        spec, rng = self._spec, self._rng
        red_s = rng.uniform(*spec.red_for_s)
        self._touch(index, "stop", 1)
        self._stations[index].hinder("red")
        self._in_s(min(rng.uniform(*spec.leader_after_s), red_s / 2), partial(self._push, index, "leader"))
        self._in_s(red_s, partial(self._touch, index, "stop", 0))
        self._in_s(red_s + RESTART_AFTER_RED_S, partial(self._restart, index, "red"))

    def _restart(self, index: int, reason: str) -> None:
        self._push(index, "restart")
        self._stations[index].free(reason)
        self._in_s(self._spec.press_s, partial(self.busy.discard, index))

    def _push(self, index: int, point: str) -> None:
        """A short press: down now, up after `press_s`."""
        self._touch(index, point, 1)
        self._in_s(self._spec.press_s, partial(self._touch, index, point, 0))

    def _in_s(self, delay_s: float, act: Callable[[], None]) -> None:
        self._agenda.after(round(delay_s * SECOND_US), act)
