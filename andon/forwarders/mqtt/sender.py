"""What is to be said of the floor, and when it is said again."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from andon.forwarders.mqtt import encode
from andon.forwarders.mqtt.broker import Broker
from andon.forwarders.mqtt.wire import Wire
from andon.model.event import StationChanged
from andon.model.plan import Colour
from andon.ports import FloorNow

HOLDS_REFRESHES = 3  # two may be lost on the way before a state runs out
CLOSE_WITHIN_S = 1.0

Tile = tuple[int, StationChanged]


class StateTopics:
    """Levels as retained topics. Only what moved is said, and all of it every `refresh`."""

    name = "mqtt"
    tells_who = True

    def __init__(self, broker: Broker, refresh_us: int) -> None:
        self._broker, self._refresh_us = broker, refresh_us
        self._wire: Wire | None = None
        self._was_live: bool | None = None
        self._said_at = 0  # all of it
        self._seqs: dict[str, int] = {}
        self._told: dict[str, bytes] = {}

    def show(self, floor: FloorNow) -> None:
        """While the recorder does not live nothing is renewed: what was said runs out by itself."""
        wire = self._wire = self._wire or Wire(self._broker)
        if floor.is_live:
            self._say_states(wire, floor)
            self._say_who_was_told(wire, floor)
        if floor.is_live != self._was_live:
            self._was_live = floor.is_live
            wire.say(encode.ONLINE, encode.ALIVE if floor.is_live else encode.DEAD)

    def close(self) -> None:
        """Say that we are gone; where that is not possible our will does."""
        if self._wire is not None:
            self._wire.say(encode.ONLINE, encode.DEAD)
            self._wire.close(CLOSE_WITHIN_S)
            self._wire = None

    def _say_states(self, wire: Wire, floor: FloorNow) -> None:
        if abs(floor.at - self._said_at) >= self._refresh_us:  # either way: a clock may be set back
            self._said_at = floor.at
            known: dict[str, int] = {}
        else:
            known = self._seqs
        until = floor.at + HOLDS_REFRESHES * self._refresh_us
        seqs: dict[str, int] = {}
        for line, tiles in groupby(sorted(floor.tiles, key=_by_line), key=_by_line):
            seqs |= _say_line(wire, line, list(tiles), known, until, floor.colours)
        for topic in self._seqs.keys() - seqs.keys():
            wire.say(topic, encode.NOTHING)
        self._seqs = seqs

    def _say_who_was_told(self, wire: Wire, floor: FloorNow) -> None:
        """What a life before this one said, and is over by now, is taken away at the start."""
        told = {
            encode.told_topic(tile.line, tile.station): encode.station_told(tile, floor.told) for _, tile in floor.tiles
        }
        for topic in self._told.keys() - told.keys():
            wire.say(topic, encode.NOTHING)
        for topic, said in told.items():
            if self._told.get(topic) != said:
                wire.say(topic, said)
        self._told = told


def _by_line(tile: Tile) -> str:
    return tile[1].line


def _say_line(
    wire: Wire, line: str, tiles: list[Tile], known: dict[str, int], until: int, colours: Mapping[str, Colour]
) -> dict[str, int]:
    """Say what moved on a line; returns the seq of each of its topics."""
    seqs: dict[str, int] = {}
    for seq, tile in tiles:
        topic = encode.station_topic(line, tile.station)
        seqs[topic] = seq
        if known.get(topic) != seq:
            wire.say(topic, encode.station_state(seq, tile, until, colours))
    topic = encode.line_topic(line)
    seqs[topic] = max(seq for seq, _ in tiles)
    if known.get(topic) != seqs[topic]:
        wire.say(topic, encode.line_state(tiles, until))
    return seqs
