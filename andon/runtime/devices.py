"""What the desk can be asked about paired devices: a tablet of a station, a TV of a line."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from andon.base.errors import BadInput, CommandRejected
from andon.journal import people as rows
from andon.journal.people import People
from andon.model.entry import RightsChanged
from andon.model.person import CODE_WAITS_US, Device, name_of
from andon.ports import Clock
from andon.runtime.inbox import Amended

WAITING_MOST = 50  # devices that wait at once: who asks for more is no hand on a tablet

Payload = Mapping[str, object]


class DeviceVerbs:
    """Each takes a payload and says what is to be written. They run in the recorder's thread."""

    def __init__(self, people: People, clock: Clock) -> None:
        self._people, self._clock = people, clock

    def table(self) -> dict[str, Callable[[Payload], Amended]]:
        return {
            "device-ask": self.ask,
            "device-approve": self.approve,
            "device-refuse": self.refuse,
            "device-revoke": self.revoke,
            "device-rename": self.rename,
            "device-seen": self.seen,
        }

    def ask(self, payload: Payload) -> Amended:
        """A device shows a code and waits. Nothing is allowed to it yet, so no entry tells of it."""
        now, kind = self._clock.now(), str(payload["kind"])
        if kind not in ("station", "tv"):
            raise BadInput(f"there is no kind {kind!r} of device; there are station and tv")
        if self._people.count_waiting(now - CODE_WAITS_US) >= WAITING_MOST:
            raise CommandRejected("too many devices wait for a leader already; have them approved or refused first")
        made = rows.insert(
            "device",
            id=str(payload["id"]),
            name=_name(payload),
            kind=kind,
            line=str(payload["line"]),
            station=str(payload["station"]) if kind == "station" else "",
            digest=bytes.fromhex(str(payload["digest"])),
            code=str(payload["code"]),
            asked=now,
            approved_by="",
        )
        gone, told = self._instead_of(str(payload.get("instead_of", "")))
        return Amended([rows.forget_waiting(now - CODE_WAITS_US), *gone, made], told)

    def _instead_of(self, device_id: str) -> tuple[list[rows.Row], list[RightsChanged]]:
        """A tablet that moves has one place: it gives up the one that it had."""
        device = self._people.device(device_id)
        if device is None or device.revoked is not None:
            return [], []
        told = [self._entry(f"device:{device.id}", device, "revoked", _place(device), "")] if device.is_paired else []
        return [rows.change_device(device.id, revoked=self._clock.now(), code="")], told

    def approve(self, payload: Payload) -> Amended:
        """From now on it acts in the name of its place. Answers which device it is."""
        device, now = self._waiting(payload), self._clock.now()
        who = str(payload["who"])
        paired = rows.change_device(device.id, approved=now, approved_by=who, code="", last_seen=now)
        return Amended([paired], [self._entry(who, device, "paired", "", _place(device))], {"device": device.id})

    def refuse(self, payload: Payload) -> Amended:
        """It was never allowed anything, so no entry tells of it."""
        device = self._waiting(payload)
        return Amended(
            [rows.change_device(device.id, revoked=self._clock.now(), code="")], answer={"device": device.id}
        )

    def revoke(self, payload: Payload) -> Amended:
        """Its cookie is worth nothing from now on."""
        device, who = self._paired(payload), str(payload["who"])
        gone = rows.change_device(device.id, revoked=self._clock.now())
        return Amended([gone], [self._entry(who, device, "revoked", _place(device), "")])

    def rename(self, payload: Payload) -> Amended:
        return Amended([rows.change_device(self._paired(payload).id, name=_name(payload))])

    def seen(self, payload: Payload) -> Amended:
        return Amended([rows.change_device(str(payload["device"]), last_seen=self._clock.now())])

    def _waiting(self, payload: Payload) -> Device:
        code = str(payload["code"])
        device = self._people.waiting(code)
        if device is None or not device.waits(self._clock.now()):
            raise CommandRejected(f"no device waits with the code {code!r}; it shows a new one after 15 minutes")
        return device

    def _paired(self, payload: Payload) -> Device:
        device = self._people.device(str(payload["device"]))
        if device is None or not device.is_paired:
            raise CommandRejected(f"there is no paired device {payload['device']!r}")
        return device

    def _entry(self, who: str, device: Device, what: str, was: str, now: str) -> RightsChanged:
        subject = f"device:{device.id}"
        return RightsChanged(at=self._clock.now(), who=who, subject=subject, what=what, was=was, now=now)


def _place(device: Device) -> str:
    return f"{device.line}/{device.station}" if device.station else device.line


def _name(payload: Payload) -> str:
    try:
        return name_of(str(payload["name"]))
    except ValueError as error:
        raise BadInput(str(error)) from error
