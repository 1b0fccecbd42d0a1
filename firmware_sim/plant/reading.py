"""The one thing that leaves the plant."""

from typing import NamedTuple

HAND_POINTS = ("cord", "stop", "leader", "restart")  # in the order of the kinds on the wire, 0 to 3


class Reading(NamedTuple):
    """What was said at `at_us` (microseconds of plant time).

    Points of machines: `state` (a word), `fault` (a code, "" when cleared), `count` and `reject` (running totals,
    32 bit). Points of hands: `cord`, `stop`, `leader`, `restart` (1 pulled or pressed, 0 released).
    """

    at_us: int
    line: str
    station: str
    point: str
    value: int | str
