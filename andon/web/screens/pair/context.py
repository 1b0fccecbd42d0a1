"""What the page of pairing is given: the places there are, or the code that is shown."""

from __future__ import annotations

from typing import Any

from flask import request

from andon.model.person import Device
from andon.model.plan import Line, Station
from andon.web import visits
from andon.web.language import gettext as _
from andon.web.language import in_my_language, plan_in_force
from andon.web.proofs import in_fours


def pair_context() -> dict[str, Any]:
    device = visits.device()
    waits = device is not None and not device.is_paired
    return {
        "state": "waiting" if waits else "paired" if device else "none",
        "again": "again" in request.args,
        "device": device,
        "code": in_fours(device.code) if device and waits else "",
        "place": _in_words(device) if device else "",
        "home": _home(device) if device else "",
        "lines": _lines(),
        "chosen": request.values.get("place", ""),
    }


def place_of(said: str) -> dict[str, object] | None:
    """Of a choice of the form, `weld/w1` or `weld`: what the device is, and how it is called at first."""
    line_id, _slash, station_id = said.partition("/")
    line, station = _find(line_id, station_id)
    if line is None or (station_id and station is None):
        return None
    if station is None:
        return {"kind": "tv", "line": line.id, "station": "", "name": _("TV %(line)s", line=in_my_language(line.name))}
    return {"kind": "station", "line": line.id, "station": station.id, "name": in_my_language(station.name)}


def _find(line_id: str, station_id: str) -> tuple[Line | None, Station | None]:
    plan = plan_in_force()
    line = next((line for line in plan.lines if line.id == line_id), None) if plan else None
    station = next((one for one in line.stations if one.id == station_id), None) if line else None
    return line, station


def _lines() -> list[dict[str, Any]]:
    plan = plan_in_force()
    return [
        {
            "id": line.id,
            "name": in_my_language(line.name),
            "stations": [(f"{line.id}/{one.id}", in_my_language(one.name)) for one in line.stations],
        }
        for line in (plan.lines if plan else ())
    ]


def _in_words(device: Device) -> str:
    line, station = _find(device.line, device.station)
    name = in_my_language(line.name) if line else device.line
    if device.kind == "tv":
        return name
    return f"{name} · {in_my_language(station.name) if station else device.station}"


def _home(device: Device) -> str:
    """The page that this device is for."""
    return f"/board/{device.line}" if device.kind == "tv" else f"/station/{device.line}/{device.station}"
