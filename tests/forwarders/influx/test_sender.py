"""The sender against a real engine behind a door that fails in every way it knows."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from andon.base.clock import Clock
from andon.base.errors import DeliveryFailed
from andon.forwarders.influx import Settings
from andon.forwarders.influx.sender import Influx
from andon.model.event import CallRaised, Noted, StopBegan
from tests.books.clock import FakeClock
from tests.forwarders.influx.far_end import Door, Engine, Fault
from tests.forwarders.influx.pieces import AT, Past, count, counts, measured

BATCH = counts(1, 100)
OVEN = {"line": "paint", "station": "oven"}


@pytest.fixture
def influx(settings: Settings, tmp_path: Path, clock: FakeClock) -> Iterator[Influx]:
    made = Influx(settings, tmp_path, Past(), clock)
    yield made
    made.close()


def failure(influx: Influx) -> DeliveryFailed:
    with pytest.raises(DeliveryFailed) as failed:
        influx.deliver(BATCH)
    return failed.value


def test_a_batch_arrives_whole(influx: Influx, engine: Engine) -> None:
    influx.deliver(BATCH)
    assert engine.points() == 100
    assert engine.number("SELECT sum(delta) FROM andon_count") == 100
    assert engine.query("SELECT last(total) FROM andon_count")[0]["values"][0] == [1795420900123000100, 100.0]


def test_a_repeat_changes_nothing(influx: Influx, engine: Engine) -> None:
    influx.deliver(BATCH)
    before = engine.query("SELECT * FROM andon_count")
    influx.deliver(BATCH)
    influx.deliver(BATCH[40:60])
    assert engine.query("SELECT * FROM andon_count") == before


def test_points_of_one_microsecond_are_all_there(influx: Influx, engine: Engine) -> None:
    influx.deliver([(seq, count(seq, at=AT)) for seq in range(1, 3001)])
    assert engine.points() == 3000


def test_nothing_to_write_is_no_request(influx: Influx, door: Door) -> None:
    influx.deliver([(1, Noted(at=AT, about="clock", address="", text=""))])
    assert door.requests == []


def test_texts_come_back_as_they_were(influx: Influx, engine: Engine) -> None:
    odd = 'a "b", c=d \\ e\nĐộng cơ ಯಂತ್ರ 機械'
    stop = StopBegan(at=AT, **OVEN, stop=1, cause="stop", reason=odd, stop_class="unknown")
    influx.deliver([(1, stop), (2, CallRaised(at=AT, **OVEN, call=2, type="help, me = 機\\械", point="cord"))])
    assert engine.query("SELECT reason FROM andon_stop")[0]["values"][0][1] == odd
    assert engine.query("SELECT call FROM andon_call GROUP BY type")[0]["tags"] == {"type": "help, me = 機/械"}


@pytest.mark.parametrize("value", [0.0, -0.0, 1e300, -1e-300, 1e22, 1e16, 0.1, 2**53 + 0.0, 5e-324])
def test_numbers_come_back_as_they_were(influx: Influx, engine: Engine, value: float) -> None:
    influx.deliver([(1, measured(1, value))])
    assert engine.number("SELECT value FROM andon_value") == value


def test_an_unfit_number_is_refused_for_good_before_it_is_sent(influx: Influx, door: Door) -> None:
    with pytest.raises(DeliveryFailed, match="cannot be told") as failed:
        influx.deliver([(1, measured(1, float("inf")))])
    assert failed.value.permanent
    assert door.requests == []


@pytest.mark.parametrize("status", [200, 201, 302, 401, 403, 404, 405, 429, 500, 502, 503])
def test_an_answer_that_is_not_about_the_data_is_waited_for(
    influx: Influx, door: Door, engine: Engine, status: int
) -> None:
    door.faults.append(Fault(status, body="so it is"))
    failed = failure(influx)
    assert not failed.permanent
    assert f"answered {status}" in str(failed)
    influx.deliver(BATCH)
    assert engine.points() == 100


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("asked", ["7", "Mon, 23 Nov 2026 08:00:07 GMT"])
def test_retry_after_is_passed_on(influx: Influx, door: Door, status: int, asked: str) -> None:
    door.faults.append(Fault(status, headers={"Retry-After": asked}))
    assert failure(influx).retry_after_s == 7.0


@pytest.mark.parametrize("written", [True, False])
@pytest.mark.parametrize(
    "cut", [b"", b"HTTP/1.1 2", b"HTTP/1.1 20", b"HTTP/1.1 500 x\r\nContent-Length: 99\r\n\r\n{", b"\xff\x00\r\n\r\n"]
)
def test_a_broken_answer_loses_and_doubles_nothing(
    influx: Influx, door: Door, engine: Engine, cut: bytes, written: bool
) -> None:
    door.faults.append(Fault(cut=cut, written=written))
    assert not failure(influx).permanent
    influx.deliver(BATCH)
    assert engine.points() == 100
    assert engine.number("SELECT sum(delta) FROM andon_count") == 100


def test_an_answer_in_no_encoding_is_waited_for(influx: Influx, door: Door) -> None:
    door.faults.append(Fault(cut=b"HTTP/1.1 400 x\r\nContent-Length: 2\r\n\r\n\xff\xfe"))
    assert not failure(influx).permanent


def test_a_slow_far_end_is_given_up_and_asked_again(
    settings: Settings, door: Door, engine: Engine, tmp_path: Path, clock: FakeClock
) -> None:
    influx = Influx(settings.model_copy(update={"timeout_s": 0.2}), tmp_path, Past(), clock)
    answered = threading.Event()
    door.faults.append(Fault(204, written=True, until=answered))
    assert not failure(influx).permanent
    answered.set()
    influx.deliver(BATCH)
    assert engine.points() == 100


def test_a_far_end_that_is_away_is_waited_for(influx: Influx, door: Door, engine: Engine) -> None:
    door.shut()
    assert not failure(influx).permanent
    door.open()
    influx.deliver(BATCH)
    assert engine.points() == 100


def test_a_batch_that_is_too_large_is_halved_and_stays_so(influx: Influx, door: Door, engine: Engine) -> None:
    door.lines_most = 30
    influx.deliver(BATCH)
    assert engine.points() == 100
    assert [most for most in door.requests if most > 30] == [100, 50]
    door.requests.clear()
    influx.deliver(counts(101, 200))
    assert max(door.requests) == 25
    assert engine.points() == 200


def test_a_single_point_that_is_too_large_is_refused_for_good(influx: Influx, door: Door) -> None:
    door.faults += [Fault(413), Fault(413)]
    with pytest.raises(DeliveryFailed, match="413") as failed:
        influx.deliver(BATCH[:1])
    assert failed.value.permanent
    influx.deliver(BATCH)
    assert door.requests[-1] == 100  # and the next batch is as large as ever


def test_a_point_of_another_type_is_refused_for_good_and_told_of(influx: Influx, engine: Engine) -> None:
    engine.write(f'andon_value,line=paint value="a text" {AT}000')
    with pytest.raises(DeliveryFailed, match="type conflict") as failed:
        influx.deliver([(5, measured(5, 1.0))])
    assert failed.value.permanent
    told = engine.query("SELECT seq, reason FROM andon_set_aside GROUP BY about")[0]
    assert told["tags"] == {"about": "andon_value"}
    assert told["values"][0][1] == 5
    assert "type conflict" in told["values"][0][2]


def test_an_entry_of_which_one_point_is_refused_gives_its_others(influx: Influx, engine: Engine) -> None:
    engine.write(f"andon_stop,line=paint reason=1i {AT}000")
    stop = StopBegan(at=AT, **OVEN, stop=1, cause="stop", reason="jam", stop_class="unknown")
    with pytest.raises(DeliveryFailed, match="type conflict"):
        influx.deliver([(1, stop), (1, CallRaised(at=AT, **OVEN, call=1, type="help", point="cord"))])
    assert engine.points("andon_call") == 1


def test_a_far_end_that_refuses_everything_is_waited_for(influx: Influx, door: Door) -> None:
    """Somebody else's server at that address: setting aside the whole journal, point by point, would help nobody."""
    door.faults += [Fault(400)] * 3
    with pytest.raises(DeliveryFailed, match="refuses whatever it is sent") as failed:
        influx.deliver(BATCH[:1])
    assert not failed.value.permanent


