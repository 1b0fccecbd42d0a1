"""influx: counts, values, states, calls, stops and triggers as points of InfluxDB.

In: events and samples. Out: line protocol to `/api/v2/write`, each batch answered before the next.
`schema` what is promised · `encode` lines · `replies` what an answer means · `sender` the connection.
May import: journal (to read), ports, model, base.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from andon.ports import Forwarder


class Settings(BaseModel):
    """Section `[forwarders.influx]`; `sample.toml` is the manual of each key."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: str = Field(default="http://127.0.0.1:8086", pattern=r"^https?://[^\s/]+")
    org: str = "andon"
    bucket: str = Field(default="andon", min_length=1)
    token_file: str = ""
    token_env: str = ""
    ca_file: str = ""
    timeout_s: float = Field(default=10.0, gt=0, le=600)
    gzip: bool = False
    batch_points: int = Field(default=5_000, ge=1, le=100_000)


def build(settings: Settings, data: Path) -> Forwarder:
    """The forwarder; relative files start at the data folder."""
    from andon.base.clock import Clock
    from andon.forwarders.influx.past import JournalPast
    from andon.forwarders.influx.sender import Influx

    return Influx(settings, data, JournalPast(data), Clock())
