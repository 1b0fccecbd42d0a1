"""The rules that no single key can break alone: each is one function, and `RULES` is the list of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import get_args
from zoneinfo import ZoneInfo, available_timezones

from andon.base.errors import Problem
from andon.config.inspection import Doubt, FileOf, Inspection, points, stations, texts
from andon.config.places import TOP
from andon.config.shift_rules import SHIFT_RULES
from andon.config.sound_rules import SOUND_RULES
from andon.config.tier_rules import TIER_RULES
from andon.config.wiring import BOX_POINTS, Wire, wires
from andon.config.wording import did_you_mean, nearest
from andon.model.plan import BOX_LINE, PAGE_DEVICE, MachineState, Plan, Point

ICONS = (
    *("arrow-in", "arrow-out", "book", "box", "broom", "cup", "eye"),
    *("hand", "oil", "person", "question", "shield", "swap", "wrench"),
)
"""The pictures that the screens can draw."""

_STATES = get_args(MachineState)
_BELONGS_TO: dict[str, tuple[str, ...]] = {
    "mode": ("cord", "stop"),
    "call": ("cord",),
    "reason": ("stop", "run", "state", "fault"),
    "codes": ("state", "fault"),
    "counts": ("count", "reject"),
    "width": ("count", "reject"),
    "max_per_s": ("count", "reject"),
}
"""Which kinds of point a key has a meaning for."""

BUFFERS_MOST_S = 600
"""Ten minutes in all: a line with more between its segments is several lines."""

_KEPT_FOR = {BOX_LINE: "stop-cord boxes", PAGE_DEVICE: "the tablets of stations"}
"""Devices of these names are no line's."""

_ANYONE = "00000000"
"""On the wire this uid asks any box for its name, so no box may have it."""


def plan_problems(plan: Plan, file: str) -> list[Problem]:
    """What is wrong with a plan whose keys are each right for themselves. `file` is named in every problem."""
    return _inspected(Inspection(plan, lambda key: file))


def inspect(plan: Plan, file_of: FileOf, doubt: Doubt) -> list[Problem]:
    """Every rule over that part of the files which could be read; `doubt` says what is known to be wrong."""
    return _inspected(Inspection(plan, file_of, doubt, from_files=True))


def _inspected(see: Inspection) -> list[Problem]:
    for rule in RULES:
        rule(see)
    return see.problems


def _time_zone(see: Inspection) -> None:
    name = see.plan.timezone
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        near = nearest(name, available_timezones())
        remedy = f'did you mean "{near}"?' if near else 'write an IANA name such as "Asia/Kolkata"'
        see.add(TOP, "timezone", f'"{name}" is no time zone', remedy)


def _unique_ids(see: Inspection) -> None:
    for kind in ("lines", "shifts", "reasons", "call_types", "tiers", "rosters"):
        _no_twins(see, kind, see.ids(kind))
    for line in see.plan.lines:
        _no_twins(see, f"lines.{line.id}.stations", (station.id for station in line.stations))


def _no_twins(see: Inspection, section: str, ids: Iterable[str]) -> None:
    for name, times in Counter(ids).items():
        if times > 1:
            see.add(f"{section}.{name}", "id", f'"{name}" is there {times} times', "give each an id of its own")


def _known_shifts(see: Inspection) -> None:
    for line in see.plan.lines:
        for name in line.shifts:
            see.refer(f"lines.{line.id}", "shifts", name, "shifts", "shift")


def _known_reasons_and_calls(see: Inspection) -> None:
    for kind in see.plan.call_types:
        if kind.reason is not None:
            see.refer(f"call_types.{kind.id}", "reason", kind.reason, "reasons", "reason")
    for _line, _station, _name, point, section in points(see.plan):
        if point.reason is not None:
            see.refer(section, "reason", point.reason, "reasons", "reason")
        if point.call is not None:
            see.refer(section, "call", point.call, "call_types", "call type")


def _no_green_call(see: Inspection) -> None:
    for kind in see.plan.call_types:
        if kind.colour == "green":
            remedy = 'write "yellow", "red", "blue" or "white"'
            see.add(f"call_types.{kind.id}", "colour", "is green, which is only what runs", remedy)


