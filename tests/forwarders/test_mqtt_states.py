"""What a station and a line show on MQTT: lamps that do not show what they were told are said."""

from __future__ import annotations

import json

import pytest

from andon.forwarders.mqtt.encode import line_state, station_state
from andon.model.event import StationChanged

AT = 1_795_420_800_000_000


def _tile(station: str, *, lamp_fault: bool) -> StationChanged:
    return StationChanged(at=AT, line="weld", station=station, state="running", signal="good", lamp_fault=lamp_fault)


@pytest.mark.parametrize("lamp_fault", [True, False])
def test_a_station_says_whether_its_lamps_are_to_be_believed(lamp_fault: bool) -> None:
    said = json.loads(station_state(7, _tile("w1", lamp_fault=lamp_fault), AT, {}))
    assert said["lamp_fault"] is lamp_fault


def test_a_line_says_at_how_many_of_its_stations_they_are_not() -> None:
    tiles = [(n, _tile(f"w{n}", lamp_fault=n > 1)) for n in range(1, 4)]
    assert json.loads(line_state(tiles, AT))["lamp_faults"] == 2
