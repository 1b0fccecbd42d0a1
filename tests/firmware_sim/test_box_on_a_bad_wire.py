"""Whatever the wire does, as long as bytes come through in the end: every edge, in order, exactly once."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from firmware_sim.box import Box
from firmware_sim.wire import GOOD, Cable, Faults

from .bench import UID
from .reference_host import ReferenceHost

SHARE = st.sampled_from([0.0, 0.01, 0.05, 0.3])
FAULTS = st.builds(Faults, drop=SHARE, flip=SHARE, repeat=SHARE, late=SHARE, late_ms=st.sampled_from([10, 200]))
ACTS = st.sampled_from(["push", "press", "release", "warm reset", "unplug", "plug", "flood", "wait"])


class Story:
    """A box, a cable and a host, ten milliseconds at a time."""

    def __init__(self, seed: int, faults: Faults) -> None:
        self.box, self.host, self.cable = Box(UID), ReferenceHost(UID), Cable(Random(seed))
        self.cable.faults(faults)
        self.now_ms = 0
        self.made: list[tuple[int, int]] = []
        self.level = 0

    def act(self, what: str, kind: int) -> None:
        match what:
            case "push":
                self._touch(kind, 1)
                self._touch(kind, 0)
            case "press":
                self._touch(kind, 1)
            case "release":
                self._touch(kind, 0)
            case "warm reset":
                self._send(self.box.warm_reset(self.now_ms))
            case "unplug":
                self.cable.unplug()
            case "plug":
                self.cable.plug()
            case "flood":
                self._to_host(self.cable.to_host.flood(700, self.now_ms))

    def pass_time(self, for_ms: int) -> None:
        for _ in range(0, for_ms, 10):
            self.now_ms += 10
            self._send(self.box.tick(self.now_ms))

    def _touch(self, kind: int, value: int) -> None:
        if self.level >> kind & 1 == value or self.box.waiting >= 32:  # a full ring is another test's business
            return
        self.level ^= 1 << kind
        self.made.append((kind, value))
        self._send(self.box.press(kind, self.now_ms) if value else self.box.release(kind, self.now_ms))

    def _send(self, data: bytes) -> None:
        self._to_host(self.cable.to_host.carry(data, self.now_ms))
        answer = self.box.receive(self.cable.to_box.carry(b"", self.now_ms), self.now_ms)
        if answer:
            self._to_host(self.cable.to_host.carry(answer, self.now_ms))

    def _to_host(self, data: bytes) -> None:
        back = self.host.receive(data)
        while back:
            said = self.box.receive(self.cable.to_box.carry(back, self.now_ms), self.now_ms)
            back = self.host.receive(self.cable.to_host.carry(said, self.now_ms)) if said else b""


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 2**32), FAULTS, st.lists(st.tuples(ACTS, st.integers(0, 3), st.integers(0, 40)), max_size=40))
def test_every_edge_arrives_in_order_exactly_once(seed: int, faults: Faults, acts: list[tuple[str, int, int]]) -> None:
    story = Story(seed, faults)
    for what, kind, wait in acts:
        story.act(what, kind)
        story.pass_time(wait * 10)
    story.cable.plug()
    story.cable.faults(GOOD)
    story.pass_time(8000)
    assert [(kind, value) for _, kind, value in story.host.edges] == story.made
    assert story.box.waiting == 0


def test_at_one_percent_of_bytes_lost_nothing_waits_long() -> None:
    story = Story(1, Faults(drop=0.01))
    for n in range(200):
        story.act("push", n % 4)
        story.pass_time(300)
    story.pass_time(1000)
    assert [(kind, value) for _, kind, value in story.host.edges] == story.made
    assert len(story.made) == 400


def test_a_flood_of_garbage_is_never_taken_for_an_edge_or_a_command() -> None:
    story = Story(7, GOOD)
    story.pass_time(100)
    for _ in range(50):
        story.host.receive(story.cable.to_host.flood(4000, story.now_ms))
        story.box.receive(story.cable.to_box.flood(4000, story.now_ms), story.now_ms)
    assert story.host.edges == []
    assert story.box.shown.link_lost
