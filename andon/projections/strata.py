"""What a station was, without gap and overlap: layers of what is known, the one on top is what counts.

off          breaks and no shift
stops        abnormality (short ones are micro-stops), planned, induced
setup        a changeover of the line
unexplained  a stop whose class is not known; in a changeover it is the changeover
unknown      nothing was heard
idle         no order ran, where orders are kept
run          what remains
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from andon.projections.summing import Part, Stretch

PARTS_OF_CLASS: dict[str, Part] = {
    "abnormality": "fault",
    "planned": "planned",
    "induced": "induced",
    "unknown": "unexplained",
}


@dataclass(frozen=True, slots=True)
class Layer:
    """Stretches of one kind of knowledge, in order and without overlap."""

    stretches: tuple[Stretch, ...]

    def at(self, instant: int) -> Stretch | None:
        index = bisect_right(self.stretches, instant, key=lambda stretch: stretch.since) - 1
        found = self.stretches[index] if index >= 0 else None
        return found if found and instant < found.until else None


def layer(stretches: Iterable[Stretch]) -> Layer:
    """What overlaps (it should not) goes to the one that began first, so that no time is counted twice."""
    kept: list[Stretch] = []
    for each in sorted(stretches, key=lambda stretch: stretch.since):
        since = max(each.since, kept[-1].until) if kept else each.since
        if since < each.until:
            kept.append(Stretch(since, each.until, each.part, each.assumed))
    return Layer(tuple(kept))


def strata(begin: int, end: int, layers: Sequence[Layer], *, assumed: bool) -> list[Stretch]:
    """Of [begin, end), at each instant the first layer that knows it, else it ran (`assumed`: nobody told)."""
    return list(_joined(_cut(begin, end, layers, assumed)))


def _cut(begin: int, end: int, layers: Sequence[Layer], assumed: bool) -> Iterator[Stretch]:
    bounds = {edge for each in layers for stretch in each.stretches for edge in (stretch.since, stretch.until)}
    cuts = sorted({begin, end, *(edge for edge in bounds if begin < edge < end)})
    for since, until in pairwise(cuts):
        found = next((stretch for each in layers if (stretch := each.at(since))), None)
        if found is None:
            yield Stretch(since, until, "run", assumed)
        else:
            yield Stretch(since, until, found.part, found.assumed)


def _joined(cut: Iterable[Stretch]) -> Iterator[Stretch]:
    held: Stretch | None = None
    for each in cut:
        if held is not None and (held.part, held.assumed) == (each.part, each.assumed):
            held = Stretch(held.since, each.until, held.part, held.assumed)
        else:
            if held is not None:
                yield held
            held = each
    if held is not None:
        yield held
