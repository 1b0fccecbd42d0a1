"""What pydantic found, in words for the person who edits the file: what is wrong, and what would be right."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal, get_args, get_origin

from pydantic_core import ErrorDetails

from andon.config.places import TOP, Place, as_model, fields_by_key, step, unwrapped

Words = tuple[str, str]

_SHOWN_CHARS_MAX = 40
_SECRET = re.compile(r"secret|password|token|credential", re.IGNORECASE)
_EXAMPLES = {
    "id": 'add id = "..." with 1 to 32 of a-z, 0-9 and -',
    "name": 'add name = "..."',
    "site": 'add site = "..." with the name of the site',
    "timezone": 'add timezone = "Asia/Kolkata", or the zone of your site',
    "days": 'add days = ["mon", "tue", "wed", "thu", "fri"], or the days on which the shift begins',
    "start": 'add start = "06:00", or when it begins',
    "end": 'add end = "14:00", or when it ends',
}


def words_for(error: ErrorDetails, place: Place) -> Words:
    """(wrong, remedy) of one finding."""
    kind = error["type"]
    if kind in _NEEDED:
        return _wrong_kind(error, place)
    return _WORDS.get(kind, _plain)(error, place)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant."""
    found = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return found[0] if found else None


def did_you_mean(word: str, known: Iterable[str], what: str) -> str:
    """A remedy for a word that is not known: the nearest one, or all of them."""
    choice = sorted(known)
    near = nearest(word, choice)
    if near:
        return f'did you mean "{near}"?'
    return f"{what}: {', '.join(choice)}" if choice else f"{what}: none"


def slug_of(text: str) -> str:
    """An id made of a text, to suggest; empty where nothing of it can be used."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:32].strip("-")


def _shown(error: ErrorDetails, place: Place) -> str:
    """The value as it stands in the file, short; a secret is never repeated on a screen or in a log."""
    if _SECRET.search(place.key):
        return "the value"
    text = json.dumps(error["input"], ensure_ascii=False, default=str)
    return text if len(text) <= _SHOWN_CHARS_MAX else text[: _SHOWN_CHARS_MAX - 3] + "..."


def _missing(error: ErrorDetails, place: Place) -> Words:
    key = place.key
    kind = place.field.annotation if place.field else None
    choices = _choices(kind)
    if as_model(step(kind, 0)) is not None:
        return "is missing", f"add at least one [[{place.header}]] table"
    if choices:
        return "is missing", f"add {key} with one of {', '.join(choices)}"
    return "is missing", _EXAMPLES.get(key, f"add {key} = ...")


def _unknown_key(error: ErrorDetails, place: Place) -> Words:
    wrong = f"is not a key of this {'file' if place.section == TOP else 'section'}"
    for section, model in place.above:
        if place.key in fields_by_key(model):
            return wrong, f"it belongs to [{section}]: write it there, above the tables inside"
    known = fields_by_key(place.owner)
    near = nearest(place.key, known)
    keys = f"its keys are {', '.join(known)}" if known else "it has none: take it away"
    return wrong, f"did you mean {near}?" if near else keys


def _not_one_of(error: ErrorDetails, place: Place) -> Words:
    expected = str(error.get("ctx", {}).get("expected", ""))
    choices = re.findall(r"'([^']*)'", expected)
    wrong = "is not a key here" if error["loc"][-1] == "[key]" else f"is {_shown(error, place)}"
    if not choices:
        return wrong, f"write {expected}"
    near = nearest(str(error["input"]), choices)
    return wrong, (f'did you mean "{near}"? It is one of ' if near else "write one of ") + ", ".join(choices)


def _misshapen(error: ErrorDetails, place: Place) -> Words:
    pattern = error.get("ctx", {}).get("pattern", "")
    wrong = f"{_shown(error, place)} does not fit"
    if "0-9A-F" in pattern:
        return wrong, "write the 8 upper-case hex digits of the box's label, for example A0000001"
    if "}/[" in pattern:
        return wrong, 'write <line>/<station>, such as "paint/oven"'
    if "a-z" in pattern:
        slug = slug_of(str(error["input"]))
        return wrong, "an id is 1 to 32 of a-z, 0-9 and -" + (f", for example {slug}" if slug else "")
    return wrong, f"it must match {pattern}"


def _bound(say: str) -> Callable[[ErrorDetails, Place], Words]:
    def words(error: ErrorDetails, place: Place) -> Words:
        limits = {name: f"{limit:g}" if isinstance(limit, float) else limit for name, limit in error["ctx"].items()}
        return f"is {_shown(error, place)}", "write " + say.format_map(limits)

    return words


def _too_few(error: ErrorDetails, place: Place) -> Words:
    kind = place.field.annotation if place.field else None
    item = f"a [[{place.header}]] table" if as_model(step(kind, 0)) is not None else "at least one"
    return "is empty", f"add {item}"


def _of_the_room(error: ErrorDetails, place: Place) -> Words:
    """A room's own validator says `wrong; remedy` in one sentence."""
    text = str(error.get("ctx", {}).get("error", error["msg"]))
    wrong, _, remedy = text.partition("; ")
    return wrong, remedy or "see the sample file of this section"