def _known_codes(see: Inspection) -> None:
    for _line, _station, _name, point, section in points(see.plan):
        for code, meaning in point.codes.items():
            if point.kind == "fault":
                see.refer(section, f"codes.{code}", meaning, "reasons", "reason")
            elif point.kind == "state" and meaning not in _STATES:
                remedy = did_you_mean(meaning, _STATES, "one of")
                see.add(section, f"codes.{code}", f'"{meaning}" is no machine state', remedy, because=("kind",))


def _keys_fit_the_kind(see: Inspection) -> None:
    for _line, _station, _name, point, section in points(see.plan):
        for key, kinds in _BELONGS_TO.items():
            if point.kind not in kinds and _says(see, point, key):
                wrong = f"has no meaning for a {point.kind} point"
                remedy = f"take it away; it belongs to points of kind {', '.join(kinds)}"
                see.add(section, key, wrong, remedy, because=("kind",))


def _says(see: Inspection, point: Point, key: str) -> bool:
    """Whether somebody said this; in a plan out of a journal every default is written out and says nothing."""
    default = Point.model_fields[key].default
    return key in point.model_fields_set and (see.from_files or getattr(point, key) != default)


def _categories(see: Inspection) -> None:
    for reason in see.plan.reasons:
        section = f"reasons.{reason.id}"
        if reason.stop_class == "abnormality" and reason.category is None:
            remedy = "add category: equipment, quality, material, method, people or safety"
            see.add(section, "category", "is missing, and an abnormality needs it", remedy, because=("class",))
        elif reason.stop_class != "abnormality" and reason.category is not None:
            wrong = f'"{reason.category}" says what an abnormality lies in, and this is {reason.stop_class}'
            remedy = 'take category away, or write class = "abnormality"'
            see.add(section, "category", wrong, remedy, because=("class",))


def _fallback_reasons(see: Inspection) -> None:
    if see.doubt.unread and "reasons" not in see.doubt.listed:
        return
    classes = {reason.stop_class for reason in see.plan.reasons}
    for needed, why in (("abnormality", "a stop by a person"), ("unknown", "a stop that nobody has explained yet")):
        if needed not in classes:
            remedy = f'add a [[reasons]] table with class = "{needed}", for {why}'
            see.add(TOP, "reasons", f"has none of class {needed}", remedy)


def _boxes(see: Inspection) -> None:
    first: dict[str, str] = {}
    for _line, station, section in stations(see.plan):
        if station.box is None:
            continue
        if station.box == _ANYONE:
            see.add(section, "box", f"{_ANYONE} is nobody's uid", "write the 8 hex digits of the box's label")
        elif station.box in first:
            wrong = f"{station.box} already hangs at [{first[station.box]}]"
            see.add(section, "box", wrong, "write the uid of the box that hangs here")
        else:
            first[station.box] = section


def _boxes_are_no_line(see: Inspection) -> None:
    for line in see.plan.lines:
        if whose := _KEPT_FOR.get(line.id):
            wrong = f'"{line.id}" is kept for what {whose} say'
            see.add(f"lines.{line.id}", "id", wrong, f'write another id, for example "{line.id}-line"')


def _box_names(see: Inspection) -> None:
    """A declared point must not stand in the way of one that the box brings under the same id."""
    for _line, station, section in stations(see.plan):
        kinds = {point.kind for point in station.points.values()}
        for name, brought in BOX_POINTS.items():
            if station.box and brought.kind not in kinds and name in station.points:
                wrong = f"the box here brings a {brought.kind} point under this id"
                see.add(f"{section}.points.{name}", "", wrong, "give this point another id", because=("kind",))


def _addresses(see: Inspection) -> None:
    """One address is one point. Twin ids and twin boxes are told elsewhere and not again here."""
    first: dict[str, Wire] = {}
    for wire in wires(see.plan):
        before = first.setdefault(wire.address, wire)
        if _section(before) == _section(wire) or (before.of_box and wire.of_box):
            continue
        told, other = (before, wire) if wire.of_box else (wire, before)
        wrong = f'"{wire.address}" is also the address of [{_section(other)}]'
        see.add(_section(told), "address", wrong, "give each point an address of its own")


def _address_shape(see: Inspection) -> None:
    for _line, _station, _name, point, section in points(see.plan):
        device, slash, last = (point.address or "device/point").rpartition("/")
        if not (device and slash and last) or device.startswith("/") or "//" in device:
            remedy = 'write <device>/<point>, such as "box/A0000001/cord"'
            see.add(section, "address", f'"{point.address}" names no device', remedy)
        elif device.partition("/")[0] == PAGE_DEVICE:
            wrong = f'"{point.address}" would speak in the name of a tablet'
            see.add(section, "address", wrong, f'write an address that does not begin with "{PAGE_DEVICE}/"')


