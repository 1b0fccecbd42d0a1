"""What the board page is given: the line as it is now, and the grid in which all its stations fit."""

from __future__ import annotations

from math import ceil
from typing import Any

from andon.model.plan import Line, Plan
from andon.web.floor_now import picture_now
from andon.web.language import in_my_language
from andon.web.pages import script_texts
from andon.web.parts import parts
from andon.web.picture import board_json

TV_WIDTH, TV_HEIGHT, GAP = 1904, 984, 8  # pixels that head, foot and margins leave of 1920x1080; see board.css
NAME_OF_WIDTH, NAME_OF_HEIGHT = 0.108, 0.425  # a name's size against its tile; the same figures as in board.css


def board_context(plan: Plan, line: Line) -> dict[str, Any]:
    shown = board_json(picture_now(), parts().clock.now(), line.id, in_my_language)
    columns, rows = grid(len(line.stations))
    return {
        "line": next(iter(shown["lines"]), {"id": line.id, "stations": []}),
        "columns": columns,
        "rows": rows,
        "shown": shown,
        "texts": script_texts(plan),
    }


def grid(stations: int) -> tuple[int, int]:
    """Columns and rows that make the names largest on a TV; nothing is ever paged away."""
    shapes = [(columns, ceil(stations / columns)) for columns in range(1, stations + 1)]
    return max(shapes, key=lambda shape: (name_size(*shape), shape[0]))


def name_size(columns: int, rows: int) -> float:
    width = (TV_WIDTH - GAP * (columns - 1)) / columns
    height = (TV_HEIGHT - GAP * (rows - 1)) / rows
    return min(width * NAME_OF_WIDTH, height * NAME_OF_HEIGHT)
