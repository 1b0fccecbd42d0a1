"""Forms of /api/v1/plan and /api/v1/setup. What a plan holds is judged by `config`, which names every problem."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from andon.model.plan import BoxUid, Slug
from andon.model.signal import Lamp

EDITS_MOST = 200
Why = Annotated[str, Field(min_length=1, max_length=500)]
Version = Annotated[int, Field(ge=0, le=2**53, description="the version that was read; a stale one is answered by 409")]


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class EditIn(_In):
    at: list[str] = Field(min_length=1, max_length=12, description="section, ids of its items, key")
    set: Any = Field(default=None, description="the new value; null takes the key away")
    add: dict[str, Any] | None = Field(default=None, description="an item for the end of a list")
    remove: bool = Field(default=False, description="take the item away")


class PreviewIn(_In):
    plan: dict[str, Any] | None = None
    edits: list[EditIn] | None = Field(default=None, max_length=EDITS_MOST)

    def edits_made(self) -> list[dict[str, Any]] | None:
        if self.edits is None:
            return None
        return [edit.model_dump(exclude_unset=True) for edit in self.edits]


class AdoptIn(PreviewIn):
    version: Version
    why: Why


class UndoIn(_In):
    version: Version
    why: Why


class ProblemOut(BaseModel):
    file: str
    section: str
    key: str
    wrong: str
    remedy: str


class PreviewOut(BaseModel):
    changes: list[str]
    problems: list[ProblemOut]
    warnings: list[str]


class AdoptedBy(BaseModel):
    at: datetime
    who: str
    why: str


class DraftOut(BaseModel):
    version: int
    adopted: AdoptedBy
    plan: dict[str, Any]
    files: list[str]
    by_hand: list[str] = Field(description="what the files say that was never adopted")


class AdoptedOut(BaseModel):
    seq: int
    changes: list[str]


class PlaceIn(_In):
    line: Slug
    station: Slug


class LightIn(PlaceIn):
    lamps: list[Lamp] = Field(max_length=6)


class BoxPath(_In):
    uid: BoxUid


class StrangerOut(BaseModel):
    uid: str
    point: str
    value: bool | int | float | str
    at: datetime
    is_lit: bool


class HeardOut(BaseModel):
    point: str
    value: bool | int | float | str
    at: datetime


class TestOut(BaseModel):
    line: str
    station: str
    since: datetime
    until: datetime
    who: str
    lamps: list[str]
    heard: list[HeardOut]


class SetupOut(BaseModel):
    at: datetime
    version: int
    boxes: list[StrangerOut] = Field(description="boxes that spoke and belong to no station, the newest word first")
    tests: list[TestOut]


class LitOut(BaseModel):
    lit: Literal[True]
