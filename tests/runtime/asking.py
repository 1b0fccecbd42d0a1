"""A command asked of a recorder, without a desk between."""

from __future__ import annotations

from andon.model.command import Command
from andon.runtime.inbox import Asked, Item
from andon.runtime.recorder import Recorder


def ask(recorder: Recorder, command: Command, at: int, key: str = "") -> dict[str, object] | Exception:
    answers: list[dict[str, object] | Exception] = []
    recorder.process([Item("desk", Asked(command, at, key), answer=answers.append)])
    return answers[0]
