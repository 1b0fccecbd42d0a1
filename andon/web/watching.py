"""/healthz and /metrics: for whoever watches the watcher."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response
from prometheus_client import CollectorRegistry, Metric, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.registry import Collector

from andon.base.units import US_PER_S, to_iso
from andon.journal.reader import BookUnavailable
from andon.journal.reader_rows import PulseRow
from andon.web import access
from andon.web.parts import Parts, parts
from andon.web.reach import reach

blueprint = Blueprint("watching", __name__)
_RENEWING = "the views are of another version; the recorder makes them again, and its log tells how far it is"
PULSE_MAX_US = 1_500_000  # the recorder pulses each second; half a second late is not yet dead


@blueprint.get("/healthz")
@access.everyone
def healthz() -> Response:
    """200 while the recorder lives, also degraded, else 503; what is known is said either way."""
    said = health(parts())
    status = 503 if said["status"] == "down" else 200
    return Response(json.dumps(said, ensure_ascii=False), status, content_type="application/json")


@blueprint.get("/metrics")
@access.everyone
def metrics() -> Response:
    registry = CollectorRegistry()
    registry.register(_House(parts()))
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_PLAIN_0_0_4)


def health(held: Parts) -> dict[str, Any]:
    """The state of the house; `status` is "ok", "degraded" where nobody on shift would be reached, or "down"."""
    try:
        is_current = held.reader.are_views_of_today()
        reached = reach(held.reader, held.clock.now())
        pulse, committed = held.reader.pulse(), held.reader.newest_at()
        forwarders = [{"name": row.forwarder, "seq": row.seq} for row in held.reader.cursors()]
    except BookUnavailable as error:
        return {"status": "down", "reason": str(error), "streams": held.stream.open}
    if not is_current:
        return {"status": "down", "reason": _RENEWING, "streams": held.stream.open}
    if pulse is None:
        return {"status": "down", "reason": "the recorder never pulsed", "streams": held.stream.open}
    age_us = held.stream.pulse_age_us(pulse)
    commit_age_us = None if committed is None else max(0, held.clock.now() - committed)
    return {
        "status": "down" if age_us > PULSE_MAX_US else "degraded" if any(r.unreached for r in reached) else "ok",
        "seq": pulse.seq,
        "at": to_iso(held.clock.now()),
        "started": to_iso(pulse.started),
        "pulse_at": to_iso(pulse.at),
        "pulse_age_s": _seconds(age_us),
        "commit_age_s": None if commit_age_us is None else _seconds(commit_age_us),
        "commit_ms": pulse.commit_us / 1000,
        "streams": held.stream.open,
        "disk": dict(pulse.disk),
        "sources": [_source(said) for said in pulse.sources],
        "reach": [asdict(each) for each in reached],
        "forwarders": [_forwarder(said, pulse) for said in forwarders],
    }


def _source(said: Mapping[str, Any]) -> dict[str, Any]:
    last_seen = said.get("last_seen")
    return dict(said) | {"last_seen": None if last_seen is None else to_iso(last_seen)}


def _forwarder(said: dict[str, Any], pulse: PulseRow) -> dict[str, Any]:
    behind = max(0, pulse.seq - said["seq"])
    return said | {"behind": behind, "state": "behind" if behind else "current"}


def _seconds(duration_us: int) -> float:
    return round(duration_us / US_PER_S, 3)


class _House(Collector):
    """Read when it is asked for; nothing is counted along the way."""

    def __init__(self, held: Parts) -> None:
        self._held = held

    def collect(self) -> Iterator[Metric]:
        yield _gauge("andon_streams_open", "Screens that watch now", self._held.stream.open)
        try:
            yield from self._of_book()
        except BookUnavailable:
            return

    def _of_book(self) -> Iterator[Metric]:
        reader = self._held.reader
        if pulse := reader.pulse():
            yield from self._of_pulse(pulse)
        lines = [line.id for line in held.plan.lines] if (held := reader.plan()) else []
        yield _per_line("andon_open_calls", "Calls that wait for somebody", lines, reader.open_calls_per_line())
        yield _per_line("andon_open_stops", "Stops that last", lines, reader.open_stops_per_line())

    def _of_pulse(self, pulse: PulseRow) -> Iterator[Metric]:
        yield _gauge("andon_journal_seq", "The last line of the journal", pulse.seq)
        yield _gauge("andon_pulse_age_seconds", "Since the recorder's last pulse", self._age_s(pulse))
        yield _gauge("andon_commit_seconds", "How long the last commit took", pulse.commit_us / US_PER_S)
        if "free_bytes" in pulse.disk:
            yield _gauge("andon_disk_free_bytes", "Left on the disk of the data folder", pulse.disk["free_bytes"])
        yield _device_gauge(pulse.sources)

    def _age_s(self, pulse: PulseRow) -> float:
        return self._held.stream.pulse_age_us(pulse) / US_PER_S


def _gauge(name: str, text: str, value: float) -> Metric:
    return GaugeMetricFamily(name, text, value=value)


def _per_line(name: str, text: str, lines: Iterable[str], counts: Mapping[str, int]) -> Metric:
    family = GaugeMetricFamily(name, text, labels=["line"])
    for line in lines:
        family.add_metric([line], counts.get(line, 0))
    return family


def _device_gauge(sources: Iterable[Mapping[str, Any]]) -> Metric:
    family = GaugeMetricFamily("andon_device_up", "1 while a device is heard", labels=["source", "device"])
    for said in sources:
        family.add_metric([str(said["source"]), str(said["device"])], 1 if said["state"] == "up" else 0)
    return family
