"""What a new plan changes, in sentences, for the person who is about to adopt it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import time
from itertools import chain
from typing import Any

from pydantic import BaseModel

from andon.config.places import fields_by_key
from andon.model.plan import Break, Plan, Segment, Storm

_ONE_OF = {
    "lines": "line",
    "stations": "station",
    "points": "point",
    "shifts": "shift",
    "reasons": "reason",
    "call_types": "call type",
    "tiers": "tier",
    "rosters": "roster",
}
"""The word for one item of each collection whose items have ids."""

Items = Mapping[str, BaseModel]


def changes(old: Plan, new: Plan) -> list[str]:
    """One sentence for each difference, in the order of the plan; none when they say the same."""
    return list(_differences("", old, new))


def _differences(where: str, old: BaseModel, new: BaseModel) -> Iterator[str]:
    for name in type(old).model_fields:
        before, after = getattr(old, name), getattr(new, name)
        if before == after:
            continue
        if name in _ONE_OF and _has_ids(before, after):
            yield from _of_items(where, name, _by_id(before), _by_id(after))
        elif isinstance(before, BaseModel) and isinstance(after, BaseModel):
            yield from _differences(f"{where}{name}: ", before, after)
        else:
            yield from _of_values(where, _key(old, name), before, after)


def _of_items(where: str, name: str, old: Items, new: Items) -> Iterator[str]:
    one = _ONE_OF[name]
    yield from (f"{where}{one} {key} is removed." for key in old if key not in new)
    yield from (f"{where}{one} {key} is added{_with(new[key])}." for key in new if key not in old)
    for key in new:
        if key in old:
            yield from _differences(f"{where}{one} {key}: ", old[key], new[key])
    kept_before, kept_after = [key for key in old if key in new], [key for key in new if key in old]
    if kept_before != kept_after and name != "points":
        yield f"{where}the order of the {name.replace('_', ' ')} becomes {', '.join(new)}."


def _of_values(where: str, key: str, before: object, after: object) -> Iterator[str]:
    """A table of texts or codes is told entry by entry, so that a mended translation is one short sentence."""
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for entry in dict.fromkeys(chain(before, after)):
            if before.get(entry) != after.get(entry):
                yield _sentence(where, f"{key} ({entry})", before.get(entry), after.get(entry))
    else:
        yield _sentence(where, key, before, after)


def _sentence(where: str, key: str, before: object, after: object) -> str:
    return f"{where}{key} changes from {_shown(before)} to {_shown(after)}."


def _with(item: BaseModel) -> str:
    """A new line brings its stations along; the person wants to know how many."""
    stations = getattr(item, "stations", ())
    return f" with {len(stations)} station{'s' if len(stations) != 1 else ''}" if stations else ""


def _has_ids(*collections: Any) -> bool:
    """False for a line's `shifts`, which only names ids."""
    return all(
        isinstance(items, Mapping) or all(isinstance(item, BaseModel) for item in items) for items in collections
    ) and any(collections)


def _by_id(items: Any) -> Items:
    return items if isinstance(items, Mapping) else {item.id: item for item in items}


def _key(model: BaseModel, name: str) -> str:
    field = type(model).model_fields[name]
    return next(key for key, known in fields_by_key(type(model)).items() if known is field)


def _shown(value: object) -> str:
    if value is None or value in ("", ()):
        return "nothing"
    if isinstance(value, time):
        return f"{value:%H:%M}" if not value.second else value.isoformat()
    if isinstance(value, Break):
        return f"{_shown(value.start)}-{_shown(value.end)}"
    if isinstance(value, Segment):
        return f"{' + '.join(value.stations)} with {value.buffer_s:g} s behind"
    if isinstance(value, Storm):
        return f"more than {value.calls} calls in {value.within_s:g} s"
    if isinstance(value, tuple):
        return ", ".join(_shown(item) for item in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:g}" if isinstance(value, float) else str(value)
