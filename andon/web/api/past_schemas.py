"""The forms of `/api/v1/past`."""

from __future__ import annotations

from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from andon.base.units import US_PER_HOUR, from_datetime
from andon.web.api.schemas import Moment


class PastQuery(BaseModel):
    """Which line, and when: an hour at most, so that an answer is small and soon there."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    line: str
    begin: Moment = Field(alias="from")
    end: Moment = Field(alias="to")

    @model_validator(mode="after")
    def _is_short(self) -> Self:
        if not 0 < self.end_us() - self.begin_us() <= US_PER_HOUR:
            raise ValueError("`to` comes after `from`, and not more than an hour after it")
        return self

    def begin_us(self) -> int:
        return from_datetime(self.begin)

    def end_us(self) -> int:
        return from_datetime(self.end)


class PastOut(BaseModel):
    """`down`: when the service did not run and nothing was seen.

    `opening`: a tile of each station; `changes`: tiles with `at`; `counts`: counters with `at`, by the minute.
    """

    line: str
    plan: int
    begin: str = Field(alias="from")
    to: str
    down: list[dict[str, str]]
    opening: list[dict[str, Any]]
    changes: list[dict[str, Any]]
    counts: list[dict[str, Any]]
