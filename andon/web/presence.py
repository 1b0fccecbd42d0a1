"""Who stands before a tablet: proven by PIN or badge to the tablet's own page, and worth two minutes there.

A proof is signed and bound to the tablet. A page sends it along with what is said at the station, so that the journal
says who was there: `person:<id>`, not only which device.
"""

from __future__ import annotations

from flask import current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.exceptions import Forbidden

from andon.model.person import Device, Person, reaches
from andon.web.parts import parts
from andon.web.proofs import badge_digest, proves

HEADER = "X-Here"  # in which a page of ours sends the proof along
LASTS_S = 120  # long enough for the touches after it, short enough to be gone with the person


def known_here(device: Device) -> list[Person]:
    """Whom the tablet lets choose from: those of its line who have a PIN."""
    return [found for found in parts().reader.people.all() if found.pin and _belongs(found, device)]


def by_pin(device: Device, person_id: str, pin: str) -> Person:
    """403 for a wrong PIN, in the same words as for a person that is not; TooManyTries after some."""
    tries = parts().tries
    tries.take("pin", device.id, person_id[:32])
    tries.take("pin in a day", device.id, person_id[:32])
    found = parts().reader.people.person(person_id)
    if not proves(pin, found.pin if found else "") or found is None or not _belongs(found, device):
        raise _unknown()
    tries.forgive("pin", device.id, person_id)
    tries.forgive("pin in a day", device.id, person_id)
    return found


def by_badge(device: Device, number: str) -> Person:
    """403 for a badge that is not known."""
    parts().tries.take("badge", device.id)
    found = parts().reader.people.by_badge(badge_digest(number))
    if found is None or not _belongs(found, device):
        raise _unknown()
    return found


def proof_of(person: Person, device: Device) -> str:
    """What the page sends along for the next two minutes."""
    return _signer().dumps([person.id, device.id])


def who_is_here(device: Device) -> Person | None:
    """Who stands before the tablet that calls now, by the proof that it sends along. 403 for one that is too old."""
    proof = request.headers.get(HEADER)
    return None if proof is None else proven(proof, device)


def proven(proof: str, device: Device) -> Person:
    """Who has proven it, at this very tablet, in the last two minutes; 403 for any other."""
    try:
        person_id, device_id = _signer().loads(proof, max_age=LASTS_S)
    except (BadData, ValueError, TypeError):
        raise _stale() from None
    found = parts().reader.people.person(str(person_id))
    if found is None or device_id != device.id or not _belongs(found, device):
        raise _stale()
    return found


def _belongs(person: Person, device: Device) -> bool:
    return person.disabled is None and reaches(person.role, "operator") and person.holds_for(device.line)


def _stale() -> Forbidden:
    return Forbidden("say again who you are: by PIN or badge, at this very tablet")


def _unknown() -> Forbidden:
    return Forbidden("not recognised")


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or b"", salt="here")
