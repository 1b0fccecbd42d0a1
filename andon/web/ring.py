"""The last messages, kept once for all screens. One thread appends, each connection reads from its own position."""

from __future__ import annotations

from andon.web.messages import Message

RING_SIZE = 1024  # some minutes of a busy floor; who is further behind is better served by a whole board


class Ring:
    """A position is how many messages there had been; one that fell out of the ring is answered with None."""

    def __init__(self, size: int = RING_SIZE) -> None:
        self._size = size
        self._slots: list[Message | None] = [None] * size
        self.head = 0

    def append(self, message: Message) -> None:
        self._slots[self.head % self._size] = message
        self.head += 1

    def after(self, position: int) -> tuple[int, list[Message]] | None:
        """The position now and what was said since; None for one too far behind."""
        head = self.head
        if head - position >= self._size:
            return None
        found = [self._slots[i % self._size] for i in range(position, head)]
        if self.head - position >= self._size:  # overwritten while it was read
            return None
        return head, [message for message in found if message is not None]
