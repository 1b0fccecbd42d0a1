"""A message -> what it says. Pure; never raises.

    andon/in/<line>/<station>/<point>    signal <line>/<station>/<point>
    andon/in/<line>/<station>/alive      life sign of <line>/<station>: true, false, 1 or 0 (the will)
    andon/in/<line>/<station>/lamp       the same, and which lamps are lit: {"green": false, "yellow": true}
    anything else                        what the maps of the configuration make of it

A retained message is what somebody said once: its reading is stale, its lamps say nothing of now, and an `alive` of it
is believed only when it says that the device went away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

from andon.model.plan import BOX_LINE
from andon.model.signal import Handover, Heard, LifeSign, Refused, Signal
from andon.sources.mqtt.mapping import Map, Maps
from andon.sources.mqtt.payload import PAYLOAD_BYTES_MAX, Reading, Unreadable, glow, parse, read, shown

PLAIN = "andon/in/+/+/+"
ALIVE = "alive"
LAMP = "lamp"
TOPICS_KEPT = 10_000  # read once: a thousand stations of ten points each
_PREFIX = "andon/in/"
_SLUG = re.compile(r"[a-z0-9-]{1,32}")


class Message(NamedTuple):
    """A PUBLISH as it came. `slot` is its packet identifier; `size` the length of a payload that may have been cut."""

    topic: str
    payload: bytes
    seen_at: int
    slot: int = 0
    qos: int = 0
    again: bool = False
    retained: bool = False
    size: int = 0


class Codec:
    """The plain profile and the maps. `session` names the broker's memory of us."""

    def __init__(self, maps: Sequence[Map], session: str) -> None:
        self._maps = Maps(maps)
        self._session = f"mqtt/{session}"

    @property
    def session(self) -> str:
        return self._session

    @property
    def filters(self) -> list[str]:
        """What to subscribe to."""
        return [PLAIN, *self._maps.filters]

    def read(self, message: Message) -> list[Heard]:
        """All that the message says; what cannot be read is refused and says why."""
        try:
            if message.size > PAYLOAD_BYTES_MAX:
                raise Unreadable(f"a payload of {message.size} bytes; at most {PAYLOAD_BYTES_MAX} are read")
            if message.topic.startswith(_PREFIX):
                return self._plain(message)
            return list(self._mapped(message))
        except Unreadable as wrong:
            return [self._refused(message, wrong)]

    def _plain(self, message: Message) -> list[Heard]:
        device, point = _place(message.topic)
        said = parse(message.payload)
        if point == LAMP:
            return [] if message.retained else [LifeSign(device, message.seen_at, glow=glow(said))]
        reading = read(said)
        if point == ALIVE:
            return list(_life_signs(device, reading, message))
        return [self._signal(f"{device}/{point}", reading, message, 0)]

    def _mapped(self, message: Message) -> Iterator[Heard]:
        maps, words = self._maps.find(message.topic)
        if not maps:
            raise Unreadable("no map of the configuration has this topic")
        said = parse(message.payload)
        for part, one in enumerate(maps):
            try:
                yield self._signal(one.address_of(words), Reading(one.value_in(said)), message, part)
            except Unreadable as wrong:
                yield self._refused(message, wrong)

    def _signal(self, address: str, reading: Reading, message: Message, part: int) -> Signal:
        return Signal(
            address=address,
            value=reading.value,
            seen_at=message.seen_at,
            device_at=reading.at_us,
            sender=message.topic,
            boot=reading.boot,
            device_seq=reading.seq,
            quality="stale" if message.retained else "good",
            is_level=message.retained,
            handover=self._handover(message, part) if reading.boot is None and message.qos else None,
        )

    def _handover(self, message: Message, part: int) -> Handover:
        said = blake2b(message.topic.encode() + b"\0" + message.payload, digest_size=12)
        return Handover(self._session, message.slot, part, said.hexdigest(), message.again)

    def _refused(self, message: Message, wrong: Unreadable) -> Refused:
        return Refused(shown(message.topic)[1:-1], shown(message.payload[:64]), str(wrong), message.seen_at)


@lru_cache(TOPICS_KEPT)
def _place(topic: str) -> tuple[str, str]:
    """(device, point) of a plain topic. Raises Unreadable."""
    parts = topic[len(_PREFIX) :].split("/")
    if len(parts) != 3 or not all(_SLUG.fullmatch(part) for part in parts):
        raise Unreadable(f"a topic is {_PREFIX}<line>/<station>/<point>, each of 1 to 32 out of a-z, 0-9 and -")
    line, station, point = parts
    if line == BOX_LINE:
        raise Unreadable(f"{BOX_LINE} is no line: it is kept for what stop-cord boxes say")
    return f"{line}/{station}", point


def _life_signs(device: str, reading: Reading, message: Message) -> Iterator[LifeSign]:
    if isinstance(reading.value, str) or reading.value not in (0, 1):
        raise Unreadable(f"the point {ALIVE} takes true or false, 1 or 0")
    if message.retained and reading.value:
        return  # the broker remembers it; whether the device lives, it does not know
    yield LifeSign(device, message.seen_at, alive=bool(reading.value))