def test_what_the_bucket_keeps_no_longer_is_let_go(influx: Influx, engine: Engine) -> None:
    engine.query("ALTER RETENTION POLICY autogen ON andon DURATION 1h SHARD DURATION 1h")
    long_ago = 1_000_000_000_000_000
    influx.deliver([(1, count(1, at=long_ago)), (2, count(2, at=Clock().now()))])
    assert engine.points() == 1


def test_a_token_that_was_changed_is_read_anew(
    settings: Settings, door: Door, engine: Engine, tmp_path: Path, clock: FakeClock
) -> None:
    influx = Influx(settings.model_copy(update={"token_file": "token"}), tmp_path, Past(), clock)
    door.token = "new"
    with pytest.raises(DeliveryFailed, match=r"cannot be written to.*token"):
        influx.deliver(BATCH)
    (tmp_path / "token").write_text("old\n", encoding="utf-8")
    assert "answered 401" in str(failure(influx))
    (tmp_path / "token").write_text("new\n", encoding="utf-8")
    influx.deliver(BATCH)
    assert engine.points() == 100


@pytest.mark.parametrize("token", ["機械", "two\nlines", "\x00"])
def test_a_token_that_fits_no_header_is_not_the_fault_of_the_data(
    settings: Settings, door: Door, tmp_path: Path, clock: FakeClock, token: str
) -> None:
    (tmp_path / "token").write_text(token, encoding="utf-8")
    door.token = "right"
    influx = Influx(settings.model_copy(update={"token_file": "token"}), tmp_path, Past(), clock)
    assert not failure(influx).permanent


def test_a_token_from_the_environment(
    settings: Settings, door: Door, engine: Engine, tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANT_TOKEN", "s3cret")
    door.token = "s3cret"
    Influx(settings.model_copy(update={"token_env": "PLANT_TOKEN"}), tmp_path, Past(), clock).deliver(BATCH)
    assert engine.points() == 100


def test_packed(settings: Settings, door: Door, engine: Engine, tmp_path: Path, clock: FakeClock) -> None:
    Influx(settings.model_copy(update={"gzip": True}), tmp_path, Past(), clock).deliver(BATCH)
    assert (engine.points(), door.packed) == (100, 1)
