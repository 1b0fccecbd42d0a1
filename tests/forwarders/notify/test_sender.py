"""Messages on their way: through real servers of this machine, and what becomes of those that nobody takes."""

from __future__ import annotations

from pathlib import Path

from andon.journal.reader import Reader
from tests.forwarders.notify.conftest import Shop
from tests.forwarders.notify.far_ends import Mailbox, PushServer
from tests.house import free_port
from tests.patience import eventually


def test_who_is_told_gets_a_mail_and_a_push_in_their_own_language(
    shop: Shop, mailbox: Mailbox, push: PushServer
) -> None:
    shop.add("mai", mailbox.address("mai"), language="vi")
    shop.add("tuan", push.address("tuan"))
    call = shop.pull()
    shop.settles(call, ("team-leader", "mai", "sent"), ("team-leader", "tuan", "sent"))
    assert mailbox.titles() == ["Oven gọi: Help"]
    assert "Bạn là người đầu tiên được báo." in mailbox.mails[0].get_body(("plain", "html")).get_content()  # type: ignore[union-attr]
    assert push.posts[0][1]["message"] == "Paint, Oven, since 08:00.\nYou are the first to be told."
    assert push.titles("tuan") == ["Oven calls: Help"]


def test_one_address_that_takes_it_is_enough(shop: Shop, push: PushServer) -> None:
    shop.add("mai", f"json://127.0.0.1:{free_port()}/nobody", push.address("mai"))
    shop.add("tuan", push.address("tuan"))
    call = shop.pull()
    shop.settles(call, ("team-leader", "mai", "sent"), ("team-leader", "tuan", "sent"))


def test_a_far_end_that_comes_back_in_time_is_told(shop: Shop, push: PushServer) -> None:
    push.status = 503
    shop.add("mai", push.address("mai"))
    shop.add("tuan", push.address("tuan"))
    call = shop.pull()
    shop.look()
    eventually(lambda: [t.tries for t in shop.notify._tries.values()] == [1, 1])
    shop.look()
    assert [t.tries for t in shop.notify._tries.values()] == [1, 1], "it is not asked again at once"
    push.status = 200
    shop.wait(3)
    shop.settles(call, ("team-leader", "mai", "sent"), ("team-leader", "tuan", "sent"))


def test_one_that_does_not_has_failed_and_says_why(shop: Shop, push: PushServer) -> None:
    push.status = 503
    shop.add("mai", push.address("mai"))
    call = shop.pull()
    shop.settles(call, ("team-leader", "mai", "waiting"), ("team-leader", "tuan", "failed"))
    eventually(lambda: any(t.because for t in shop.notify._tries.values()))
    shop.wait(301)
    eventually(lambda: shop.looks_again(call)[:1] == [("team-leader", "mai", "failed")])
    mai, tuan = shop.told(call)[0].notices
    assert mai.because.startswith("json: ") and "503" in mai.because
    assert tuan.because == "no address is known for this person"


def test_an_address_that_is_none_is_named_without_its_secret(shop: Shop) -> None:
    shop.add("mai", "json://user:geheim@127.0.0.1:1/x")
    call = shop.pull()
    shop.look()
    eventually(lambda: any(t.because for t in shop.notify._tries.values()))
    shop.wait(301)
    eventually(lambda: shop.looks_again(call)[0][2] == "failed")
    assert "geheim" not in shop.told(call)[0].notices[0].because


def test_nobody_is_paged_about_last_month(shop: Shop, push: PushServer, book: Path) -> None:
    shop.add("mai", push.address("mai"))
    shop.add("tuan", push.address("tuan"))
    call = shop.pull()
    shop.ask("try-notice", {"who": "test", "person": "mai"})
    shop.ask("wrong-call", {"who": "lan", "call": call})
    shop.wait(31 * 86_400)
    shop.settles(call, *[(tier, person, "suppressed") for tier, person, _ in shop.states(call)])
    eventually(lambda: (shop.look(), shop.reader.escalations()[0].notices[0].state == "suppressed")[1])
    assert push.posts == []
    assert shop.reader.escalations()[0].notices[0].because == "it is older than 3600 s"


def test_what_is_open_still_is_told_after_a_long_silence_once_and_with_its_own_time(
    shop: Shop, push: PushServer, book: Path
) -> None:
    shop.add("mai", push.address("mai"))
    shop.add("tuan", push.address("tuan"))
    call = shop.pull()
    shop.wait(26 * 3600)
    found = shop.states(call)
    assert len(found) > 2, "the tiers after the first were told meanwhile"
    has_address = ("mai", "tuan")
    shop.settles(call, *[(tier, who, "sent" if who in has_address else "failed") for tier, who, _ in found])
    messages = [told["message"] for _, told in push.posts]
    assert messages == ["Paint, Oven, since 2026-11-23 08:00.\nYou are the first to be told."] * 2
    shop.notify.close()
    shop.notify = shop.new_notify(Reader(book))
    shop.look()
    assert len(push.posts) == 2


