"""The plan: what stands on the floor and what was agreed about it. Journaled as a whole in `PlanAdopted`."""

from __future__ import annotations

from datetime import time
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

LANGUAGES = ("en", "vi", "kn", "ja")

Slug = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,32}$")]
Place = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,32}/[a-z0-9-]{1,32}$")]
"""A station of the plan: `<line>/<station>`."""

BOX_LINE = "box"
"""No line may have this id: what is heard at `box/<uid>/...` comes from a stop-cord box and from nobody else."""

PAGE_DEVICE = "page"
"""The tablet that shows a station's page is the device `page/<line>/<station>`; no point is heard there."""

BoxUid = Annotated[str, Field(pattern=r"^[0-9A-F]{8}$")]
PointKind = Literal["cord", "stop", "leader", "restart", "pitch", "run", "count", "reject", "fault", "state", "value"]
StopMode = Literal["call-only", "fixed-position", "immediate"]
Melody = Literal["chime", "bell", "rise", "fall", "waltz", "alarm", "none"]
Colour = Literal["yellow", "red", "blue", "white", "green"]
StopClass = Literal["abnormality", "planned", "induced", "unknown"]
Category = Literal["equipment", "quality", "material", "method", "people", "safety"]
MachineState = Literal["running", "idle", "starved", "blocked", "changeover", "stopped"]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def _as_text(value: object) -> object:
    return {"en": value} if isinstance(value, str) else value


