"""One box: what its frames mean, and what it is answered."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from andon.model.signal import LAMPS, Garbled, Glow, Lamps, LifeSign, Signal
from andon.sources.serial.box import LIFE_MIN_US, SHOW_US, Box
from andon.sources.serial.codec import Beat, Decoder, Edge, Frame, Hello, Incompatible, Unknown

UID = "A0000001"
S = 1_000_000
T = 1_700_000_000 * S
GREEN: Lamps = frozenset({"green"})
YELLOW: Lamps = frozenset({"yellow", "buzzer"})


def beat(now_ms: int = 1000, **said: int) -> Beat:
    numbers: dict[str, int] = dict.fromkeys(("level", "count", "top", "acked", "lost", "lamps", "lamps_n", "rxbad"), 0)
    return Beat(uid=UID, now_ms=now_ms, **{"epoch": 7, **numbers, **said})


def edge(seq: int, kind: int = 0, value: int = 1, epoch: int = 7, t_ms: int = 500, now_ms: int = 500) -> Edge:
    return Edge(UID, epoch, seq, t_ms, now_ms, kind, value)


def said(items: list[Signal | LifeSign]) -> list[tuple[str, Any, bool]]:
    return [(item.address, item.value, item.is_level) for item in items if isinstance(item, Signal)]


def alive(items: list[Signal | LifeSign]) -> bool:
    return any(isinstance(item, LifeSign) for item in items)


def met(level: int = 0, **rest: int) -> Box:
    """A box whose first beat was heard at T."""
    box = Box(UID)
    box.hear(beat(level=level, **rest), T)
    return box


def lamps(box: Box, wanted: Lamps | None, at_us: int) -> list[tuple[int, ...]]:
    """The numbers of the L frames that are due, read without our codec."""
    payloads = [frame.split(b"*")[0][3:].decode() for frame in box.answers(wanted, at_us)]
    return [tuple(map(int, p.split(",")[2:])) for p in payloads if p.startswith("L")]


def test_an_edge_is_a_signal_with_its_key_and_its_time() -> None:
    (signal,) = met(top=41, acked=41).hear(edge(42, kind=1, t_ms=123456, now_ms=123470), T + S)
    assert signal == Signal(
        address="box/A0000001/stop",
        value=1,
        seen_at=T + S,
        device_at=T + S - 14_000,
        sender="box/A0000001",
        boot="7",
        device_seq=42,
    )


@pytest.mark.parametrize(("kind", "name"), [(0, "cord"), (1, "stop"), (2, "leader"), (3, "restart"), (9, "kind-9")])
def test_each_kind_has_its_address(kind: int, name: str) -> None:
    box = met()
    assert said(box.hear(edge(1, kind=kind), T)) == [(f"box/{UID}/{name}", 1, False)]
    assert box.counters["unknown"] == (kind > 3)


def test_time_goes_on_when_the_boxs_clock_wraps() -> None:
    (signal,) = met().hear(edge(1, t_ms=2**32 - 6, now_ms=14), T)
    assert isinstance(signal, Signal)
    assert signal.device_at == T - 20_000


def test_a_clock_that_started_over_tells_no_time() -> None:
    (signal,) = met().hear(edge(1, t_ms=100_000, now_ms=500), T)
    assert isinstance(signal, Signal)
    assert signal.device_at is None


def test_a_held_edge_keeps_the_time_it_was_read() -> None:
    box = met()
    assert box.hear(edge(2, t_ms=500, now_ms=510), T) == []
    first, second = box.hear(edge(1, t_ms=400, now_ms=510), T + S)
    assert isinstance(first, Signal)
    assert isinstance(second, Signal)
    assert (first.device_seq, second.device_seq) == (1, 2)
    assert (first.device_at, second.device_at) == (T + S - 110_000, T - 10_000)
    assert first.seen_at == second.seen_at == T + S


def test_a_beat_is_a_sign_of_life() -> None:
    assert LifeSign("box/A0000001", T) in Box(UID).hear(beat(), T)


def test_the_first_beat_tells_every_level() -> None:
    assert said(Box(UID).hear(beat(level=0b0010), T)) == [
        (f"box/{UID}/cord", 0, True),
        (f"box/{UID}/stop", 1, True),
        (f"box/{UID}/leader", 0, True),
        (f"box/{UID}/restart", 0, True),
    ]


def test_a_level_has_no_key_and_tells_nothing_twice() -> None:
    (*_, signal) = Box(UID).hear(beat(level=8), T)
    assert isinstance(signal, Signal)
    assert (signal.boot, signal.device_seq, signal.device_at) == (None, None, None)
    assert said(met(level=8).hear(beat(2000, level=8), T + S)) == []


def test_the_level_wins_over_the_edges() -> None:
    box = met()
    box.hear(edge(1, value=1), T + 1)
    assert said(box.hear(beat(2000, level=0, top=1), T + S)) == [(f"box/{UID}/cord", 0, True)]


def test_the_level_waits_for_the_edges_it_speaks_of() -> None:
    box = met()
    assert said(box.hear(beat(2000, level=1, top=1), T + S)) == []
    assert said(box.hear(edge(1, value=1), T + S + 1)) == [(f"box/{UID}/cord", 1, False)]
    assert said(box.hear(beat(3000, level=1, top=1), T + 2 * S)) == []


def test_a_level_of_an_unknown_kind_is_told_when_it_is_set() -> None:
    box = met()
    assert said(box.hear(beat(2000, level=16), T + S)) == [(f"box/{UID}/kind-4", 1, True)]
    assert said(box.hear(beat(3000, level=0), T + 2 * S)) == [(f"box/{UID}/kind-4", 0, True)]


def test_a_repeated_beat_is_not_believed_but_shows_life() -> None:
    box = met(level=0)
    box.hear(edge(1, value=1), T + 1)
    assert said(box.hear(beat(2000, level=1, top=1, count=9), T + S)) == [(f"box/{UID}/count", 9, False)]
    stale = box.hear(beat(1000, level=0), T + 2 * S)
    assert said(stale) == []
    assert alive(stale)


def test_a_clock_that_started_over_costs_one_beat() -> None:
    box = met(now_ms=10**6)
    assert said(box.hear(beat(500, level=1), T + S)) == []
    assert said(box.hear(beat(1500, level=1), T + 2 * S)) == [(f"box/{UID}/cord", 1, True)]


def test_a_box_whose_numbers_fell_behind_still_has_its_level() -> None:
    box = met(top=40, acked=40)
    assert said(box.hear(beat(2000, level=1, top=3, acked=3), T + S)) == [(f"box/{UID}/cord", 1, True)]


def test_a_new_epoch_starts_over_and_tells_every_level_again() -> None:
    box = met()
    box.hear(edge(1, value=1), T)
    told = said(box.hear(beat(100, epoch=8, level=0), T + S))
    assert (f"box/{UID}/cord", 0, True) in told
    assert said(box.hear(edge(1, epoch=8), T + S)) == [(f"box/{UID}/cord", 1, False)]
    assert box.counters["epochs"] == 1


def test_a_pull_that_stands_through_a_power_cut_goes_on() -> None:
    box = met()
    box.hear(edge(1, value=1), T)
    box.hear(beat(100, epoch=8, top=1, level=1), T + S)
    assert said(box.hear(edge(1, epoch=8), T + S)) == [(f"box/{UID}/cord", 1, True)]
    assert said(box.hear(edge(2, value=0, epoch=8), T + S)) == [(f"box/{UID}/cord", 0, False)]
    assert said(box.hear(edge(3, value=1, epoch=8), T + S)) == [(f"box/{UID}/cord", 1, False)]


def test_a_pull_that_stands_through_a_replug_and_a_power_cut_goes_on() -> None:
    before = met(level=2)
    box = Box(UID, before)
    box.hear(beat(100, epoch=8, top=1, level=2), T + S)
    assert said(box.hear(edge(1, kind=1, epoch=8), T + S)) == [(f"box/{UID}/stop", 1, True)]


def test_an_epoch_that_went_back_is_shown() -> None:
    box = met(epoch=8)
    box.hear(beat(epoch=7), T + S)
    assert "epoch went back" in box.fault(T + S)
    assert box.fault(T + S + SHOW_US) == ""


def test_an_edge_is_acknowledged_after_its_commit() -> None:
    box = met(top=41, acked=41)
    box.hear(edge(42), T)
    assert box.answers(None, T) == []
    box.committed(6, 42)  # an epoch that is over
    assert box.answers(None, T) == []
    box.committed(7, 42)
    assert box.answers(None, T) == [b"<10A1,A0000001,7,42*058A\n"]


def test_pieces_are_told_when_they_changed() -> None:
    assert said(met().hear(beat(2000, count=0), T + S)) == []
    box = Box(UID)
    assert (f"box/{UID}/count", 4711, False) in said(box.hear(beat(1000, count=4711), T))
    (signal,) = (item for item in box.hear(beat(2000, count=4712), T + S) if isinstance(item, Signal))
    assert (signal.value, signal.boot, signal.device_seq) == (4712, "7", None)


def test_what_a_box_lost_is_shown_and_counted() -> None:
    box = met(lost=5)
    assert box.fault(T) == ""
    box.hear(beat(2000, lost=8), T + S)
    assert box.counters["lost"] == 3
    assert "8 changes were lost" in box.fault(T + S)
    box.hear(beat(100, epoch=8, lost=2), T + 2 * S)
    assert box.counters["lost"] == 5


def test_a_box_gone_mad_with_beats_shows_life_five_times_a_second() -> None:
    box = Box(UID)
    heard = [box.hear(beat(n), T + n * 1000) for n in range(1, 1001)]
    assert sum(alive(items) for items in heard) == S // LIFE_MIN_US


def test_lamps_go_out_on_change_once_more_soon_after_and_each_second() -> None:
    box = met()
    assert lamps(box, GREEN, T) == [(1, 1, 3000)]
    assert lamps(box, GREEN, T + 149_999) == []
    assert lamps(box, GREEN, T + 150_000) == [(2, 1, 3000)]
    assert lamps(box, GREEN, T + 1_149_999) == []
    assert lamps(box, GREEN, T + 1_150_000) == [(3, 1, 3000)]
    assert lamps(box, YELLOW, T + 1_150_001) == [(4, 10, 3000)]


def test_a_box_of_no_station_is_told_no_lamps() -> None:
    assert met().answers(None, T) == []


def test_every_lamp_has_its_bit() -> None:
    every: Lamps = frozenset({"green", "yellow", "red", "buzzer", "blue", "white"})
    assert lamps(met(), every, T) == [(1, 63, 3000)]
    assert lamps(met(), frozenset(), T) == [(1, 0, 3000)]


def glow(items: list[Signal | LifeSign]) -> Glow | None:
    (sign,) = [item for item in items if isinstance(item, LifeSign)]
    return sign.glow


def test_a_beat_says_which_lamps_burn_out_of_all() -> None:
    box = met()
    lamps(box, GREEN, T)
    assert glow(box.hear(beat(2000, lamps=0), T + S)) == Glow(frozenset(), frozenset(LAMPS))
    assert glow(box.hear(beat(3000, lamps=10), T + 2 * S)) == Glow(YELLOW, frozenset(LAMPS))


def test_lamps_that_nobody_commanded_and_those_of_a_repeated_beat_say_nothing() -> None:
    box = met()
    assert glow(box.hear(beat(2000, lamps=1), T + S)) is None
    lamps(box, GREEN, T + S)
    assert glow(box.hear(beat(2000, lamps=1), T + 2 * S)) is None
    assert glow(box.hear(beat(3000, lamps=1), T + 3 * S)) is not None
    lamps(box, None, T + 3 * S)
    assert glow(box.hear(beat(4000, lamps=1), T + 4 * S)) is None


def test_incompatible_firmware_shows_no_life_and_gets_no_lamps() -> None:
    box = met()
    assert box.hear(Incompatible(UID, "H", 2), T) == []
    assert not alive(box.hear(beat(2000), T + S))
    assert lamps(box, GREEN, T + S) == []
    assert "incompatible firmware" in box.fault(T + S)
    assert alive(box.hear(beat(9000), T + 9 * S))


def test_a_withheld_box_shows_no_life_but_its_edges_are_kept_and_acknowledged() -> None:
    box = met()
    box.withheld = True
    assert not alive(box.hear(beat(2000), T + S))
    assert said(box.hear(edge(1), T + S)) == [(f"box/{UID}/cord", 1, False)]
    box.committed(7, 1)
    assert len(box.answers(GREEN, T + S)) == 1  # the acknowledgement, no lamps


def test_an_unknown_frame_is_counted() -> None:
    box = met()
    assert box.hear(Unknown(UID, "Z"), T) == []
    assert box.counters["unknown"] == 1


def test_hello_says_who_it_is() -> None:
    box = met()
    box.hear(Hello(UID, 7, 1840, 129, 40, 2, 10000, 63), T)
    assert box.words() == "firmware 10000, minor version 2, epoch 7"


any_u32 = st.one_of(st.integers(0, 3), st.integers(0, 2**32 - 1))
any_frame = st.one_of(
    st.builds(Edge, st.just(UID), *[any_u32] * 6),
    st.builds(Beat, st.just(UID), *[any_u32] * 10),
    st.builds(Hello, st.just(UID), *[any_u32] * 5),
    st.builds(Incompatible, st.just(UID), st.just("E"), st.just(2)),
)


@given(st.lists(any_frame, max_size=40))
def test_no_frames_in_any_order_raise_and_every_answer_fits(frames: list[Frame]) -> None:
    box = Box(UID)
    for turn, frame in enumerate(frames):
        for item in box.hear(frame, T + turn * S):
            if isinstance(item, Signal) and item.device_seq is not None:
                box.committed(int(item.boot or 0), item.device_seq)
        for answer in box.answers(YELLOW, T + turn * S):
            assert len(answer) <= 48
        assert isinstance(box.fault(T + turn * S), str)


@given(st.lists(st.sampled_from([0, 1, 2, 3]), min_size=1, max_size=30), st.data())
def test_any_chunking_of_bytes_gives_the_same_signals(kinds: list[int], data: st.DataObject) -> None:
    from firmware_sim.frames import encode

    stream = encode("B1", UID, 7, 1, 0, 0, 0, 0, 0, 0, 0, 0) + b"".join(
        encode("E1", UID, 7, seq, 5, 9, kind, seq % 2) for seq, kind in enumerate(kinds, 1)
    )
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=9)))
    decoder, box, cut_up = Decoder(), Box(UID), []
    for start, end in zip([0, *cuts], [*cuts, len(stream)], strict=True):
        for frame in decoder.feed(stream[start:end]):
            assert not isinstance(frame, Garbled)
            cut_up += box.hear(frame, T)
    whole_box, whole = Box(UID), []
    for frame in Decoder().feed(stream):
        assert not isinstance(frame, Garbled)
        whole += whole_box.hear(frame, T)
    assert cut_up == whole


def test_a_box_whose_beat_was_eaten_is_asked_for_it() -> None:
    box = Box(UID)
    assert box.hear(edge(1), T) == []
    assert box.answers(None, T + 299_999) == []
    assert box.answers(None, T + 300_000) == [b"<0BQ1,A0000001*D0AE\n"]
    assert box.answers(None, T + 300_001) == []
    box.hear(beat(top=1), T + 400_000)
    assert box.answers(None, T + S) == []
