"""Times of tiers outlive the service: what passed while it was down is told once each, in order, dated at its time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from andon.base.units import US_PER_S
from andon.runtime.desk import DeskClient
from firmware_sim.box import Kind
from tests.books.plant import PLAN_FILE
from tests.forwarders.notify.far_ends import Mailbox, PushServer
from tests.house import House, andon
from tests.patience import eventually

TIMES_S = {"leader": 4.0, "group": 0.5, "manager": 0.5, "director": None}
DOWN_UNTIL_S = sum(s for s in TIMES_S.values() if s) + 0.5


def plan_with_tiers(folder: Path) -> Path:
    """The plan of four boxes, and a ladder whose times pass quickly."""
    text = PLAN_FILE.read_text(encoding="utf-8")
    for tier, seconds in TIMES_S.items():
        text += f'\n[[tiers]]\nid = "{tier}"\nname = "{tier.title()}"\n'
        text += f"acknowledge_s = {seconds}\n" if seconds else ""
        text += f'\n[[rosters]]\nid = "{tier}s"\ntier = "{tier}"\npersons = ["{tier}-1"]\n'
    file = folder / "plan.toml"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.fixture
def manned(tmp_path: Path) -> Iterator[House]:
    with House(tmp_path, plan_file=plan_with_tiers(tmp_path)) as house:
        with house.config.open("a", encoding="utf-8") as config:
            config.write("\n[forwarders.notify]\nat_once = 1\n")  # so that they are sent in the order of the book
        house.start()
        yield house


def test_three_times_that_passed_while_it_was_down_are_told_once_each_in_order(manned: House) -> None:
    with Mailbox() as mailbox, PushServer() as push:
        desk = DeskClient(manned.data / "desk.sock")
        for tier in TIMES_S:
            address = mailbox.address(tier) if tier == "group" else push.address(tier)
            asked = {"who": "test", "id": f"{tier}-1", "name": tier, "role": "leader", "contacts": [address]}
            desk.ask("person-add", asked)
        manned.boxes[0].press(Kind.YELLOW)
        eventually(lambda: push.titles("leader"))
        manned.kill_all_at_once()
        ((raised,),) = manned.read("SELECT at FROM escalation")
        eventually(lambda: time.time() > raised / US_PER_S + DOWN_UNTIL_S, 10)
        manned.start()
        eventually(lambda: push.titles("director"), 15)

        told = manned.read("SELECT tier, why, at FROM escalation ORDER BY seq, n")
        expected, at = [("leader", "raised", raised)], raised
        for tier, above in zip(list(TIMES_S)[:-1], list(TIMES_S)[1:], strict=True):
            at += round((TIMES_S[tier] or 0) * US_PER_S)
            expected.append((above, "not-acknowledged", at))
        assert told == expected
        eventually(lambda: manned.read("SELECT count(*) FROM notice WHERE state = 'sent'") == [(4,)])
        assert [path.strip("/") for path, _ in push.posts] == ["leader", "manager", "director"]
        assert len(mailbox.mails) == 1
        _everybody_can_be_sent_a_test(manned, push)
    assert manned.read("SELECT count(*) FROM entry WHERE kind = 'TierDue'") == [(3,)]


def _everybody_can_be_sent_a_test(manned: House, push: PushServer) -> None:
    sent = andon("user", "test", "leader-1", "--data", manned.data)
    assert (sent.returncode, sent.stdout) == (0, "leader-1: sent\n"), sent.stderr
    assert push.titles("leader")[-1] == "A test of andon"
    unknown = andon("user", "test", "nobody", "--data", manned.data)
    assert (unknown.returncode, unknown.stdout) == (1, "nobody: failed (no address is known for this person)\n")
