"""How people and devices prove who they are: passwords, PINs, badges, codes. Digests are made here, and kept apart."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from argon2.low_level import Type, hash_secret_raw

from andon.base.errors import AndonError, BadInput
from andon.web.tries import TooManyTries

MEMORY_KIB = 19 * 1024  # with two passes and one lane: some 30 ms on an edge box
PASSES = 2
WAIT_S = 5.0
_TURN = BoundedSemaphore(1)  # one at a time: the other core is the recorder's, whoever tries how many passwords
PASSWORD_LEAST, PASSWORD_MOST = 8, 256  # characters
PIN_LEAST, PIN_MOST = 4, 8  # digits; more a gloved hand mistypes
BADGE_MOST = 64
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0 O 1 I: it is read from a screen across the room
DEVICE_CODE, PERSON_CODE = 8, 12  # characters: 40 bits for 15 minutes, 60 bits for a day
_BADGE_SALT = b"andon: number of a badge"  # a badge is looked up by its digest, so all share one


class NotProven(AndonError):
    """The account server did not say who it is: it was not reached, or what it said does not hold."""


_HASHER = PasswordHasher(time_cost=PASSES, memory_cost=MEMORY_KIB, parallelism=1)
_NOBODY = _HASHER.hash(secrets.token_hex())
"""What is verified in place of a secret that is not there: the answer takes as long."""


def hashed_password(password: str) -> str:
    """A password as it is kept. BadInput for one that is too short."""
    if not PASSWORD_LEAST <= len(password) <= PASSWORD_MOST:
        raise BadInput(f"a password has {PASSWORD_LEAST} to {PASSWORD_MOST} characters")
    return _hashed(password)


def hashed_pin(pin: str) -> str:
    """A PIN as it is kept. BadInput for what is no PIN, or one that everybody tries first."""
    if not (pin.isascii() and pin.isdigit() and PIN_LEAST <= len(pin) <= PIN_MOST):
        raise BadInput(f"a PIN has {PIN_LEAST} to {PIN_MOST} digits")
    if len(set(pin)) == 1 or pin in "01234567890" or pin in "09876543210":
        raise BadInput("this PIN is among the first that anybody tries; take another one")
    return _hashed(pin)


def _hashed(secret: str) -> str:
    with _turn():
        return _HASHER.hash(secret)


def proves(secret: str, digest: str) -> bool:
    """Is it the secret of this digest? It takes as long where there is none."""
    with _turn():
        try:
            return _HASHER.verify(digest or _NOBODY, secret[:PASSWORD_MOST]) and bool(digest)
        except (VerifyMismatchError, InvalidHashError):
            return False


def badge_digest(number: str) -> bytes:
    """By what a badge is known: slow to make, so that a stolen book gives no numbers. BadInput for what is none."""
    said = number.strip()
    if not 4 <= len(said) <= BADGE_MOST or not said.isprintable():
        raise BadInput(f"the number of a badge has 4 to {BADGE_MOST} characters")
    with _turn():
        return hash_secret_raw(said.encode(), _BADGE_SALT, PASSES, MEMORY_KIB, 1, 32, Type.ID)


@contextmanager
def _turn() -> Iterator[None]:
    """TooManyTries where the line before one is too long: a thread that waits is one that no page has."""
    if not _TURN.acquire(timeout=WAIT_S):
        raise TooManyTries(int(WAIT_S))
    try:
        yield
    finally:
        _TURN.release()


def new_code(length: int) -> str:
    """A code to be read and typed by a person."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def plain_code(said: str) -> str:
    """A code as it was made, however it was typed: small letters, spaces and dashes are no mistake."""
    return "".join(said.upper().split()).replace("-", "")[:32]


def in_fours(code: str) -> str:
    """How a code is shown: `ABCD-2345`."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def digest_of(secret: str) -> bytes:
    """Of what is long and random: a cookie, a code. Nothing slow is needed."""
    return hashlib.sha256(secret.encode()).digest()
