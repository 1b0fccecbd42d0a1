"""`validate`: a room reads its own section, and a mistake there is told as well as one in the plan."""

from __future__ import annotations

from typing import Annotated

import pytest
from pydantic import BaseModel, Field, model_validator

from andon.config import Address, ConfigError, Section, Settings, validate


class Broker(Settings):
    address: Address
    token: str = Field(default="", max_length=4)


class Topic(Settings):
    filter: str
    qos: Annotated[int, Field(ge=0, le=2)] = 1


class Mqtt(Settings):
    broker: Broker
    topics: tuple[Topic, ...] = ()
    keepalive_s: int | str = 30

    @model_validator(mode="after")
    def _some_topic(self) -> Mqtt:
        if not self.topics:
            raise ValueError("has no topics; add a [[sources.mqtt.topics]] table")
        return self


def told(table: dict[str, object], model: type[BaseModel] = Mqtt) -> list[str]:
    with pytest.raises(ConfigError) as failed:
        validate(Section(file="andon.toml", name="sources.mqtt", table=table), model)
    return str(failed.value).splitlines()


BROKER = {"address": "127.0.0.1:1883"}


def test_a_right_section_is_a_model() -> None:
    section = Section(
        file="andon.toml", name="sources.mqtt", table={"broker": BROKER, "topics": [{"filter": "andon/in/#"}]}
    )

    read = validate(section, Mqtt)

    assert read.topics == (Topic(filter="andon/in/#", qos=1),)


def test_sections_inside_are_named_in_full() -> None:
    assert told({"broker": {"adress": "x"}, "topics": [{"filter": "a", "qos": 3}]}) == [
        "andon.toml: [sources.mqtt.broker] address: is missing; add address = ...",
        "andon.toml: [sources.mqtt.broker] adress: is not a key of this section; did you mean address?",
        "andon.toml: [sources.mqtt.topics.#1] qos: is 3; write 2 or less",
    ]


def test_a_list_of_tables_is_asked_for_with_its_whole_header() -> None:
    assert told({"broker": BROKER, "topics": {"filter": "a"}}) == [
        "andon.toml: [sources.mqtt] topics: is one table; "
        "write [[sources.mqtt.topics]] with double brackets, once for each"
    ]


def test_a_rooms_own_rule_speaks_for_itself() -> None:
    assert told({"broker": BROKER}) == [
        "andon.toml: [sources.mqtt]: has no topics; add a [[sources.mqtt.topics]] table"
    ]


def test_a_key_of_several_kinds_is_named_by_its_key() -> None:
    lines = told({"broker": BROKER, "topics": [{"filter": "a"}], "keepalive_s": True})

    assert {line.split(": is")[0] for line in lines} == {"andon.toml: [sources.mqtt] keepalive_s"}


def test_a_secret_is_not_repeated() -> None:
    lines = told({"broker": {**BROKER, "token": "open sesame"}, "topics": [{"filter": "a"}]})

    assert "sesame" not in "".join(lines)
    assert lines[0].startswith("andon.toml: [sources.mqtt.broker] token: is the value; ")
