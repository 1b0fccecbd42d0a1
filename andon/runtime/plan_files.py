"""The files of the plan, at the desk: read for whoever edits, and written by nobody but the recorder's process.

An edit is one thing in three places: the files, the journal, and what is kept to undo it. In this order:

1 compare   what the editor read is what stands there; else somebody wrote meanwhile, and is not overwritten
2 write     each file beside the old one, synced, then put in its place; what cannot be written adopts nothing
3 adopt     through the recorder, as any plan; refused, or given up because it is busy, the old files are put back
4 keep      the texts from before, so that an undo gives back every comment

A crash between 2 and 3, or a recorder that took it and fell silent, leaves files that say more than the
journal: the next start adopts them, as it does any edit.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from andon.base.errors import AndonError, BadInput, CommandRejected, DeskUnavailable
from andon.runtime.desk import Verb

KEPT_MOST = 20  # edits that can be undone to the letter; older ones are undone by what the plan said


@dataclass(frozen=True, slots=True)
class _Write:
    path: Path
    was: str
    text: str


class PlanFiles:
    """Serves `plan-files` and `edit-plan`. One edit at a time; it runs in the thread of its connection."""

    def __init__(self, files: tuple[Path, ...], kept: Path, adopt: Verb) -> None:
        self._files = {str(path): path for path in files}
        self._kept, self._adopt = kept, adopt
        self._lock = threading.Lock()

    def verbs(self) -> dict[str, Verb]:
        return {"plan-files": self._read, "edit-plan": self._edit}

    def _read(self, payload: Mapping[str, object]) -> dict[str, object]:
        """Each file with its text, and the texts from before the edit that entry `seq` adopted, if they are kept."""
        with self._lock:
            texts = {name: _text(path) for name, path in self._files.items()}
            return {"texts": texts, "before": self._before(payload.get("seq"), texts)}

    def _before(self, seq: object, texts: dict[str, str]) -> dict[str, str] | None:
        try:
            kept = json.loads((self._kept / f"{seq}.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        is_untouched = kept["after"] == {name: _digest(text) for name, text in texts.items()}
        before: dict[str, str] = kept["before"]
        return before if is_untouched else None

    def _edit(self, payload: dict[str, object]) -> dict[str, object]:
        with self._lock:
            writes = self._writes(payload["files"])
            before = {name: _text(path) for name, path in self._files.items()}
            put_back = _replace_all(writes)
            try:
                answer = self._adopt({name: payload.get(name) for name in ("plan", "who", "why", "version")})
            except AndonError as error:
                if not (isinstance(error, DeskUnavailable) and error.may_be_done):
                    put_back()
                raise
            self._keep(answer["seq"], before)
            return answer

    def _writes(self, files: object) -> list[_Write]:
        if not isinstance(files, list) or not self._files:
            raise BadInput("this service was started without files of a plan: start it by `andon run --config FILE`")
        writes = [_Write(self._path(said["file"]), str(said["was"]), str(said["text"])) for said in files]
        for write in writes:
            if _text(write.path) != write.was:
                raise CommandRejected(
                    f"{write.path.name} was changed meanwhile, by hand or by somebody else; read it again",
                    conflict=True,
                )
        return writes

    def _path(self, name: object) -> Path:
        if str(name) not in self._files:
            raise BadInput(f"{name} is no file of this plan")
        return self._files[str(name)]

    def _keep(self, seq: object, before: dict[str, str]) -> None:
        """What is not kept is undone all the same, without the comments that went with it."""
        after = {name: _digest(_text(path)) for name, path in self._files.items()}
        with suppress(OSError):
            self._kept.mkdir(mode=0o700, exist_ok=True)
            _replace(self._kept / f"{seq}.json", json.dumps({"before": before, "after": after}))
            for old in sorted(self._kept.glob("*.json"), key=lambda file: int(file.stem))[:-KEPT_MOST]:
                old.unlink()


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as error:
        raise CommandRejected(f"{path} cannot be read: {error.strerror}; put it back where it was") from error
    except UnicodeDecodeError as error:
        raise CommandRejected(f"{path} holds bytes that are not UTF-8; save the file as UTF-8") from error


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _replace_all(writes: list[_Write]) -> Callable[[], None]:
    """Write all of them, or none; returns what puts the old ones back."""
    done: list[_Write] = []

    def put_back() -> None:
        for write in done:
            _replace(write.path, write.was)

    for write in writes:
        try:
            _replace(write.path, write.text)
        except OSError as error:
            put_back()
            remedy = "let the user of the service write there, or edit the file and adopt it by `andon plan --adopt`"
            raise CommandRejected(f"{write.path} cannot be written: {error.strerror}; {remedy}") from error
        done.append(write)
    return put_back


def _replace(path: Path, text: str) -> None:
    """Whole or not at all, with the rights that it had."""
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("w", encoding="utf-8") as file:
            if path.exists():
                os.fchmod(file.fileno(), path.stat().st_mode & 0o777)
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