def _wrong_kind(error: ErrorDetails, place: Place) -> Words:
    kind = unwrapped(place.field.annotation) if place.field else None
    value = error["input"]
    if isinstance(value, Mapping) and as_model(step(kind, 0)) is not None and get_origin(kind) is not dict:
        return "is one table", f"write [[{place.header}]] with double brackets, once for each"
    if isinstance(value, list) and as_model(kind) is not None:
        return "is a list", f"write [{place.header}] with single brackets, once"
    if get_origin(kind) is dict and _is_table(get_args(kind)[1]):
        return f"is {_shown(error, place)}", f"write a section [{place.header}.<name>] for each"
    if get_origin(kind) is dict and _choices(get_args(kind)[0]):
        return f"is {_shown(error, place)}", 'write a text in quotes, or { en = "...", vi = "..." }'
    return f"is {_shown(error, place)}", f"write {_NEEDED[error['type']]}"


def _plain(error: ErrorDetails, place: Place) -> Words:
    message = error["msg"]
    return f"is {_shown(error, place)}", message[:1].lower() + message[1:]


def _is_table(kind: Any) -> bool:
    return as_model(kind) is not None or get_origin(unwrapped(kind)) is dict


def _choices(kind: Any) -> list[str]:
    bare = unwrapped(kind)
    return [str(value) for value in get_args(bare)] if get_origin(bare) is Literal else []


_TIME = 'a time of day in quotes, such as "06:00"'
_NEEDED = {
    "string_type": "a text in quotes",
    "path_type": "a path in quotes",
    "float_type": "a number, without quotes",
    "float_parsing": "a number, without quotes",
    "int_type": "a whole number, without quotes",
    "int_parsing": "a whole number, without quotes",
    "int_from_float": "a whole number",
    "bool_type": "true or false, without quotes",
    "bool_parsing": "true or false, without quotes",
    "list_type": "a list in [ ]",
    "tuple_type": "a list in [ ]",
    "set_type": "a list in [ ]",
    "frozen_set_type": "a list in [ ]",
    "dict_type": "a table in { }",
    "model_type": "a table",
    "model_attributes_type": "a table",
    "time_type": _TIME,
    "time_parsing": _TIME,
}
_WORDS: dict[str, Callable[[ErrorDetails, Place], Words]] = {
    "missing": _missing,
    "extra_forbidden": _unknown_key,
    "literal_error": _not_one_of,
    "enum": _not_one_of,
    "string_pattern_mismatch": _misshapen,
    "greater_than": _bound("more than {gt}"),
    "greater_than_equal": _bound("{ge} or more"),
    "less_than": _bound("less than {lt}"),
    "less_than_equal": _bound("{le} or less"),
    "finite_number": _bound("a finite number"),
    "too_short": _too_few,
    "value_error": _of_the_room,
    "assertion_error": _of_the_room,
}
