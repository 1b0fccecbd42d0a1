"""Lamps of a box that are broken: seen on the board, on /health and in the journal, and healed with new ones."""

from __future__ import annotations

from typing import Any

from firmware_sim.box import Kind
from firmware_sim.stack_light import BUZZER, YELLOW
from tests.house import House
from tests.patience import eventually

from .test_run import tile

BOX = "box/A0000004"


def device(house: House) -> dict[str, Any]:
    sources = house.ask("GET", "/healthz")[1]["sources"]
    found: dict[str, Any] = next(said for said in sources if said["device"] == BOX)
    return found


def test_lamps_that_do_not_burn_are_a_fault_until_they_do(house: House) -> None:
    box = house.boxes[3]
    eventually(lambda: not box.shown().link_lost and device(house)["state"] == "up", 10)
    assert tile(house, "w4")["lamp_fault"] is False
    box.burn_out(YELLOW | BUZZER)
    box.press(Kind.YELLOW)
    eventually(lambda: tile(house, "w4")["state"] == "call")
    eventually(lambda: tile(house, "w4")["lamp_fault"], 10)
    eventually(lambda: device(house)["state"] == "fault")
    assert device(house)["text"].startswith("lamp fault: told yellow+buzzer, shows dark")
    assert "told yellow+buzzer, shows dark" in house.ask("GET", "/health")[1].decode()
    box.burn_out(0)
    eventually(lambda: not tile(house, "w4")["lamp_fault"], 10)
    eventually(lambda: device(house)["state"] == "up")
    box.release(Kind.YELLOW)
    box.press(Kind.RESTART)
    box.release(Kind.RESTART)
    eventually(lambda: tile(house, "w4")["state"] != "call")
    told = house.read("SELECT kind FROM entry WHERE kind LIKE 'LampFault%' ORDER BY seq")
    assert told == [("LampFaultBegan",), ("LampFaultEnded",)]
