"""notify: messages to the people who are to come, by mail, chat, SMS gateway, push server: whatever apprise speaks.

    encode.py      what is to be said, in the person's language (pure)
    words.py       the catalogues of the languages
    channel.py     one message to one address, and why it was not taken
    sender.py      which messages wait, who sends them, what is reported of each

In: the messages that wait in the book. Out: the addresses of each person; what became of each message, to the desk.
May import: journal (to read), ports, model, base, apprise, babel, pydantic.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from andon.ports import LevelForwarder


class Settings(BaseModel):
    """Section `[forwarders.notify]`; `sample.toml` is the manual of each key."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    fresh_for_s: float = Field(default=3600.0, ge=1, le=86_400)
    retry_for_s: float = Field(default=300.0, ge=0, le=86_400)
    at_once: int = Field(default=4, ge=1, le=32)
    language: Literal["en", "vi", "kn", "ja"] = "en"
    pages: str = ""


def build(settings: Settings, data: Path) -> LevelForwarder:
    """The forwarder; it reads the book when it is first shown the floor."""
    from andon.forwarders.notify.sender import Notify
    from andon.journal.connect import BOOK
    from andon.journal.reader import Reader

    return Notify(Reader(data / BOOK), settings)
