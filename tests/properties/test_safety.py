"""Whatever happens, in whatever order: what is about safety ends by a release, which a named person says."""

from __future__ import annotations

from hypothesis import given, settings

from andon.model.entry import SafetyReleased
from andon.model.event import CallEnded, StationChanged, StopBegan, StopEnded, StopReasoned
from tests.properties.life import GUARDED, Life, Step


@settings(max_examples=300)
@given(GUARDED)
def test_what_is_about_safety_ends_by_a_release_alone(steps: list[Step]) -> None:
    safety_calls: set[int] = set()
    categories: dict[int, str | None] = {}  # of open stops
    life = Life()
    for entry, events in life.live(steps):
        is_released = isinstance(entry, SafetyReleased)
        for event in events:
            if isinstance(event, StopBegan) or (isinstance(event, StopReasoned) and event.stop in categories):
                assert categories.get(event.stop) != "safety" or event.category == "safety"
                categories[event.stop] = event.category
            elif isinstance(event, StopEnded) and categories.pop(event.stop) == "safety":
                assert is_released and event.outcome == "released"
            elif isinstance(event, CallEnded) and event.call in safety_calls:
                assert is_released or event.outcome == "expired"
            elif isinstance(event, StationChanged):
                safety_calls |= {call.id for call in event.calls if call.safety}
        assert not is_released or entry.who.startswith("person:")


@settings(max_examples=300)
@given(GUARDED)
def test_a_station_whose_safety_is_not_released_is_never_shown_as_running(steps: list[Step]) -> None:
    life = Life()
    for name, given_ in steps:
        getattr(life, name)(*given_)
        life.wait(0)
        for place, station in life.floor.state.stations.items():
            held = any(call.safety for call in station.calls.values()) or "safety" in station.causes
            if held and station.tile is not None:
                assert station.tile.state in ("call", "stopped"), place
