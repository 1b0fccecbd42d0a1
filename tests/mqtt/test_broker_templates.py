"""The broker's files in the README are tried: they load, they keep, and everybody may do what is his to do."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

import andon.sources.mqtt
from tests.mqtt.house import House
from tests.mqtt.mosquitto import Mosquitto
from tests.patience import eventually

README = Path(andon.sources.mqtt.__file__).with_name("README.md")


def block(begin: str) -> list[str]:
    """The lines of the indented block that begins with this comment."""
    lines = README.read_text(encoding="utf-8").splitlines()
    first = lines.index(f"    {begin}")
    last = next(i for i in range(first, len(lines)) if lines[i] and not lines[i].startswith("    "))
    return [line[4:] for line in lines[first:last]]


@pytest.fixture
def guarded(tmp_path: Path, new_broker: Callable[..., Mosquitto]) -> Mosquitto:
    """A broker with the README's files; only paths and the listener are this test's own."""
    passwd, acl = tmp_path / "passwd", tmp_path / "acl"
    for number, user in enumerate(("andon", "weld/w1")):
        create = ["-c"] if not number else []
        command = ["mosquitto_passwd", "-b", *create, str(passwd), user, "secret"]
        subprocess.run(command, check=True, capture_output=True)
    acl.write_text("\n".join(block("# acl")), encoding="utf-8")
    passwd.chmod(0o644)
    acl.chmod(0o644)
    ours = ("listener ", "persistence_location ", "persistence ", "password_file ", "acl_file ")
    kept = [line for line in block("# mosquitto.conf") if not line.startswith(ours)]
    broker = new_broker("guarded", "", keeps=False)
    broker.only("\n".join([*kept, f"password_file {passwd}", f"acl_file {acl}"]))
    return broker.start()


def test_a_device_speaks_for_itself_alone(
    guarded: Mosquitto, open_house: Callable[..., House], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET", "secret")
    house = open_house(guarded.port, user="andon", password_env="SECRET")
    device = ("-u", "weld/w1", "-P", "secret", "-V", "5")
    eventually(lambda: house.status().state == "up")

    def heard() -> bool:
        guarded.pub("andon/in/weld/w1/alive", "1", *device)
        return house.counter("messages") > 0

    eventually(heard)
    guarded.pub("andon/in/weld/w2/cord", "1", *device)
    guarded.pub("andon/in/weld/w1/cord", "1", *device)
    eventually(lambda: house.state("w1") == "call")
    assert house.state("w2") != "call"
    assert house.status().state == "up", house.status().text


def test_a_device_reads_its_own_lamp(guarded: Mosquitto, tmp_path: Path) -> None:
    heard = tmp_path / "heard"
    peer = guarded.sub("andon/out/weld/w1/state", heard, "-u", "weld/w1", "-P", "secret")
    other = guarded.sub("andon/out/weld/w2/state", tmp_path / "other", "-u", "weld/w1", "-P", "secret")
    for station in ("w2", "w1"):
        guarded.pub(f"andon/out/weld/{station}/state", station, "-r", "-u", "andon", "-P", "secret")
    eventually(lambda: heard.read_text(encoding="utf-8") == "w1\n")
    assert (tmp_path / "other").read_text(encoding="utf-8") == ""
    for process in (peer, other):
        process.kill()
        process.wait(5)
