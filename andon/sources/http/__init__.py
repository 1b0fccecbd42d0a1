"""http: readings posted by programs, `POST /api/v1/signals`.

    codec.py     JSON text <-> signals, and what was wrong with which (pure)
    reader.py    hands them over and answers when they are on disk

In: the body of a request and the name of the token that came with it; the web process takes the request and brings it
over the desk. Out: signals `<line>/<station>/<point>`, life signs of `<line>/<station>`.
May import: ports, model, base, pydantic. A new field goes into `codec.py`.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from andon import ports


class Settings(BaseModel):
    """Section `[sources.http]`; `sample.toml` is the manual of each key."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def build(settings: Settings, clock: ports.Clock) -> ports.Source:
    """The source, not yet running."""
    from andon.sources.http.reader import HttpSource

    return HttpSource(clock)
