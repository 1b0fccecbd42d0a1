"""The rules of what boards and stations let hear: quiet hours are local times of day that last a while."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from andon.config.inspection import Inspection
from andon.model.plan import Quiet, Sound


def _quiet_hours(see: Inspection) -> None:
    for section, sound in _sounds(see):
        for number, quiet in enumerate(sound.quiet, start=1):
            _one(see, f"{section}.quiet.#{number}", quiet)


def _sounds(see: Inspection) -> Iterator[tuple[str, Sound]]:
    yield "sound", see.plan.sound
    for line in see.plan.lines:
        if line.sound is not None:
            yield f"lines.{line.id}.sound", line.sound


def _one(see: Inspection, section: str, quiet: Quiet) -> None:
    for key, at in (("start", quiet.start), ("end", quiet.end)):
        if at.tzinfo is not None:
            see.add(section, key, f'"{at}" carries an offset', "write the local time of the site alone")
    if quiet.start.replace(tzinfo=None) == quiet.end.replace(tzinfo=None):
        see.add(section, "", "begins when it ends", "write volume = 0 where nothing shall ever be heard")


SOUND_RULES: tuple[Callable[[Inspection], None], ...] = (_quiet_hours,)
