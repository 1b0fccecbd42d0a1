"""History folded as if it were heard: the same steps as live, the time taken from the readings, no thread.

A file holds one reading per line, in order of time: `{"at": <microseconds>, "line", "station", "point", "value"}`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from andon.base.errors import BadInput
from andon.floor.index import Index
from andon.model.signal import LifeSign, Signal
from andon.runtime.inbox import Item
from andon.runtime.recorder import Recorder

_BATCH = 2_000
_SOURCE = "past"


def record_past(recorder: Recorder, lines: Iterable[str], progress: Callable[[int], None]) -> int:
    """Record readings; returns how many. BadInput names the line that is none."""
    if recorder.floor.index is None:
        raise BadInput("a past needs a plan to be folded by: adopt one first")
    addresses = {ref.key: ref.address for ref in recorder.floor.index.points.values()}
    done = 0
    signals = (_signal(number, line, addresses) for number, line in enumerate(lines, 1))
    for batch in _batches(signals):
        if not done:
            recorder.process(_everybody_is_there(recorder.floor.index, batch[0].seen_at))
        recorder.process([Item(_SOURCE, signal) for signal in batch])
        done += len(batch)
        progress(done)
    return done


def _everybody_is_there(index: Index, at: int) -> list[Item]:
    return [Item(_SOURCE, LifeSign(device, at)) for device in index.devices]


def _batches(signals: Iterator[Signal]) -> Iterator[list[Signal]]:
    while batch := list(islice(signals, _BATCH)):
        yield batch


def _signal(number: int, line: str, addresses: dict[str, str]) -> Signal:
    try:
        said = json.loads(line)
        key = f"{said['line']}/{said['station']}/{said['point']}"
        return Signal(addresses.get(key, key), said["value"], seen_at=int(said["at"]))
    except (ValueError, KeyError, TypeError) as error:
        raise BadInput(f"line {number} is no reading ({error!r}): {line[:80]!r}") from error
