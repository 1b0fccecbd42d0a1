"""What the page of raw entries is given."""

from __future__ import annotations

import json
from typing import Any

from andon.base.units import to_iso
from andon.journal.reader_raw import RAW_MOST, RawRow
from andon.web.language import exactly
from andon.web.parts import parts


def raw_context(stop: int) -> dict[str, Any] | None:
    """None where there is no such stop."""
    rows = parts().reader.pictures.raw_of_stop(stop)
    return None if rows is None else {"stop": stop, "rows": [_row(row) for row in rows], "most": RAW_MOST}


def _row(row: RawRow) -> dict[str, Any]:
    return {
        "seq": row.seq,
        "at": exactly(row.at),
        "iso": to_iso(row.at),
        "kind": row.kind,
        "who": row.who,
        "body": _fields(row.body),
        "events": [(kind, _fields(body)) for kind, body in row.events],
    }


def _fields(body: str) -> str:
    """JSON as fields beside each other: kept words are shown as they are, in no language."""
    said = json.loads(body)
    return "  ".join(f"{name}={json.dumps(value, ensure_ascii=False)}" for name, value in said.items())
