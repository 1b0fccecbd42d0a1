"""The whole plant: lines built from a scenario, time steps in, readings out."""

from dataclasses import dataclass
from functools import partial
from random import Random

from firmware_sim.plant.agenda import Agenda
from firmware_sim.plant.people import People
from firmware_sim.plant.reading import Reading
from firmware_sim.plant.station import TOTAL_MASK, Buffer, Station
from firmware_sim.scenarios import LineSpec, Scenario


@dataclass(frozen=True, slots=True)
class Balance:
    """Where a line's pieces are. `came + began == went + between + in_work + scrapped` at all times."""

    came: int  # taken from the endless supply
    began: int  # in the buffers at the start
    went: int
    between: int
    in_work: int
    scrapped: int


class Plant:
    """All lines and people of a scenario. Plant time starts at 0; the first step also starts the machines."""

    def __init__(self, scenario: Scenario, seed: int) -> None:
        self.scenario = scenario
        self._agenda = Agenda()
        self._said: list[Reading] = []
        self._names: list[tuple[str, str]] = []
        self.stations: list[Station] = []
        self._machine: list[bool] = []
        for line in scenario.lines:
            self._build(line, seed)
        chance = Random(f"{seed}/people")  # noqa: S311 - chance, not secrets
        self.people = People(scenario.people, self.stations, self._agenda, chance, self._say)
        for station in self.stations:
            self._agenda.after(0, station.go)

    def step(self, now_us: int) -> list[Reading]:
        """Everything said after the last step, up to and including `now_us` (microseconds), in time order."""
        self._agenda.run_until(now_us)
        said, self._said = self._said, []
        return said

    def next_us(self) -> int | None:
        """When something happens next, or None when nothing ever will."""
        return self._agenda.next_us()

    def levels(self) -> list[Reading]:
        """What every point stands at now: what a controller says when it comes up."""
        now_us = self._agenda.now_us
        levels = []
        for index, station in enumerate(self.stations):
            points: dict[str, int | str] = {"state": station.word, "fault": station.fault}
            if not self._machine[index]:
                points = {}
            points |= {"count": station.made & TOTAL_MASK, "reject": station.rejected & TOTAL_MASK}
            levels += [Reading(now_us, *self._names[index], point, value) for point, value in points.items()]
        return levels

    def balance(self, line_id: str) -> Balance:
        """The pieces of one line, counted."""
        line = next(line for line in self.scenario.lines if line.id == line_id)
        stations = [s for s, (name, _) in zip(self.stations, self._names, strict=True) if name == line_id]
        buffers = [station.outbox for station in stations if station.outbox]
        return Balance(
            came=stations[0].supplied,
            began=len(buffers) * (line.buffer // 2),
            went=stations[-1].delivered,
            between=sum(buffer.level for buffer in buffers),
            in_work=sum(station.in_work for station in stations),
            scrapped=sum(station.rejected for station in stations),
        )

    def _build(self, line: LineSpec, seed: int) -> None:
        before: Station | None = None
        for spec in line.stations:
            chance = Random(f"{seed}/{line.id}/{spec.id}")  # noqa: S311 - chance, not secrets
            station = Station(spec, self._agenda, chance, partial(self._say, len(self.stations)))
            self._names.append((line.id, spec.id))
            self._machine.append(line.machine)
            self.stations.append(station)
            if before is not None:
                station.inbox = before.outbox = Buffer(line.buffer, line.buffer // 2)
                station.inbox.maker, station.inbox.taker = before, station
            before = station

    def _say(self, index: int, point: str, value: int | str) -> None:
        if point in ("state", "fault") and not self._machine[index]:
            return  # people have no controller: what they do is seen by cords and counts
        self._said.append(Reading(self._agenda.now_us, *self._names[index], point, value))
