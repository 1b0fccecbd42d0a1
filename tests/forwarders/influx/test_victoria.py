"""A second server that reads line protocol: what it keeps (numbers, milliseconds) is what was written."""

from __future__ import annotations

from pathlib import Path

from andon.forwarders.influx import Settings
from andon.forwarders.influx.sender import Influx
from tests.books.clock import FakeClock
from tests.forwarders.influx.far_end import Victoria
from tests.forwarders.influx.pieces import AT, Past, counts
from tests.forwarders.influx.test_encode import LINES, PAST


def send(victoria: Victoria, folder: Path, clock: FakeClock, *batches: list, past: Past | None = None) -> None:  # type: ignore[type-arg]
    influx = Influx(Settings(url=victoria.url), folder, past or Past(), clock)
    for batch in batches:
        influx.deliver(batch)
    influx.close()


def test_every_piece_is_there_once(victoria: Victoria, tmp_path: Path, clock: FakeClock) -> None:
    send(victoria, tmp_path, clock, counts(1, 5_000), counts(5_001, 10_000))
    ((labels, at_ms, values),) = victoria.samples("andon_count_delta")
    tags = {"line": "paint", "station": "oven", "point": "good", "kind": "count"}
    assert tags.items() <= labels.items()
    assert at_ms == [AT // 1000 + 1000 * seq for seq in range(1, 10_001)]
    assert values == [1.0] * 10_000


def test_every_measurement_is_understood(victoria: Victoria, tmp_path: Path, clock: FakeClock) -> None:
    send(victoria, tmp_path, clock, *[[(seq, told)] for seq, told, _ in LINES], past=PAST)
    for name in ("count_delta", "value_value", "state_code", "call_seconds", "stop_seconds", "trigger_trigger"):
        assert victoria.samples(f"andon_{name}"), name
    (labels, _, values) = victoria.samples('andon_call_seconds{event="ended"}')[0]
    assert (labels["type"], values) == ("help", [61.0])
