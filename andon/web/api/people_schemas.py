"""Forms of who is here and of paired devices."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from andon.web.proofs import BADGE_MOST, PIN_MOST


class HereIn(BaseModel):
    """A badge, or a person and the PIN."""

    model_config = ConfigDict(extra="forbid", strict=True)

    person: str = Field(default="", max_length=32)
    pin: str = Field(default="", max_length=PIN_MOST)
    badge: str = Field(default="", max_length=BADGE_MOST)


class PersonOut(BaseModel):
    id: str
    name: str


class PeopleOut(BaseModel):
    items: list[PersonOut]
    next: None = None


class HereOut(BaseModel):
    """`proof` is sent along with what this person says at the station within two minutes."""

    person: str
    name: str
    role: str
    proof: str


class DeviceOut(BaseModel):
    id: str
    name: str
    kind: Literal["station", "tv"]
    line: str
    station: str
    state: Literal["waiting", "paired"]
    code: str = Field(description="what it shows while it waits")
    asked: str
    approved: str | None
    approved_by: str
    last_seen: str | None


class DevicesOut(BaseModel):
    items: list[DeviceOut]
    next: None = None


class MeOut(BaseModel):
    """Who and what this browser is. `csrf` is for the next unsafe request that rides on its cookies."""

    person: PersonOut | None
    role: str | None
    device: DeviceOut | None
    csrf: str


class RenameIn(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    name: str = Field(min_length=1, max_length=80)


class EmptyOut(BaseModel):
    """Done."""
