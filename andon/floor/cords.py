"""What a cord's reading means as an input of the call table: a pull, a bounce of it, chatter, a release."""

from __future__ import annotations

from andon.base.units import US_PER_S
from andon.floor.here import Here
from andon.floor.index import PointRef
from andon.floor.state import Edges, StationState
from andon.floor.transitions import CallInput
from andon.model.event import Noted
from andon.model.signal import Value

CHATTER_EDGES = 10  # a person who pulls five times makes ten
CHATTER_WITHIN_US = 10 * US_PER_S


def moved(here: Here, ref: PointRef, value: Value, guard_us: int) -> CallInput:
    """What a cord's reading means: one that chatters is in, whatever it says, and asks once."""
    edges = _count_edge(here, ref)
    if not edges.chatters:
        return cord_input(here, ref, value, guard_us)
    return "hold" if ref.latched and edges.count == CHATTER_EDGES + 1 else "bounce"


def cord_input(here: Here, ref: PointRef, value: Value, guard_us: int) -> CallInput:
    """What a cord's reading means, given when one of its type was last pulled and which others are in."""
    station, at = here.station, here.at
    if ref.latched:
        return "hold" if value else release_of(station, ref)
    if not value:
        return "let-go"
    last_pull = station.pulled.get(ref.call)
    if last_pull is not None and abs(at - last_pull) <= guard_us:
        return "bounce"
    station.pulled[ref.call] = at
    return "pull"


def call_type_of(station: StationState, ref: PointRef) -> str:
    """The type of call that a cord is about: its own, unless the call it raised was given another."""
    own = station.calls.get(ref.call)
    if own is None or own.asked_as != ref.call:
        retyped = (call.type for call in station.calls.values() if call.asked_as == ref.call)
        return next(retyped, ref.call)
    return ref.call


def _count_edge(here: Here, ref: PointRef) -> Edges:
    """Whether a cord moves more often than a hand can move it, until it was quiet for as long; marked once."""
    station, at = here.station, here.at
    edges = station.edges.get(ref.address)
    if edges is None or _is_new_stretch(edges, at):
        edges = station.edges[ref.address] = Edges(since=at, last=at)
        return edges
    edges.last = at
    edges.count += 1
    if edges.count > CHATTER_EDGES and not edges.chatters:
        edges.chatters = True
        text = f"more than {CHATTER_EDGES} edges in {CHATTER_WITHIN_US // US_PER_S} s: one pull"
        here.out.append(Noted(at=at, about="chattering", address=ref.address, text=text))
    return edges


def _is_new_stretch(edges: Edges, at: int) -> bool:
    return abs(at - (edges.last if edges.chatters else edges.since)) > CHATTER_WITHIN_US


def release_of(station: StationState, ref: PointRef) -> CallInput:
    """What it means that a latched cord is out."""
    return "release-of-one" if any(station.levels.get(address) for address in ref.beside) else "release"
