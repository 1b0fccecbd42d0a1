"""mqtt: the state of every station and line as retained topics, for lamps, panels and other people's systems.

    encode.py    a tile -> topic and payload (pure)
    broker.py    how the broker is reached: address, version, log-in, TLS
    wire.py      the connection: says the last word of each topic
    sender.py    what is to be said, and when it is said again

In: the floor as it stands. Out: `andon/out/<line>/<station>/state` and `/told`, `andon/out/<line>/state`,
`andon/out/online`.
May import: floor (lamps), projections (the worst of a line), ports, model, base, paho, pydantic.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from andon.ports import LevelForwarder


def _absolute(path: str) -> str:
    if path and not Path(path).is_absolute():
        raise ValueError(f'"{path}" is not an absolute path; write it from the root, like "/etc/andon/ca.pem"')
    return path


_File = Annotated[str, AfterValidator(_absolute)]


class Settings(BaseModel):
    """Section `[forwarders.mqtt]`; `sample.toml` is the manual of each key."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: Annotated[str, StringConstraints(min_length=1)] = "127.0.0.1"
    port: int = Field(default=1883, ge=1, le=65_535)
    version: Literal["5", "3.1.1"] = "5"
    client_id: Annotated[str, StringConstraints(min_length=1, max_length=64)] = "andon-out"
    keepalive_s: int = Field(default=10, ge=2, le=3_600)
    user: str = ""
    password_file: _File = ""
    password_env: str = ""
    tls: bool = False
    ca_file: _File = ""
    cert_file: _File = ""
    key_file: _File = ""
    refresh_s: float = Field(default=5.0, ge=1, le=3_600)


def build(settings: Settings, data: Path) -> LevelForwarder:
    """The forwarder; it connects when it has something to show."""
    from andon.forwarders.mqtt.broker import Broker
    from andon.forwarders.mqtt.sender import StateTopics

    names = set(Settings.model_fields) - {"refresh_s"}
    broker = Broker(**{name: getattr(settings, name) for name in names})
    return StateTopics(broker, round(settings.refresh_s * 1_000_000))
