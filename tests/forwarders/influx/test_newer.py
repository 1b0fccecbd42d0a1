"""A newer InfluxDB, where somebody has one: INFLUX_URL, INFLUX_TOKEN, INFLUX_ORG, INFLUX_BUCKET."""

from __future__ import annotations

import os
import time
import uuid
from pathlib import Path

import pytest
from influxdb_client import InfluxDBClient

from andon.base.errors import DeliveryFailed
from andon.forwarders.influx import Settings
from andon.forwarders.influx.sender import Influx
from tests.books.clock import FakeClock
from tests.forwarders.influx.pieces import Past, count

URL = os.environ.get("INFLUX_URL", "")
BUCKET = os.environ.get("INFLUX_BUCKET", "andon")
ORG = os.environ.get("INFLUX_ORG", "andon")

pytestmark = pytest.mark.skipif(not URL, reason="no newer InfluxDB is named: INFLUX_URL is not set")


@pytest.fixture
def influx(tmp_path: Path, clock: FakeClock) -> Influx:
    settings = Settings(url=URL, org=ORG, bucket=BUCKET, token_env="INFLUX_TOKEN")
    return Influx(settings, tmp_path, Past(), clock)


def test_a_thousand_points_written_twice_are_a_thousand(influx: Influx) -> None:
    """Under a station of its own, so that what is in the bucket already does not count."""
    station, now_us = f"test-{uuid.uuid4().hex[:8]}", time.time_ns() // 1000
    batch = [(seq, count(seq, at=now_us, station=station)) for seq in range(1, 1001)]
    influx.deliver(batch)
    influx.deliver(batch)
    flux = f"""from(bucket: "{BUCKET}") |> range(start: -1h, stop: 1h)
      |> filter(fn: (r) => r._measurement == "andon_count" and r.station == "{station}" and r._field == "delta")
      |> sum()"""
    with InfluxDBClient(URL, os.environ.get("INFLUX_TOKEN", ""), org=ORG) as client:
        ((record,),) = [table.records for table in client.query_api().query(flux)]
    assert record.get_value() == 1000


def test_a_bucket_that_is_not_there_is_waited_for(tmp_path: Path, clock: FakeClock) -> None:
    settings = Settings(url=URL, org=ORG, bucket=f"none-{uuid.uuid4().hex}", token_env="INFLUX_TOKEN")
    with pytest.raises(DeliveryFailed) as failed:
        Influx(settings, tmp_path, Past(), clock).deliver([(1, count(1))])
    assert not failed.value.permanent
