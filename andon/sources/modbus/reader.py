"""The source: a thread for each wire asks the devices on it, so a silent one keeps nobody waiting elsewhere.

Over TCP each device has a connection and a thread of its own. Devices on one serial port share it and its thread: there
a silent one costs the others its timeout each time it is asked, which soon is every two seconds only.

Threads: `run` (the caller's) starts the others and waits; `modbus <address>` one for each wire; `status` is asked by
another, and receipts come from the recorder's.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import partial

from andon.base.units import US_PER_S
from andon.model.signal import DeviceStatus, LifeSign, Signal
from andon.ports import Clock, Emit, Wanted
from andon.sources.modbus.answers import Answer, WireFailed
from andon.sources.modbus.codec import Read
from andon.sources.modbus.device import Device
from andon.sources.modbus.settings import DeviceSettings
from andon.sources.modbus.wire import Wire, quiet_library

JOIN_S = 1.5  # a thread that waits for an answer or a full inbox is left behind; it says nothing more
START_AGAIN_S = 1.0
LATE_S = 1.0  # an answer on a serial wire does not say what it answers: one that comes late must find nothing asked


class ModbusSource:
    """Devices that are asked."""

    name = "modbus"

    def __init__(self, settings: Sequence[DeviceSettings], clock: Clock) -> None:
        self._clock = clock
        self._devices = [Device(device, clock.now()) for device in settings]

    def run(self, emit: Emit, wanted: Wanted, stop: threading.Event) -> None:
        """Ask every device until `stop`. Nothing is written to a device: `wanted` is not asked."""
        quiet_library()
        threads = [
            threading.Thread(
                target=self._keep, args=(loop, emit, stop), name=f"modbus {loop.wire.address}", daemon=True
            )
            for loop in self._loops()
        ]
        for thread in threads:
            thread.start()
        stop.wait()
        until_us = self._clock.now() + round(JOIN_S * US_PER_S)
        for thread in threads:
            thread.join(max(0.0, (until_us - self._clock.now()) / US_PER_S))

    def status(self) -> Sequence[DeviceStatus]:
        """Each device."""
        return [device.status() for device in self._devices]

    def _loops(self) -> list[Loop]:
        wires: list[list[Device]] = []
        for device in self._devices:
            found = next((wire for wire in wires if _is_shared(wire[0], device)), None)
            if found is None:
                wires.append([device])
            else:
                found.append(device)
        return [Loop(devices, self._clock) for devices in wires]

    def _keep(self, loop: Loop, emit: Emit, stop: threading.Event) -> None:
        """The thread of a wire. Whatever goes wrong is shown, and it goes on."""
        while not stop.is_set():
            try:
                loop.run(emit, stop)
            except Exception as error:
                failure = WireFailed("gone", f"stopped by a mistake in the program: {error!r}")
                for device in loop.devices:
                    _emit_all(device, device.failed(failure, self._clock.now()), emit)
                stop.wait(START_AGAIN_S)


class Loop:
    """One wire and the devices on it."""

    def __init__(self, devices: list[Device], clock: Clock) -> None:
        self.devices = devices
        self.wire = Wire(devices[0].address, max(device.timeout_s for device in devices))
        self._clock = clock

    def run(self, emit: Emit, stop: threading.Event) -> None:
        """Until `stop`: wait for the device that is due next, ask it, hand over what is new."""
        try:
            while True:
                now_us = self._clock.now()
                device = self._next(now_us)
                if stop.wait(device.wait_us(now_us) / US_PER_S):
                    return
                items = self._ask(device)
                if stop.is_set():
                    return
                _emit_all(device, items, emit)
        finally:
            self.wire.close()

    def _next(self, now_us: int) -> Device:
        """Of several that are due, the one that waits longest."""
        return min(self.devices, key=lambda device: (device.wait_us(now_us), device.due_us))

    def _ask(self, device: Device) -> Sequence[Signal | LifeSign]:
        answers: dict[Read, Answer] = {}
        try:
            for read in device.reads:
                answers[read] = self.wire.read(device.unit, read)
        except WireFailed as failure:
            return self._failed(device, failure)
        return device.polled(answers, self._clock.now())

    def _failed(self, device: Device, failure: WireFailed) -> Sequence[Signal | LifeSign]:
        """A connection is made anew, so that no late answer is on it; on a port a late one must be waited out."""
        is_kept = self.wire.is_shared and failure.kind != "gone"
        if not is_kept:
            self.wire.close()
        pause_us = round(max(device.timeout_s, LATE_S) * US_PER_S) if is_kept else 0
        return device.failed(failure, self._clock.now(), pause_us)


def _is_shared(one: Device, other: Device) -> bool:
    return one.address == other.address and Wire(one.address, one.timeout_s).is_shared


def _emit_all(device: Device, items: Sequence[Signal | LifeSign], emit: Emit) -> None:
    for item in items:
        if isinstance(item, Signal):
            emit(item, partial(device.told, item.address))
        else:
            emit(item)
