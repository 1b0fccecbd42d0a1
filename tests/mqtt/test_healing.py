"""What breaks on the way to the broker is noticed, shown, and heals."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.mqtt.conftest import prove_subscribed
from tests.mqtt.house import House
from tests.mqtt.mosquitto import Mosquitto, free_port
from tests.mqtt.proxy import Proxy
from tests.patience import eventually


@pytest.fixture
def proxy(broker: Mosquitto) -> Iterator[Proxy]:
    made = Proxy(broker.port)
    yield made
    made.close()


def test_the_broker_may_be_absent_at_the_start(
    new_broker: Callable[..., Mosquitto], open_house: Callable[..., House]
) -> None:
    broker = new_broker("late")
    house = open_house(broker.port)
    eventually(lambda: "cannot be reached" in house.status().text)
    assert house.status().state == "down"
    broker.start()
    eventually(lambda: house.status().state == "up")
    prove_subscribed(broker, house)
    broker.stop()
    eventually(lambda: house.status().state == "down")


def test_what_waited_while_we_were_away_is_fetched(broker: Mosquitto, open_house: Callable[..., House]) -> None:
    house = open_house(broker.port)
    prove_subscribed(broker, house)
    house.stop()
    for _ in range(5):
        broker.pub("andon/in/weld/w1/made", "1")
    again = open_house(broker.port)
    eventually(lambda: again.query("SELECT sum(delta) FROM sample") == [(5,)])


def test_a_wire_that_carries_nothing_is_given_up_and_the_stations_go_dark(
    broker: Mosquitto, open_house: Callable[..., House], proxy: Proxy
) -> None:
    house = open_house(proxy.port, keepalive_s=2)
    prove_subscribed(broker, house)
    broker.pub("andon/in/weld/w1/run", "1")
    eventually(lambda: house.state("w1") == "running")
    proxy.cut()
    eventually(lambda: house.status().state == "down", 8)
    eventually(lambda: house.state("w1") == "no-signal")
    proxy.mend()
    eventually(lambda: house.status().state == "up")
    broker.pub("andon/in/weld/w1/run", "1")
    eventually(lambda: house.state("w1") == "running")


def test_an_acknowledgement_that_was_lost_counts_nothing_twice(
    broker: Mosquitto, open_house: Callable[..., House], proxy: Proxy
) -> None:
    """On disk, but the broker never heard so: it sends the message again, marked, with the same identifier."""
    house = open_house(proxy.port, keepalive_s=2)
    prove_subscribed(broker, house)
    house.stall()
    broker.pub("andon/in/weld/w1/made", "7")
    eventually(lambda: house.inboxes.oldest() is not None)
    proxy.cut()
    house.resume()
    eventually(lambda: house.query("SELECT sum(delta) FROM sample") == [(7,)])
    eventually(lambda: house.status().state == "down", 8)
    proxy.mend()
    eventually(lambda: house.counter("duplicates") == 1)
    assert house.query("SELECT sum(delta) FROM sample") == [(7,)]
    broker.pub("andon/in/weld/w1/made", "7")
    eventually(lambda: house.query("SELECT sum(delta) FROM sample") == [(14,)])


def test_a_broker_that_forgot_everything_is_subscribed_to_again(
    broker: Mosquitto, open_house: Callable[..., House]
) -> None:
    house = open_house(broker.port)
    prove_subscribed(broker, house)
    broker.pub("andon/in/weld/w1/made", "7")
    eventually(lambda: house.query("SELECT count(*) FROM handover") == [(1,)])
    broker.kill()
    for file in broker.folder.glob("*.db"):
        file.unlink()
    broker.start()
    eventually(lambda: house.query("SELECT count(*) FROM handover") == [(0,)])
    prove_subscribed(broker, house)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_link_whose_thread_died_is_replaced(broker: Mosquitto, open_house: Callable[..., House]) -> None:
    """Whatever may kill it: here a clock that fails once in its thread."""
    house = open_house(broker.port)
    prove_subscribed(broker, house)
    now, failed = house.clock.now, threading.Event()

    def fail_once() -> int:
        if threading.current_thread().name == "mqtt link" and not failed.is_set():
            failed.set()
            raise SystemExit
        return now()

    house.clock.now = fail_once  # type: ignore[method-assign]
    eventually(failed.is_set)
    eventually(lambda: house.counter("connections") == 2)
    prove_subscribed(broker, house)


def test_a_name_that_is_refused_is_told_without_the_password(
    tmp_path: Path,
    new_broker: Callable[..., Mosquitto],
    open_house: Callable[..., House],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "passwd"
    asked = ["mosquitto_passwd", "-b", "-c", str(file), "andon", "right-secret"]
    subprocess.run(asked, check=True, capture_output=True)
    file.chmod(0o644)
    broker = new_broker("locked", f"allow_anonymous false\npassword_file {file}\n").start()
    monkeypatch.setenv("BROKER_PASSWORD", "wrong-secret")
    house = open_house(broker.port, user="andon", password_env="BROKER_PASSWORD")
    eventually(lambda: "refuses us" in house.status().text)
    said = "".join(capfd.readouterr())
    assert "wrong-secret" not in said + house.status().text
    house.stop()
    (tmp_path / "password").write_text("right-secret\n", encoding="utf-8")
    again = open_house(broker.port, user="andon", password_file=str(tmp_path / "password"))
    eventually(lambda: again.status().state == "up")


def test_an_encrypted_broker_is_read_and_a_stranger_is_not_trusted(
    tmp_path: Path, new_broker: Callable[..., Mosquitto], open_house: Callable[..., House]
) -> None:
    ca, cert, key = _certificates(tmp_path)
    port = free_port()
    more = f"allow_anonymous true\nlistener {port} 127.0.0.1\ncertfile {cert}\nkeyfile {key}\n"
    broker = new_broker("tls", more).start()
    stranger = open_house(port, tls=True, host="localhost")
    eventually(lambda: "certificate verify failed" in stranger.status().text)
    stranger.stop()
    house = open_house(port, tls=True, host="localhost", ca_file=str(ca))
    prove_subscribed(broker, house)
    for _ in range(5):
        broker.pub("andon/in/weld/w1/made", "1")
    eventually(lambda: house.query("SELECT sum(delta) FROM sample") == [(5,)])


def _certificates(folder: Path) -> tuple[Path, Path, Path]:
    """A certificate for localhost that signs itself."""
    cert, key = folder / "cert.pem", folder / "key.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-days", "2"]
    subprocess.run([*command, *names, "-keyout", str(key), "-out", str(cert)], check=True, capture_output=True)
    key.chmod(0o644)
    return cert, cert, key
