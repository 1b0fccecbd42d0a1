"""What the page of lines is given: the board as it is now."""

from __future__ import annotations

from typing import Any

from andon.web.floor_now import picture_now
from andon.web.language import in_my_language, plan_in_force
from andon.web.pages import script_texts
from andon.web.parts import parts
from andon.web.picture import board_json


def lines_context() -> dict[str, Any]:
    shown = board_json(picture_now(), parts().clock.now(), None, in_my_language)
    return {"lines": shown["lines"], "shown": shown, "texts": script_texts(plan_in_force())}