def _something_to_watch(see: Inspection) -> None:
    for _line, station, section in stations(see.plan):
        if station.watched and not (station.box or station.points or station.page):
            wrong = "is true, and nothing here can give a sign of life"
            remedy = "add a box or a point, or write page = true or watched = false"
            see.add(section, "watched", wrong, remedy, because=("box", "points", "page"))


def _stop_points(see: Inspection) -> None:
    """A fixed position that nothing marks would never stop anything; a window that nothing asks for is a mistake."""
    for line, station, section in stations(see.plan):
        said = [key for key in ("window_s", "window_takt") if getattr(station, key) is not None]
        has_pitch = any(point.kind == "pitch" for other in line.stations for point in other.points.values())
        because = ("stop_mode", "window_s", "window_takt", "points")
        if station.stop_mode == "fixed-position" and not said and not has_pitch:
            remedy = "add window_s, window_takt, or a point of kind pitch to the line"
            see.add(section, "stop_mode", "is a fixed position that nothing marks", remedy, because=because)
        elif station.stop_mode != "fixed-position" and said:
            wrong = f'has no meaning for stop_mode = "{station.stop_mode}"'
            see.add(section, said[0], wrong, 'take it away, or write stop_mode = "fixed-position"', because=because)
        elif len(said) > 1:
            see.add(section, said[1], "stands beside window_s", "keep one of the two", because=because)
        elif said == ["window_takt"] and line.takt_s is None:
            remedy = "add takt_s to the line, or write window_s"
            see.add(section, "window_takt", "is a share of a takt that the line does not have", remedy, because=because)


def _segments(see: Inspection) -> None:
    """Stations of the line, each in one segment at most; all buffers of a line hold ten minutes together."""
    for line in see.plan.lines:
        section, known = f"lines.{line.id}", {station.id for station in line.stations}
        named = [name for segment in line.segments for name in segment.stations]
        for name, times in Counter(named).items():
            if name not in known:
                remedy = did_you_mean(name, known, "it has stations")
                see.add(section, "segments", f'"{name}" is no station of this line', remedy, because=("stations",))
            elif times > 1:
                see.add(section, "segments", f'"{name}" is named {times} times', "name each station once")
        if sum(segment.buffer_s for segment in line.segments) > BUFFERS_MOST_S:
            wrong = f"hold more than {BUFFERS_MOST_S} s of buffer together"
            see.add(section, "segments", wrong, "write smaller buffers: what takes longer is no line")
        if line.segments and not any(reason.stop_class == "induced" for reason in see.plan.reasons):
            remedy = 'add a [[reasons]] table with class = "induced"'
            see.add(
                section, "segments", "need a reason for stops that are caused elsewhere", remedy, because=("reasons",)
            )


def _names(see: Inspection) -> None:
    for section, key, text in texts(see.plan):
        for language, words in text.items():
            if not words.strip():
                see.add(section, key, f"is empty in {language}", "write the name, or take the language away")


def _icons(see: Inspection) -> None:
    named = [(f"reasons.{item.id}", item.icon) for item in see.plan.reasons]
    named += [(f"call_types.{item.id}", item.icon) for item in see.plan.call_types]
    named += [(section, station.icon) for _line, station, section in stations(see.plan)]
    for section, icon in named:
        if icon and icon not in ICONS:
            see.add(section, "icon", f'"{icon}" is no picture we have', did_you_mean(icon, ICONS, "one of"))


def _section(wire: Wire) -> str:
    return f"lines.{wire.line.id}.stations.{wire.station.id}.points.{wire.name}"


RULES: tuple[Callable[[Inspection], None], ...] = (
    _time_zone,
    _unique_ids,
    _known_shifts,
    _known_reasons_and_calls,
    _no_green_call,
    _known_codes,
    _keys_fit_the_kind,
    _categories,
    _fallback_reasons,
    _boxes,
    _boxes_are_no_line,
    _box_names,
    _addresses,
    _address_shape,
    _something_to_watch,
    _stop_points,
    _segments,
    _icons,
    _names,
    *SHIFT_RULES,
    *SOUND_RULES,
    *TIER_RULES,
)
