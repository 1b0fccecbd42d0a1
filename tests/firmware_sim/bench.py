"""A bench for one box: passes time to it in small steps and keeps what it said, and when."""

from dataclasses import dataclass, field

from firmware_sim.box import Box

from .reference_host import frames_of

UID = "A0000001"


@dataclass
class Bench:
    box: Box = field(default_factory=lambda: Box(UID))
    now_ms: int = 0
    said: list[tuple[int, str, list[int]]] = field(default_factory=list)  # at ms, frame, numbers

    def hear(self, out: bytes) -> bytes:
        self.said += [(self.now_ms, kind, numbers) for kind, _uid, numbers in frames_of(out)]
        return out

    def run(self, for_ms: int, step_ms: int = 10) -> None:
        until_ms = self.now_ms + for_ms
        while self.now_ms < until_ms:
            self.now_ms += step_ms
            self.hear(self.box.tick(self.now_ms))

    def press(self, kind: int = 0) -> None:
        self.hear(self.box.press(kind, self.now_ms))

    def release(self, kind: int = 0) -> None:
        self.hear(self.box.release(kind, self.now_ms))

    def push(self, kind: int = 0) -> None:
        self.press(kind)
        self.release(kind)

    def tell(self, data: bytes) -> None:
        self.hear(self.box.receive(data, self.now_ms))

    def take(self, kind: str) -> list[tuple[int, list[int]]]:
        """(when, numbers) of the frames of one kind said since the last call; forgets all that was said."""
        taken = [(at_ms, numbers) for at_ms, said, numbers in self.said if said == kind]
        self.said.clear()
        return taken

    def seqs(self) -> list[int]:
        """The sequence numbers of the edges sent since the last look."""
        return [numbers[1] for _, numbers in self.take("E1")]


def booted(now_ms: int = 0) -> Bench:
    """A box past its first hello, with nothing said yet."""
    bench = Bench(Box(UID, now_ms=now_ms), now_ms)
    bench.hear(bench.box.tick(now_ms))
    bench.said.clear()
    return bench
