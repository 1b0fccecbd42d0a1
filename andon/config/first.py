"""The first plan of a plant: one line and its stations, written as files that `andon check` finds nothing in.

Pure: what was answered -> what stands in each file. The sample configuration beside it is the manual of every key.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from zoneinfo import available_timezones

from andon.base.errors import BadInput
from andon.model.plan import BOX_LINE, LANGUAGES

_SLUG_MOST = 32
_HOURS = re.compile(r"([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d")
_SHIFT_NAMES = {1: ("day",), 2: ("morning", "afternoon"), 3: ("morning", "afternoon", "night")}
_DAYS = '["mon", "tue", "wed", "thu", "fri", "sat"]'


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstPlan:
    """What somebody answers who has never written a plan.

    `shifts`: "HH:MM-HH:MM" each; none is round the clock. `tablet`: each station has one, with the cord on its screen.
    """

    site: str
    timezone: str
    language: str
    line: str
    stations: tuple[str, ...]
    shifts: tuple[str, ...] = ()
    tablet: bool = False
    listen: str = "0.0.0.0:8080"  # the shop's screens are elsewhere


def sample_folder() -> Path:
    """The sample configuration: beside the package in a checkout, inside it in a wheel."""
    package = Path(__file__).parents[1]
    inside = package / "sample_config"
    return inside if inside.exists() else package.parent / "config"


def first_files(answers: FirstPlan) -> dict[str, str]:
    """File name -> text. BadInput names the answer that cannot be used."""
    if answers.language not in LANGUAGES:
        raise BadInput(f'--language "{answers.language}" is not spoken here; write one of {", ".join(LANGUAGES)}')
    if answers.timezone not in available_timezones():
        raise BadInput(f'--timezone "{answers.timezone}" is no time zone; write an IANA name such as Asia/Kolkata')
    return {
        "andon.toml": _main(answers),
        "plan.toml": _plan(answers),
        "shifts.toml": _shifts(answers.shifts),
        "reasons.toml": (sample_folder() / "reasons.toml").read_text(encoding="utf-8"),
    }


def slug(name: str, otherwise: str) -> str:
    """An id that resembles the name; `otherwise` where its letters have no likeness in a-z."""
    plain = unicodedata.normalize("NFKD", name.lower().replace("đ", "d")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_SLUG_MOST].strip("-") or otherwise


def slugs(names: Iterable[str], kind: str) -> list[str]:
    """One for each name, each of its own."""
    found: list[str] = []
    for number, name in enumerate(names, 1):
        wanted = slug(name, f"{kind}-{number}")
        again = (f"{wanted[: _SLUG_MOST - 5]}-{n}" for n in count(number))
        found.append(next(id for id in chain([wanted], again) if id not in found))
    return found


def _main(answers: FirstPlan) -> str:
    return f"""\
# andon.toml: how the service runs on this machine. `andon check --config andon.toml` names every problem at once.
# Every key there is, with what it means, stands in the files of the same names of the sample configuration.

[service]
data = "data"

[web]
# 127.0.0.1 would be this machine alone.
listen = {_text(answers.listen)}
language = {_text(answers.language)}

[plan]
files = ["plan.toml", "shifts.toml", "reasons.toml"]

# Stop-cord boxes on the serial ports. One that is plugged in later is found.
[sources.serial]
ports = ["/dev/serial/by-id/*"]

# Programs that post signals, with a token of `andon token add`.
[sources.http]

[forwarders.archive]
folder = "archive"
"""


def _plan(answers: FirstPlan) -> str:
    if not answers.stations:
        raise BadInput("a line has at least one station; name it with --station NAME")
    (line,) = slugs([answers.line], "line")
    stations = zip(slugs(answers.stations, "station"), answers.stations, strict=True)
    of_line = "".join(_station(id, name, answers) for id, name in stations)
    return f"""\
# plan.toml: what stands on the floor. An id never changes once it is in use; a name may.

site = {_named(answers.site, answers.language)}
timezone = {_text(answers.timezone)}

[[lines]]
id = "{line if line != BOX_LINE else "line-1"}"
name = {_named(answers.line, answers.language)}
# Seconds per piece that customers ask for; without it there is no target.
# takt_s = 60
{of_line}"""


_TABLET = "# A tablet with the station's page is a cord that is watched: it is paired at /pair.\npage = true"
_NOTHING_YET = "# Nothing here gives a sign of life yet; with a box or a tablet take this line away.\nwatched = false"


def _station(id: str, name: str, answers: FirstPlan) -> str:
    return f"""
[[lines.stations]]
id = "{id}"
name = {_named(name, answers.language)}
# The stop-cord box here, by the 8 hex digits on its label.
# box = "A0000001"
{_TABLET if answers.tablet else _NOTHING_YET}
"""


def _shifts(hours: tuple[str, ...]) -> str:
    head = "# shifts.toml: when work is planned, local time. Without a shift it is always.\n"
    if not hours:
        return head
    names = _SHIFT_NAMES.get(len(hours)) or tuple(f"shift-{number}" for number in range(1, len(hours) + 1))
    return head + "".join(_shift(name, said) for name, said in zip(names, hours, strict=True))


def _shift(name: str, said: str) -> str:
    if not _HOURS.fullmatch(said):
        raise BadInput(f'--shift "{said}" is no shift; write it from-to, like 06:00-14:00')
    start, _, end = said.partition("-")
    return f"""
[[shifts]]
id = "{name}"
name = "{name.replace("-", " ").capitalize()}"
days = {_DAYS}
start = "{start}"
end = "{end}"
# breaks = [{{ start = "09:00", end = "09:10" }}]
"""


def _named(name: str, language: str) -> str:
    return f"{{ {language} = {_text(name)} }}"


def _text(said: str) -> str:
    """A string of TOML: what JSON escapes, TOML reads; JSON leaves DEL alone and TOML does not take it."""
    return json.dumps(said, ensure_ascii=False).replace("\x7f", "\\u007f")
