"""A message to a person on a topic: the shop's own broker reaches them where no internet is."""

from __future__ import annotations

from pathlib import Path

from andon.forwarders.notify.channel import send
from andon.forwarders.notify.encode import Message
from tests.mqtt.mosquitto import Mosquitto
from tests.patience import eventually


def test_a_person_is_reached_on_a_topic_of_the_broker(broker: Mosquitto, tmp_path: Path) -> None:
    file = tmp_path / "told"
    peer = broker.sub("andon/told/#", file, "-F", "%t %p")
    try:
        eventually(lambda: broker.pub("andon/told/proof", "1") or file.stat().st_size)  # it has subscribed
        address = f"mqtt://127.0.0.1:{broker.port}/andon/told/mai"
        assert send(address, Message("Oven calls: Help", "Paint, Oven, since 08:00.")) == ""
        eventually(lambda: "andon/told/mai Oven calls: Help" in file.read_text(encoding="utf-8"))
    finally:
        peer.kill()
        peer.wait(5)


def test_a_broker_that_is_not_there_is_a_reason(tmp_path: Path) -> None:
    broker = Mosquitto(tmp_path / "away")
    said = send(f"mqtt://127.0.0.1:{broker.port}/andon/told/mai", Message("Oven", "calls"))
    assert said.startswith("mqtt: ")
