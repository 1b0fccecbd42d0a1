"""Event -> (file name, line). Pure."""

from __future__ import annotations

import json
from dataclasses import asdict

from andon.base.units import to_iso
from andon.model.event import Event


def encode(seq: int, n: int, event: Event) -> tuple[str, str]:
    """The file an event belongs to, by its UTC day, and its line without the newline."""
    at = to_iso(event.at)
    fields = asdict(event)
    del fields["at"]
    line = {"seq": seq, "n": n, "at": at, "event": type(event).__name__, **fields}
    return f"{at[:10]}.jsonl", json.dumps(line, ensure_ascii=False)
