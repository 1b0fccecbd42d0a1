"""How often somebody may try a secret. Whoever guesses is slowed down; nobody else is locked out by it."""

from __future__ import annotations

import math
import time

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from andon.base.errors import AndonError

LIMITS = {
    "address": "60 per minute",  # of one address, whomever it names: a shop behind one address has a shift change
    "log-in": "10 per 5 minutes",  # of one address for one person, or of one browser that the person has used before
    "code": "10 per 5 minutes",  # of one address: 60 bits are not guessed at that pace
    "code in all": "300 per hour",  # of all addresses together
    "pin": "5 per 5 minutes",  # of one device for one person: ten thousand PINs take a week at least
    "pin in a day": "40 per day",  # and with this a year
    "badge": "20 per minute",  # of one device
    "pair": "20 per 10 minutes",  # devices that one address asks for
}


class TooManyTries(AndonError):
    """Somebody tries too often; again helps after `retry_after_s`."""

    def __init__(self, retry_after_s: int) -> None:
        self.retry_after_s = retry_after_s
        super().__init__(f"too many tries; again in {retry_after_s} s")


class Tries:
    """Counts tries by what is tried, from where and for whom. In memory: a restart forgives."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._limits: dict[str, RateLimitItem] = {kind: parse(said) for kind, said in LIMITS.items()}

    def take(self, kind: str, *of: str) -> None:
        """Count one more. Raises TooManyTries."""
        item = self._limits[kind]
        if not self._limiter.hit(item, kind, *of):
            again = self._limiter.get_window_stats(item, kind, *of).reset_time
            raise TooManyTries(max(1, math.ceil(again - time.time())))

    def forgive(self, kind: str, *of: str) -> None:
        """It was right: what was tried before does not count any more."""
        self._limiter.clear(self._limits[kind], kind, *of)
