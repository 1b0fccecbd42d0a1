"""Topics of another shape -> addresses. Pure.

topic    plant/+/press/+/status          what each + stands for is {1}, {2} ...
address  {1}/press-{2}/state             of the address; its last part is the point
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from andon.model.signal import Value
from andon.sources.mqtt.payload import Unreadable, shown, value_of

OWN = "andon"
_PLACE = re.compile(r"\{(\d{1,2})\}")
_WORD = re.compile(r"[A-Za-z0-9._-]{1,64}")


@dataclass(frozen=True, slots=True)
class Map:
    """One mapping. `value` is the dotted path in the JSON of the payload; `values` what its words mean."""

    topic: str
    address: str
    value: str
    values: Mapping[str, Value]
    otherwise: Value | None

    def address_of(self, words: Sequence[str]) -> str:
        """The address for what each + stands for. Raises Unreadable when that is no id."""
        for word in words:
            if not _WORD.fullmatch(word):
                raise Unreadable(f"{shown(word)} in the topic is no id: letters, digits, '.', '_' and '-', at most 64")
        return _PLACE.sub(lambda place: words[int(place[1]) - 1], self.address)

    def value_in(self, said: object) -> Value:
        """What the payload says. Raises Unreadable."""
        value = value_of(_at_path(said, self.value))
        if not self.values:
            return value
        known = self.values.get(_as_key(value), self.otherwise)
        if known is None:
            raise Unreadable(f"{shown(value)} is in no values of this map, and it has no otherwise")
        return known


class Maps:
    """All mappings, found by topic."""

    def __init__(self, maps: Sequence[Map]) -> None:
        self._by_filter: dict[str, list[Map]] = {}
        for one in maps:
            self._by_filter.setdefault(one.topic, []).append(one)
        self._patterns = [(_pattern(topic), found) for topic, found in self._by_filter.items()]

    @property
    def filters(self) -> list[str]:
        """What to subscribe to, each once."""
        return list(self._by_filter)

    def find(self, topic: str) -> tuple[Sequence[Map], Sequence[str]]:
        """The mappings of a topic, and what each + stands for there."""
        for pattern, found in self._patterns:
            if match := pattern.fullmatch(topic):
                return found, match.groups()
        return (), ()


def check_topic(topic: str) -> str:
    """A filter that can be mapped. Raises ValueError with what would be right."""
    parts = topic.split("/")
    if not topic or len(topic) > 200 or "" in parts:
        raise ValueError(f'"{topic}" is no topic; write parts with one / between them, at most 200 letters')
    if any(("+" in part and part != "+") or "#" in part for part in parts):
        raise ValueError(f'"{topic}" has a wildcard we cannot map; a + stands alone between two /, and # is not known')
    if parts[0] == OWN or parts[0].startswith("$"):
        raise ValueError(f'"{topic}" is spoken for; topics that begin with "{OWN}" or "$" need no map and take none')
    return topic


def check_address(address: str, topic: str) -> None:
    """An address that this topic can fill. Raises ValueError."""
    wildcards = topic.split("/").count("+")
    wrong = [place for place in _PLACE.findall(address) if not 1 <= int(place) <= wildcards]
    if wrong:
        raise ValueError(f'address "{address}" asks for {{{wrong[0]}}}, but "{topic}" has {wildcards} of +')
    rest = _PLACE.sub("x", address)
    if "/" not in rest or not all(_WORD.fullmatch(part) for part in rest.split("/")):
        raise ValueError(f'address "{address}" must be DEVICE/POINT, like "{{1}}/press-{{2}}/state"')


def check_topics_apart(topics: Sequence[str]) -> None:
    """Two filters that catch the same message would bring it twice. Raises ValueError."""
    for one, other in combinations(dict.fromkeys(topics), 2):
        if _overlap(one.split("/"), other.split("/")):
            raise ValueError(
                f'"{one}" and "{other}" catch the same messages, which would count twice; '
                "write one topic, several maps may have the same"
            )


def _overlap(one: Sequence[str], other: Sequence[str]) -> bool:
    pairs = zip(one, other, strict=False)
    return len(one) == len(other) and all(a == b or "+" in (a, b) for a, b in pairs)


def _pattern(topic: str) -> re.Pattern[str]:
    return re.compile("/".join("([^/]*)" if part == "+" else re.escape(part) for part in topic.split("/")))


def _at_path(said: object, path: str) -> object:
    for name in path.split(".") if path else ():
        if not isinstance(said, dict) or name not in said:
            raise Unreadable(f"the payload has nothing at {path!r}")
        said = said[name]
    return said


def _as_key(value: Value) -> str:
    """How a value is written as a key of `values`."""
    return str(value).lower() if isinstance(value, bool) else str(value)
