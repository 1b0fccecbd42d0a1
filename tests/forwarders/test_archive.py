"""The archive: each event once, in order, whatever was killed in between."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from andon.base.errors import DeliveryFailed
from andon.base.units import US_PER_DAY, from_iso
from andon.forwarders.archive.encode import encode
from andon.forwarders.archive.sender import Archive
from andon.model.entry import Sample
from andon.model.event import CallRaised, Event, Noted

NOON = from_iso("2026-11-22T12:00:00Z")
Told = list[tuple[int, Event | Sample]]

DELIVER = """
import sys
from pathlib import Path
from andon.forwarders.archive.sender import Archive
from tests.forwarders.test_archive import story
archive = Archive(Path(sys.argv[1]))
for begin in range(0, 400, 20):
    archive.deliver([piece for piece in story() if begin < piece[0] <= begin + 20])
    print(begin, flush=True)
"""


def note(text: str, at: int = NOON) -> Noted:
    return Noted(at=at, line="weld", station="w1", about="ignored", address="a/b", text=text)


def story() -> Told:
    """Four hundred entries of one to three events; some are dated into days long ago."""
    pieces: Told = []
    for seq in range(1, 401):
        at = NOON - (9 * US_PER_DAY if seq % 7 == 0 else 0) + seq
        pieces += [(seq, note(f"{seq}.{n}", at)) for n in range(seq % 3 + 1)]
    return pieces


def told(folder: Path) -> list[tuple[int, int, str]]:
    lines = [json.loads(line) for path in sorted(folder.glob("*.jsonl")) for line in path.read_text().splitlines()]
    return sorted((line["seq"], line["n"], line["text"]) for line in lines)


def whole_story() -> list[tuple[int, int, str]]:
    texts = [(seq, piece.text) for seq, piece in story() if isinstance(piece, Noted)]
    return [(seq, int(text.partition(".")[2]), text) for seq, text in texts]


def test_an_event_is_a_line_of_plain_words() -> None:
    file, line = encode(7, 1, CallRaised(at=NOON, line="weld", station="w1", call=7, type="help", point="cord"))
    assert file == "2026-11-22.jsonl"
    assert json.loads(line) == {
        "seq": 7,
        "n": 1,
        "at": "2026-11-22T12:00:00.000Z",
        "event": "CallRaised",
        "line": "weld",
        "station": "w1",
        "call": 7,
        "type": "help",
        "point": "cord",
        "who": "",
        "until": None,
        "returns": 0,
        "again": None,
    }


def test_events_go_to_the_file_of_their_day_in_order(tmp_path: Path) -> None:
    Archive(tmp_path).deliver(story())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2026-11-13.jsonl", "2026-11-22.jsonl"]
    assert told(tmp_path) == whole_story()
    seqs = [json.loads(line)["seq"] for line in (tmp_path / "2026-11-22.jsonl").read_text().splitlines()]
    assert seqs == sorted(seqs)


def test_samples_are_not_archived(tmp_path: Path) -> None:
    sample = Sample(seq=2, at=NOON, line="weld", station="w1", point="count", kind="count", delta=1, total=5)
    Archive(tmp_path).deliver([(1, note("a")), (2, sample), (3, note("b"))])
    assert told(tmp_path) == [(1, 0, "a"), (3, 0, "b")]


def test_a_repeat_changes_nothing(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.deliver(story())
    archive.deliver(story()[50:])
    Archive(tmp_path).deliver(story())
    assert told(tmp_path) == whole_story()


@pytest.mark.parametrize("cut", [1, 7, 40, 150])
def test_a_half_written_line_is_cut_off_and_written_again(tmp_path: Path, cut: int) -> None:
    Archive(tmp_path).deliver(story())
    newest = tmp_path / "2026-11-22.jsonl"
    newest.write_bytes(newest.read_bytes()[:-cut])
    Archive(tmp_path).deliver(story())
    assert told(tmp_path) == whole_story()


def test_a_file_that_is_only_half_a_line_begins_again(tmp_path: Path) -> None:
    (tmp_path / "2026-11-22.jsonl").write_text('{"seq": 1, "n"')
    Archive(tmp_path).deliver([(1, note("a"))])
    assert told(tmp_path) == [(1, 0, "a")]


def test_a_line_longer_than_a_block_is_read_whole(tmp_path: Path) -> None:
    Archive(tmp_path).deliver([(1, note("a")), (2, note("x" * 200_000))])
    Archive(tmp_path).deliver([(2, note("x" * 200_000)), (3, note("b"))])
    assert [seq for seq, _, _ in told(tmp_path)] == [1, 2, 3]


def test_the_last_line_may_stand_in_an_old_file(tmp_path: Path) -> None:
    days = [(seq, note(f"{seq}", NOON + seq * US_PER_DAY)) for seq in range(1, 8)]
    late: Told = [(8, note("late", NOON - 30 * US_PER_DAY))]
    Archive(tmp_path).deliver([*days, *late])
    Archive(tmp_path).deliver([*days, *late])
    assert [seq for seq, _, _ in told(tmp_path)] == list(range(1, 9))


def test_each_event_once_over_kills(tmp_path: Path) -> None:
    chance = random.Random(5)
    for _ in range(8):
        writing = subprocess.Popen([sys.executable, "-c", DELIVER, str(tmp_path)], stdout=subprocess.PIPE)
        assert writing.stdout is not None
        for _ in range(chance.randrange(1, 8)):
            writing.stdout.readline()
        writing.kill()
        writing.wait()
        writing.stdout.close()
    Archive(tmp_path).deliver(story())
    assert told(tmp_path) == whole_story()


def test_a_folder_that_cannot_be_written_is_a_far_end_that_is_down(tmp_path: Path) -> None:
    (tmp_path / "archive").write_text("a file where a folder should be")
    with pytest.raises(DeliveryFailed) as failed:
        Archive(tmp_path / "archive").deliver([(1, note("a"))])
    assert not failed.value.permanent


def test_a_file_that_is_none_of_ours_is_not_touched(tmp_path: Path) -> None:
    strange = tmp_path / "2026-11-22.jsonl"
    strange.write_text("shopping list\n")
    with pytest.raises(DeliveryFailed, match="move the file away"):
        Archive(tmp_path).deliver([(1, note("a"))])
    assert strange.read_text() == "shopping list\n"


def test_it_goes_on_when_the_folder_is_there_again(tmp_path: Path) -> None:
    archive, home = Archive(tmp_path / "archive"), tmp_path / "archive"
    home.write_text("in the way")
    with pytest.raises(DeliveryFailed):
        archive.deliver([(1, note("a"))])
    home.unlink()
    archive.deliver([(1, note("a"))])
    assert told(home) == [(1, 0, "a")]
