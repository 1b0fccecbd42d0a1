"""Writes lines to InfluxDB, a batch at a time, and waits for the answer. A repeat writes the same points again."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import structlog
from influxdb_client.client.influxdb_client import InfluxDBClient
from influxdb_client.rest import ApiException
from influxdb_client.service.write_service import WriteService
from urllib3.exceptions import HTTPError

from andon.base.errors import DeliveryFailed
from andon.base.units import to_datetime
from andon.forwarders.influx.encode import Past, encode, set_aside
from andon.forwarders.influx.replies import judge, wait_s, words
from andon.model.entry import Sample
from andon.model.event import Event
from andon.ports import Clock

if TYPE_CHECKING:
    from andon.forwarders.influx import Settings

_MS_PER_S = 1000

_log = structlog.get_logger()


class _TooLarge(Exception):
    """The far end takes less at a time."""


class Influx:
    """One bucket. `batch_most` is how many points it is handed at once."""

    name = "influx"

    def __init__(self, settings: Settings, data: Path, past: Past, clock: Clock) -> None:
        self.batch_most = settings.batch_points
        self._settings, self._data, self._past, self._clock = settings, data, past, clock
        self._lines_most = settings.batch_points
        self._client: InfluxDBClient | None = None

    def deliver(self, batch: Sequence[tuple[int, Event | Sample]]) -> None:
        """Write what is written of a batch. What one entry brought about is tried point by point when it is refused."""
        lines = self._lines(batch)
        try:
            self._write(lines)
        except DeliveryFailed as failed:
            if not failed.permanent or batch[0][0] != batch[-1][0]:
                raise
            self._one_by_one(lines, seq=batch[0][0])

    def close(self) -> None:
        """Close the connection."""
        if self._client is not None:
            self._client.close()  # type: ignore[no-untyped-call]  # the library has no types
            self._client = None

    def _write(self, lines: Sequence[str]) -> None:
        """All of them, in pieces as large as the far end takes: one that was too large is halved from then on."""
        written = 0
        while written < len(lines):
            page = lines[written : written + self._lines_most]
            try:
                self._post(page)
                written += len(page)
            except _TooLarge as error:
                self._halve(len(page), error)

    def _halve(self, points: int, error: _TooLarge) -> None:
        if points == 1:
            self._lines_most = self.batch_most  # one such point must not make every batch small
            raise DeliveryFailed(str(error), permanent=True) from error
        self._lines_most = points // 2
        _log.info("smaller batches", forwarder=self.name, points=self._lines_most, reason=str(error))

    def _lines(self, batch: Sequence[tuple[int, Event | Sample]]) -> list[str]:
        try:
            return [line for seq, told in batch if (line := encode(seq, told, self._past)) is not None]
        except ValueError as error:
            raise DeliveryFailed(f"InfluxDB cannot be told this: {error}", permanent=True) from error

    def _one_by_one(self, lines: Sequence[str], seq: int) -> None:
        """Write the points of one entry that are taken alone. Raises DeliveryFailed when one of them never is."""
        refusals: list[DeliveryFailed] = []
        for line in lines:
            try:
                self._write([line])
            except DeliveryFailed as failed:
                if not failed.permanent:
                    raise
                self._testify(line, seq, failed)
                refusals.append(failed)
        if refusals:
            raise refusals[0]

    def _testify(self, line: str, seq: int, refused: DeliveryFailed) -> None:
        """Write down there what was refused. A far end that refuses this too refuses everything: it is waited for."""
        try:
            self._post([set_aside(line, seq, str(refused))])
        except (DeliveryFailed, _TooLarge) as error:
            reason = f"{self._settings.url} refuses whatever it is sent, see `url`, `org` and `bucket`: {error}"
            raise DeliveryFailed(reason, permanent=False) from error

    def _post(self, lines: Sequence[str]) -> None:
        url, settings, body = self._settings.url, self._settings, _body(lines)
        try:
            write = self._service().post_write_with_http_info  # the library has no types
            _, status, headers = write(settings.org, settings.bucket, body, precision="ns")  # type: ignore[no-untyped-call]
        except ApiException as answered:
            self._heed(answered.status or 0, str(answered.body or answered.reason), dict(answered.headers or {}))
        except (HTTPError, OSError, ValueError) as error:
            raise DeliveryFailed(f"{url} cannot be written to: {error}", permanent=False) from error
        else:
            self._heed(status, "", dict(headers))

    def _heed(self, status: int, body: str, headers: dict[str, str]) -> None:
        verdict, said = judge(status, body), f"{self._settings.url} {words(status, body)}"
        if verdict == "taken":
            if status != 204:
                _log.warning("older than the bucket keeps", forwarder=self.name, reason=said)
            return
        if verdict == "too-large":
            raise _TooLarge(said)
        if status in (401, 403):
            self.close()  # the token is read anew
        asked_s = wait_s(headers, to_datetime(self._clock.now()))
        raise DeliveryFailed(said, permanent=verdict == "refused", retry_after_s=asked_s)

    def _service(self) -> WriteService:
        if self._client is None:
            self._client = self._connected()
        return WriteService(self._client.api_client)  # type: ignore[no-untyped-call]  # the library has no types

    def _connected(self) -> InfluxDBClient:
        settings = self._settings
        return InfluxDBClient(
            url=settings.url,
            token=self._token(),
            org=settings.org,
            timeout=int(settings.timeout_s * _MS_PER_S),
            enable_gzip=settings.gzip,
            ssl_ca_cert=str(self._data / settings.ca_file) if settings.ca_file else None,
            retries=False,  # the pump repeats, and says so
        )

    def _token(self) -> str:
        if self._settings.token_file:
            return (self._data / self._settings.token_file).read_text(encoding="utf-8").strip()
        return os.environ.get(self._settings.token_env, "") if self._settings.token_env else ""


def _body(lines: Sequence[str]) -> bytes:
    try:
        return "\n".join(lines).encode()
    except UnicodeEncodeError as error:
        raise DeliveryFailed(f"InfluxDB cannot be told this: {error}", permanent=True) from error
