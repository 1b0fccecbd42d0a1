"""What the health page is given: the same as /healthz says, in words, and the lists for an engineer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from andon.base.units import US_PER_DAY, US_PER_S, from_iso, to_datetime
from andon.journal.told_rows import EscalationRow, NoticeRow
from andon.web import wording
from andon.web.language import age, ago, day, in_my_language, moment
from andon.web.parts import parts
from andon.web.watching import health

ROWS = 30


def health_context() -> dict[str, Any]:
    said, now = health(parts()), parts().clock.now()
    reader = parts().reader
    return {
        "health": said,
        "pulse_ago": ago(int(said.get("pulse_age_s", 0) * US_PER_S)),
        "running_for": age(now - from_iso(said["started"])) if "started" in said else "",
        "disk": _disk(said.get("disk") or {}),
        "certificate": _certificate(now),
        "devices": [_device(source, now) for source in sorted(said.get("sources", []), key=_is_up)],
        "device_words": wording.devices(),
        "forwarders": said.get("forwarders", []),
        "reach": [_reach(each) for each in said.get("reach", [])],
        "told": [_told(row, one) for row in reader.escalations(ROWS) for one in row.notices or (None,)][:ROWS],
        "notice_words": wording.notices(),
        "oddities": [_oddity(row.at, row.about, row.address, row.text) for row in reader.oddities(ROWS)],
        "set_asides": reader.set_asides(ROWS),
    }


def _disk(said: Mapping[str, Any]) -> dict[str, Any] | None:
    """None where the recorder says nothing of a disk."""
    if "free_bytes" not in said:
        return None
    days_left = said.get("days_left")
    lasts = None if days_left is None else age(int(days_left * US_PER_DAY))
    tight, held_for = bool(said.get("is_tight")), ", ".join(said.get("held_for") or ())
    return {"free_gb": said["free_bytes"] / 1e9, "tight": tight, "lasts": lasts, "held_for": held_for}


def _certificate(now: int) -> dict[str, Any] | None:
    """Where HTTPS is served: a certificate that ended unseen would end it on every tablet at once."""
    secured = parts().secured
    shown = secured.shown() if secured and secured.port else None
    if shown is None:
        return None
    return {"until": day(shown.until), "soon": shown.ends_soon(to_datetime(now))}


def _is_up(said: Mapping[str, Any]) -> bool:
    """Sorts what wants somebody to the top."""
    return bool(said.get("state") == "up")


def _device(said: Mapping[str, Any], now: int) -> dict[str, Any]:
    last_seen = said.get("last_seen")
    counters = {name: value for name, value in (said.get("counters") or {}).items() if value}
    heard = None if last_seen is None else from_iso(last_seen)
    return {
        "source": said.get("source", ""),
        "device": said.get("device", ""),
        "state": said.get("state", "down"),
        "text": said.get("text", ""),
        "ago": None if heard is None else ago(now - heard),
        "heard": moment(heard),
        "counters": counters,
    }


def _reach(said: Mapping[str, Any]) -> dict[str, Any]:
    return dict(said) | {"line": _named("lines", said["line"]), "tier": _named("tiers", said["tier"])}


def _told(row: EscalationRow, one: NoticeRow | None) -> dict[str, Any]:
    """One message, or that nobody was on shift."""
    place = f"{row.line}/{row.station}" if row.station else row.line
    return {
        "at": moment(row.at),
        "place": place,
        "tier": _named("tiers", row.tier),
        "why": wording.escalations().get(row.why, row.why),
        "person": one.person if one else "",
        "state": one.state if one else "nobody",
        "because": one.because if one else "",
    }


def _named(items: str, id: str) -> str:
    """The plan's name for an id in my language; what the plan has no more stands for itself."""
    held = parts().reader.plan()
    known = getattr(held.plan, items) if held else ()
    return next((in_my_language(item.name) for item in known if item.id == id), id)


def _oddity(at: int, about: str, address: str, text: str) -> dict[str, str]:
    return {"at": moment(at), "about": wording.oddities().get(about, about), "address": address, "text": text}
