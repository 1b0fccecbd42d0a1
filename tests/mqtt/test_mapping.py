"""Topics of another shape, and the mistakes one can make in their sections."""

from __future__ import annotations

import re
from typing import Any

import pytest
from pydantic import ValidationError

from andon.base.errors import ConfigError
from andon.config import Section, validate
from andon.model.signal import Refused, Signal
from andon.sources.mqtt import Settings
from andon.sources.mqtt.codec import Codec, Message
from andon.sources.mqtt.mapping import Map

STATUS = Map("plant/+/press/+/status", "{1}/press-{2}/run", "data.mode", {"RUN": 1, "STOP": 0, "true": 1, "7": 0}, None)


def read(one: Map, topic: str, payload: bytes) -> list[Any]:
    return Codec([one], "test").read(Message(topic, payload, 5, slot=3, qos=1))


def test_a_message_is_heard_where_the_map_says() -> None:
    (said,) = read(STATUS, "plant/weld/press/2/status", b'{"data": {"mode": "RUN"}}')
    assert isinstance(said, Signal)
    assert (said.address, said.value, said.sender) == ("weld/press-2/run", 1, "plant/weld/press/2/status")


@pytest.mark.parametrize(("word", "value"), [("true", 1), ("7", 0), ('"STOP"', 0)])
def test_values_are_named_as_they_are_written(word: str, value: int) -> None:
    (said,) = read(STATUS, "plant/weld/press/2/status", b'{"data": {"mode": ' + word.encode() + b"}}")
    assert said.value == value


def test_an_unknown_word_is_refused_or_what_otherwise_says() -> None:
    payload = b'{"data": {"mode": "DREAMING"}}'
    (said,) = read(STATUS, "plant/weld/press/2/status", payload)
    assert isinstance(said, Refused)
    careful = Map(STATUS.topic, STATUS.address, STATUS.value, STATUS.values, 0)
    assert read(careful, "plant/weld/press/2/status", payload)[0].value == 0


@pytest.mark.parametrize(
    "payload", [b"{}", b'{"data": 1}', b'{"data": {"mode": {}}}', b'{"data": {"mode": null}}', b"x"]
)
def test_a_payload_without_the_value_is_refused(payload: bytes) -> None:
    (said,) = read(STATUS, "plant/weld/press/2/status", payload)
    assert isinstance(said, Refused)


@pytest.mark.parametrize("part", ["", "a b", "x" * 65, "\u00fc", "a\n"])
def test_a_part_of_the_topic_that_is_no_id_is_refused(part: str) -> None:
    (said,) = read(STATUS, f"plant/weld/press/{part}/status", b'{"data": {"mode": "RUN"}}')
    assert isinstance(said, Refused)


def test_several_maps_of_one_topic_each_take_their_value() -> None:
    made = Map(STATUS.topic, "{1}/press-{2}/made", "data.n", {}, None)
    codec = Codec([STATUS, made], "test")
    message = Message("plant/weld/press/2/status", b'{"data": {"mode": "RUN", "n": 3}}', 5, slot=9, qos=1)
    run, pieces = codec.read(message)
    assert (run.address, pieces.address) == ("weld/press-2/run", "weld/press-2/made")
    assert (run.handover.part, pieces.handover.part) == (0, 1)
    assert run.handover.digest == pieces.handover.digest
    assert codec.filters == ["andon/in/+/+/+", STATUS.topic]


MISTAKES = [
    ({"topic": "plant/#", "address": "a/b"}, "has a wildcard we cannot map"),
    ({"topic": "plant/a+/x", "address": "a/b"}, "has a wildcard we cannot map"),
    ({"topic": "plant//x", "address": "a/b"}, "is no topic"),
    ({"topic": "", "address": "a/b"}, "is no topic"),
    ({"topic": "andon/in/+/+/+", "address": "a/b"}, "is spoken for"),
    ({"topic": "$SYS/load", "address": "a/b"}, "is spoken for"),
    ({"topic": "plant/+/x", "address": "{2}/b"}, "asks for {2}"),
    ({"topic": "plant/+/x", "address": "{0}/b"}, "asks for {0}"),
    ({"topic": "plant/+/x", "address": "{1}"}, "must be DEVICE/POINT"),
    ({"topic": "plant/+/x", "address": "{1}/"}, "must be DEVICE/POINT"),
    ({"topic": "plant/+/x", "address": "{1}/{name}"}, "must be DEVICE/POINT"),
]


@pytest.mark.parametrize(("mapped", "why"), MISTAKES, ids=[why for _, why in MISTAKES])
def test_a_mistake_in_a_map_is_told(mapped: dict[str, Any], why: str) -> None:
    section = Section(file="andon.toml", name="sources.mqtt", table={"map": [mapped]})
    with pytest.raises(ConfigError) as told:
        validate(section, Settings)
    assert why in str(told.value)
    assert re.search(r"\[sources\.mqtt(\.map\.#1\]|\] map\.#1)", str(told.value))


def test_topics_that_catch_the_same_message_are_told() -> None:
    one, other = {"topic": "a/+/c", "address": "x/y"}, {"topic": "a/b/+", "address": "x/z"}
    with pytest.raises(ValidationError, match="catch the same messages"):
        Settings.model_validate({"map": [one, other]})


def test_a_file_must_be_named_from_the_root() -> None:
    with pytest.raises(ValidationError, match="not an absolute path"):
        Settings(ca_file="ca.pem")