Text = Annotated[dict[Literal["en", "vi", "kn", "ja"], str], BeforeValidator(_as_text), Field(min_length=1)]
"""A text that a person reads: one string, or one per language."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Point(_Frozen):
    """One wire of a station. Defaults are said in `config/plan.toml`, which is the manual of each key."""

    kind: PointKind
    address: str | None = None
    mode: Literal["momentary", "latched"] = "momentary"
    call: Slug | None = None
    reason: Slug | None = None
    codes: dict[str, str] = {}
    counts: Literal["total", "delta"] = "total"
    width: Literal[16, 32, 64] = 32
    max_per_s: float = Field(default=10.0, gt=0, le=100_000)


class Station(_Frozen):
    """A place on a line where work is done and where a person may pull.

    `cycle_s` is the seconds one piece may take here; `silent_after_s` how long its devices may be silent before
    the station shows no signal; `watched` false says that nothing here shows life, and then it is never green. `page`:
    the cord on the station's own page is one of its wires, and the tablet that shows it must be heard.
    `stop_mode`: what becomes of a call that nobody ends. At a fixed position it asks for a stop after `window_s`, after
    `window_takt` of the line's takt, or, where neither is said, at the next pulse of a pitch point.
    """

    id: Slug
    name: Text
    icon: str = ""
    box: BoxUid | None = None
    cycle_s: float | None = Field(default=None, gt=0)
    silent_after_s: float | None = Field(default=None, ge=1, le=86_400)
    watched: bool = True
    page: bool = False
    stop_mode: StopMode = "call-only"
    window_s: float | None = Field(default=None, gt=0, le=3_600)
    window_takt: float | None = Field(default=None, gt=0, le=10)
    points: dict[Slug, Point] = {}


class Segment(_Frozen):
    """Stations that stand together, and for how long what comes after them can go on without them."""

    stations: tuple[Slug, ...] = Field(min_length=1)
    buffer_s: float = Field(default=0.0, ge=0, le=600)


class Quiet(_Frozen):
    """Hours in which no melody is played, local time of day; over midnight when `end` is not after `start`."""

    start: time
    end: time


class Sound(_Frozen):
    """What boards and stations let hear.

    `volume`: percent, where a device does not say otherwise. `repeat_s`: how often the melody of a call that nobody has
    heard comes again, softly.
    """

    volume: int = Field(default=60, ge=0, le=100)
    repeat_s: float = Field(default=15.0, ge=3, le=600)
    quiet: tuple[Quiet, ...] = ()


class Storm(_Frozen):
    """More calls than `calls` within `within_s`: people are told of them together."""

    calls: int = Field(default=5, ge=1, le=1_000)
    within_s: float = Field(default=60.0, ge=1, le=3_600)


class Line(_Frozen):
    """Stations in order of flow. `takt_s`: seconds per piece that customers ask for; `sound`: if not the site's.

    `area`: what lines are summed by, beside each other.
    """

    id: Slug
    name: Text
    area: Slug | None = None
    takt_s: float | None = Field(default=None, gt=0)
    shifts: tuple[Slug, ...] = ()
    storm: Storm | None = None
    segments: tuple[Segment, ...] = ()
    sound: Sound | None = None
    stations: tuple[Station, ...] = Field(min_length=1)


class Break(_Frozen):
    """A pause inside a shift, local time of day."""

    start: time
    end: time


class Shift(_Frozen):
    """A weekly shift, local time of day; it ends on the next day when `end` is not after `start`."""

    id: Slug
    name: Text
    days: tuple[Weekday, ...] = Field(min_length=1)
    start: time
    end: time
    breaks: tuple[Break, ...] = ()


class Reason(_Frozen):
    """Why a stop was. `category` is set for an abnormality and only for it."""

    id: Slug
    name: Text
    stop_class: StopClass = Field(alias="class")
    category: Category | None = None
    icon: str = ""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True)


class CallType(_Frozen):
    """What kind of help a cord asks for, and who comes.

    `reason`: of the stop that such a call has asked for, until somebody says better.
    """

    id: Slug
    name: Text
    icon: str = ""
    responder: Slug | None = None
    window_s: float | None = Field(default=None, gt=0, le=3_600)
    reason: Slug | None = None
    colour: Colour = "yellow"
    melody: Melody = "chime"


class Tier(_Frozen):
    """A step of the ladder by which a call or stop climbs; the tiers stand in order, first told first.

    Each time runs from when this tier was told: when it passes, the next tier is told. `lines`, `stations`,
    `call_types` and `shifts` narrow what the tier is for; empty is all.
    """

    id: Slug
    name: Text
    acknowledge_s: float | None = Field(default=None, gt=0, le=86_400)
    arrive_s: float | None = Field(default=None, gt=0, le=86_400)
    resolve_s: float | None = Field(default=None, gt=0, le=604_800)
    lines: tuple[Slug, ...] = ()
    stations: tuple[Place, ...] = ()
    call_types: tuple[Slug, ...] = ()
    shifts: tuple[Slug, ...] = ()


class Roster(_Frozen):
    """Who is on a tier, by their ids: on which lines and in which shifts; empty is all, also outside every shift."""

    id: Slug
    tier: Slug
    persons: tuple[Slug, ...] = Field(min_length=1)
    lines: tuple[Slug, ...] = ()
    shifts: tuple[Slug, ...] = ()


class Thresholds(_Frozen):
    """Figures that class what happened; none of them creates a stop.

    `cancel_guard_s`: a second pull of a momentary cord within it is the same pull, later it cancels.
    `late_after_s`: a signal older than this goes to history and raises nothing.
    `silent_after_s`: how long a device may be silent where its station does not say.
    `micro_stop_s`: an abnormality, or a stop that nobody has explained, that was shorter is a micro-stop in figures.
    """

    cancel_guard_s: float = Field(default=3.0, ge=0, le=60)
    late_after_s: float = Field(default=300.0, ge=1, le=86_400)
    silent_after_s: float = Field(default=10.0, ge=1, le=86_400)
    micro_stop_s: float = Field(default=60.0, ge=0, le=3_600)


class Plan(_Frozen):
    """Everything agreed: the whole of `config/plan.toml`, `shifts.toml` and `reasons.toml`."""

    site: Text
    timezone: str
    lines: tuple[Line, ...] = Field(min_length=1)
    shifts: tuple[Shift, ...] = ()
    reasons: tuple[Reason, ...] = Field(min_length=1)
    call_types: tuple[CallType, ...] = Field(min_length=1)
    tiers: tuple[Tier, ...] = ()
    rosters: tuple[Roster, ...] = ()
    thresholds: Thresholds = Thresholds()
    sound: Sound = Sound()
