"""What the API says of who was told."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, Field


class NoticeOut(BaseModel):
    person: str
    state: str = Field(description="`waiting`, `bundled`, `sent`, `failed`, `suppressed`, or `acknowledged` by them")
    at: datetime | None = Field(description="when it was sent, or given up")
    because: str


class ToldOut(BaseModel):
    at: datetime
    tier: str
    why: str = Field(description="`raised`, `stopped`, `not-acknowledged`, `nobody` (on shift in the tier before) ...")
    storm: int | None = Field(description="the storm that it fell into")
    persons: list[NoticeOut] = Field(description="empty: nobody of the tier was on shift")


class ClimbOut(BaseModel):
    items: list[ToldOut]
    next: None = None