def test_what_is_over_before_it_was_sent_is_suppressed(shop: Shop, push: PushServer) -> None:
    shop.add("mai", push.address("mai"))
    shop.add("tuan", push.address("tuan"))
    call = shop.pull()
    shop.ask("wrong-call", {"who": "lan", "call": call})
    shop.settles(call, ("team-leader", "mai", "suppressed"), ("team-leader", "tuan", "suppressed"))
    assert push.posts == []


def test_a_desk_that_is_away_is_told_later_and_nothing_is_sent_again(shop: Shop, push: PushServer) -> None:
    shop.add("mai", push.address("mai"))
    shop.add("tuan", push.address("tuan"))
    shop.is_away = True
    call = shop.pull()
    shop.look()
    eventually(lambda: len(push.posts) == 2)
    eventually(lambda: not any(t.busy for t in shop.notify._tries.values()))
    shop.is_away = False
    shop.settles(call, ("team-leader", "mai", "sent"), ("team-leader", "tuan", "sent"))
    assert len(push.posts) == 2


def test_a_start_in_between_sends_what_waits_and_nothing_twice(shop: Shop, push: PushServer, book: Path) -> None:
    shop.add("mai", push.address("mai"))
    shop.add("tuan", f"json://127.0.0.1:{free_port()}/away")
    shop.add("ravi", push.address("ravi"))
    call = shop.pull()
    shop.settles(call, ("team-leader", "mai", "sent"), ("team-leader", "tuan", "waiting"))
    shop.notify.close()
    shop.notify = shop.new_notify(Reader(book))
    shop.wait(61)
    sent = ("team-leader", "mai", "sent"), ("team-leader", "tuan", "waiting"), ("group-leader", "ravi", "sent")
    shop.settles(call, *sent)
    assert push.titles("mai") == ["Oven calls: Help"]
    assert push.posts[-1][1]["message"].endswith('Nobody has said "I heard" yet.')


def test_whoever_answered_was_reached(shop: Shop, push: PushServer) -> None:
    shop.add("mai", push.address("mai"))
    call = shop.pull()
    shop.settles(call, ("team-leader", "mai", "sent"), ("team-leader", "tuan", "failed"))
    shop.ask("acknowledge-call", {"who": "person:tuan", "call": call})
    assert shop.states(call) == [("team-leader", "mai", "sent"), ("team-leader", "tuan", "acknowledged")]


def test_a_storm_is_one_message_and_one_of_its_end(shop: Shop, push: PushServer) -> None:
    for person in ("mai", "tuan"):
        shop.add(person, push.address(person))
    calls = [shop.pull(f"hall/{station}") for station in ("one", "two", "three", "four")]
    shop.settles(calls[2], ("team-leader", "mai", "sent"), ("team-leader", "tuan", "sent"))
    shop.settles(calls[3], ("team-leader", "mai", "bundled"), ("team-leader", "tuan", "bundled"))
    eventually(lambda: len(push.titles("mai")) == 3)
    assert sorted(push.titles("mai")) == ["Hall: many calls at once", "One calls: Help", "Two calls: Help"]
    for call in calls:
        shop.ask("acknowledge-call", {"who": "person:mai", "call": call})
    shop.wait(61)
    shop.look()
    eventually(lambda: push.titles("mai")[-1] == "Hall: the storm of calls is over")
    assert push.posts[-1][1]["message"] == "There were 4 calls. The board shows which are still open."


def test_everybody_can_be_sent_a_test(shop: Shop, mailbox: Mailbox) -> None:
    shop.add("duc", mailbox.address("duc"), language="ja")
    shop.ask("try-notice", {"who": "person:duc", "person": "duc"})
    assert shop.reader.last_notice("duc") is None

    def came() -> bool:
        shop.look()
        return mailbox.titles() == ["andonのテスト"]

    eventually(came)
    last = eventually(lambda: shop.reader.last_notice("duc"))
    assert (last.state, last.because) == ("sent", "")


def test_a_stop_says_what_stands_and_a_link_leads_to_the_pages(shop: Shop, push: PushServer, book: Path) -> None:
    shop.notify.close()
    shop.notify = shop.new_notify(Reader(book), pages="http://andon.shop:8080")
    for person in ("mai", "tuan"):
        shop.add(person, push.address(person))
    shop.ask("ask-to-stop", {"who": "lan", "line": "paint", "station": "oven"})
    shop.look()
    eventually(lambda: len(push.posts) == 2)
    title, message = push.posts[0][1]["title"], push.posts[0][1]["message"]
    assert title == "Oven stands: Machine breakdown"
    assert message == "Paint, Oven, since 08:00.\nYou are the first to be told.\nhttp://andon.shop:8080"
