"""What a page may let hear: melodies of the call types, how loud, when nothing. For `assets/static/sound.js`."""

from __future__ import annotations

from typing import Any

from andon.model.plan import Line, Plan


def sound_json(plan: Plan, line: Line) -> dict[str, Any]:
    """The line's own sound, else the site's; `quiet` are pairs of local times of day, `zone` is where they hold."""
    sound = line.sound or plan.sound
    return {
        "volume": sound.volume,
        "repeat_s": sound.repeat_s,
        "quiet": [[f"{quiet.start:%H:%M}", f"{quiet.end:%H:%M}"] for quiet in sound.quiet],
        "zone": plan.timezone,
        "melodies": {kind.id: kind.melody for kind in plan.call_types},
    }
