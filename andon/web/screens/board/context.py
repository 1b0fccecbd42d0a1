"""What the board page is given: the line as it is now, in one language or two, and the grid in which all of it fits."""

from __future__ import annotations

from math import ceil
from typing import Any
from urllib.parse import urlencode

from flask import request

from andon.model.plan import LANGUAGES, Line, Plan
from andon.web.floor_now import picture_now
from andon.web.language import NO_SECOND, OWN_NAMES, in_my_language, my_language, second_language, speaking
from andon.web.pages import script_texts
from andon.web.parts import parts
from andon.web.picture import board_json, unheard
from andon.web.sounding import sound_json

TV_WIDTH, TV_HEIGHT, GAP = 1904, 984, 8  # pixels that head, foot and margins leave of 1920x1080; see board.css
NAME_OF_WIDTH, NAME_OF_HEIGHT = 0.108, 0.425  # a name's size against its tile; the same figures as in board.css
PERSON = "person:"
TWO_OF_HEIGHT = 0.195  # the same where two languages stand one above the other


def board_context(plan: Plan, line: Line) -> dict[str, Any]:
    shown = board_json(picture_now(), parts().clock.now(), line.id, in_my_language)
    second = second_language()
    columns, rows = grid(len(line.stations), TWO_OF_HEIGHT if second else NAME_OF_HEIGHT)
    return {
        "line": next(iter(shown["lines"]), {"id": line.id, "stations": []}),
        "columns": columns,
        "rows": rows,
        "shown": shown,
        "second": second,
        "names": _names(line, second),
        "texts": _texts(plan, second),
        "sound": sound_json(plan, line),
        "people": people_of(line.id),
        "seconds": _seconds(second),
    }


def past_context(plan: Plan, line: Line) -> dict[str, Any]:
    """The same page before its tiles are told anything."""
    columns, rows = grid(len(line.stations))
    blank = [{"id": station.id} | unheard(station) for station in line.stations]
    return {
        "line": {"id": line.id, "stations": blank},
        "columns": columns,
        "rows": rows,
        "second": None,
        "names": _names(line, None),
        "texts": _texts(plan, None),
    }


def people_of(line: str) -> dict[str, str]:
    """The names of those who have heard, or come to, what is open at a line; of whom none is known it has no word."""
    told = [each for row in picture_now().rows.values() if row.line == line for each in (*row.calls, row.stop) if each]
    said = {who for each in told for who in (each.acknowledged_by, each.arrived_by) if who.startswith(PERSON)}
    reader = parts().reader.people
    found = {who: reader.person(who.removeprefix(PERSON)) for who in sorted(said)}
    return {who: person.name for who, person in found.items() if person and person.name}


def _names(line: Line, second: str | None) -> dict[str, list[str]]:
    """What each station is called, in each language."""
    names = {station.id: [in_my_language(station.name)] for station in line.stations}
    if second:
        with speaking(second):
            for station in line.stations:
                names[station.id].append(in_my_language(station.name))
    return names


def _texts(plan: Plan, second: str | None) -> list[dict[str, Any]]:
    texts = [script_texts(plan)]
    if second:
        with speaking(second):
            texts.append(script_texts(plan))
    return texts


def _seconds(second: str | None) -> list[tuple[str, str, str, bool]]:
    """(language, address of this page with it, its own name, whether it is shown), `none` first."""
    kept = [(key, value) for key, value in request.args.items(multi=True) if key != "second"]
    others = [language for language in LANGUAGES if language != my_language()]
    return [
        (language, f"{request.path}?{urlencode([*kept, ('second', language)])}", OWN_NAMES.get(language, ""), here)
        for language, here in ((each, each == (second or NO_SECOND)) for each in (NO_SECOND, *others))
    ]


def grid(stations: int, of_height: float = NAME_OF_HEIGHT) -> tuple[int, int]:
    """Columns and rows that make the names largest on a TV; nothing is ever paged away."""
    shapes = [(columns, ceil(stations / columns)) for columns in range(1, stations + 1)]
    return max(shapes, key=lambda shape: (name_size(shape[0], shape[1], of_height), shape[0]))


def name_size(columns: int, rows: int, of_height: float = NAME_OF_HEIGHT) -> float:
    width = (TV_WIDTH - GAP * (columns - 1)) / columns
    height = (TV_HEIGHT - GAP * (rows - 1)) / rows
    return min(width * NAME_OF_WIDTH, height * of_height)
