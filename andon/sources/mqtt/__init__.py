"""mqtt: readings that devices publish at a broker.

    payload.py      bytes -> a JSON value, a reading, or what is wrong with it (pure)
    mapping.py      other people's topics -> addresses (pure)
    codec.py        a message -> signals, life signs, or why it was refused (pure)
    broker.py       how the broker is reached: address, version, log-in, TLS
    frames.py       bytes -> messages, and the packets that are paho's (pure)
    read_ahead.py   a socket that asks the kernel once for many messages, and paho's client on it
    connection.py   one connection: reads, acknowledges, keeps alive
    link.py         the thread that connects again and again
    reader.py       hands over, and says who is silent when the broker is

In: messages of `andon/in/<line>/<station>/<point>` and of mapped topics. Out: signals `<line>/<station>/<point>`, life
signs of `<line>/<station>`; back to the broker: an acknowledgement after the commit.
May import: ports, model, base, paho, pydantic. A new field of a payload goes into `payload.py`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from andon import ports
from andon.model.signal import Value
from andon.sources.mqtt.mapping import check_address, check_topic, check_topics_apart


def _absolute(path: str) -> str:
    if path and not Path(path).is_absolute():
        raise ValueError(f'"{path}" is not an absolute path; write it from the root, like "/etc/andon/ca.pem"')
    return path


_File = Annotated[str, AfterValidator(_absolute)]


class Mapped(BaseModel):
    """Section `[[sources.mqtt.map]]`: where a message of another shape is heard."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    topic: Annotated[str, AfterValidator(check_topic)]
    address: Annotated[str, Field(max_length=200)]
    value: str = ""
    values: dict[str, Value] = {}
    otherwise: Value | None = None

    @model_validator(mode="after")
    def _fits(self) -> Mapped:
        check_address(self.address, self.topic)
        return self


class Settings(BaseModel):
    """Section `[sources.mqtt]`; `sample.toml` is the manual of each key."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: Annotated[str, StringConstraints(min_length=1)] = "127.0.0.1"
    port: int = Field(default=1883, ge=1, le=65_535)
    version: Literal["5", "3.1.1"] = "5"
    client_id: Annotated[str, StringConstraints(min_length=1, max_length=64)] = "andon"
    keepalive_s: int = Field(default=10, ge=2, le=3_600)
    session_expiry_s: int = Field(default=604_800, ge=60, le=4_294_967_294)
    user: str = ""
    password_file: _File = ""
    password_env: str = ""
    tls: bool = False
    ca_file: _File = ""
    cert_file: _File = ""
    key_file: _File = ""
    map: tuple[Mapped, ...] = ()

    @model_validator(mode="after")
    def _maps_apart(self) -> Settings:
        check_topics_apart([mapped.topic for mapped in self.map])
        return self


def build(settings: Settings, clock: ports.Clock) -> ports.Source:
    """The source, not yet running."""
    from andon.sources.mqtt.broker import Broker
    from andon.sources.mqtt.codec import Codec
    from andon.sources.mqtt.mapping import Map
    from andon.sources.mqtt.reader import MqttSource

    maps = [Map(m.topic, m.address, m.value, m.values, m.otherwise) for m in settings.map]
    names = set(Settings.model_fields) - {"map"}
    broker = Broker(**{name: getattr(settings, name) for name in names})
    return MqttSource(broker, Codec(maps, settings.client_id), clock)
