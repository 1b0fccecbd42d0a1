"""Which box is where: a box that moved is one, two boxes of one uid are two."""

from __future__ import annotations

from andon.sources.serial.box import Box
from andon.sources.serial.roster import BOXES_MAX, Roster

S = 1_000_000


def met(roster: Roster, port: str, uid: str = "A0000001") -> Box:
    box = roster.meet(uid, port)
    assert box is not None
    return box


def test_one_box_on_one_port_is_no_conflict() -> None:
    roster = Roster()
    box = met(roster, "one")
    assert [roster.heard(box, "one", n * S) for n in range(5)] == [False] * 5
    assert [sighting.port for sighting in roster.sightings(5 * S)] == ["one"]


def test_a_box_that_was_moved_is_known_again_and_no_conflict() -> None:
    roster = Roster()
    first = met(roster, "one")
    first.counters["edges"] = 5
    assert not roster.heard(first, "one", 0)
    second = met(roster, "two")
    assert not any(roster.heard(second, "two", n * S) for n in range(1, 5))
    (sighting,) = roster.sightings(5 * S)
    assert (sighting.port, sighting.claimed_by) == ("two", ())
    assert second.counters["edges"] == 5


def test_a_box_that_moved_back_after_its_old_port_closed_is_no_conflict() -> None:
    roster = Roster()
    assert not roster.heard(met(roster, "one"), "one", 0)
    roster.left("one")
    assert not roster.heard(met(roster, "two"), "two", S)
    roster.left("two")
    assert not roster.heard(met(roster, "one"), "one", 2 * S)


def test_two_boxes_of_one_uid_are_both_flagged_until_one_is_gone() -> None:
    roster = Roster()
    one, two = met(roster, "one"), met(roster, "two")
    heard = [(roster.heard(one, "one", n * S), roster.heard(two, "two", n * S + S // 2)) for n in range(4)]
    assert heard[1:] == [(True, True)] * 3
    (sighting,) = roster.sightings(4 * S)
    assert sighting.claimed_by == ("one", "two")
    roster.left("two")
    assert [roster.heard(one, "one", n * S) for n in range(4, 9)] == [True, True, True, False, False]


def test_there_is_a_limit_to_boxes() -> None:
    roster = Roster()
    for n in range(BOXES_MAX):
        met(roster, "one", f"{n:08X}")
    assert roster.meet("FFFFFFFF", "one") is None
    assert roster.meet("00000000", "one") is not None
