"""The operator's page as it is served, and the worker that keeps it."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest

from andon.model.plan import CallType
from andon.web.screens.station import worker

from .book import Book, make_plan


def test_the_main_cord_is_the_plans_first_call_type(web: SimpleNamespace, floor: Book) -> None:
    page = web.client.get("/station/press/s1?lang=vi").text
    cords = re.findall(r'<button type="button" class="(cord[^"]*)" data-type="(\w+)" data-colour="(\w+)"', page)
    assert cords == [("cord cord-main", "help", "yellow"), ("cord", "material", "yellow")]
    assert "Giúp đỡ" in page


def test_an_unknown_reason_explains_nothing_and_is_not_offered(web: SimpleNamespace, floor: Book) -> None:
    page = web.client.get("/station/press/s1").text
    assert re.findall(r'data-reason="([\w-]+)"', page) == ["tool-broken", "scratch"]


def test_it_says_that_it_is_no_emergency_stop(web: SimpleNamespace, floor: Book) -> None:
    page = web.client.get("/station/press/s1").text
    assert "Emergency: use the mushroom" in page
    assert "This page is not a safety function." in page


def test_names_out_of_the_plan_are_text(web: SimpleNamespace, book: Book) -> None:
    evil = "</script><img src=x>"
    plan = make_plan(names=[evil, "b"]).model_copy(update={"call_types": (CallType(id="help", name={"en": evil}),)})
    book.adopt(plan)
    book.fill(plan)
    book.pulse()
    page = web.client.get("/station/press/s1").text
    assert evil not in page
    assert "<img" not in page


@pytest.mark.parametrize("place", ["press/s9", "moon/s1"])
def test_a_station_that_the_plan_lacks_is_not_found(web: SimpleNamespace, floor: Book, place: str) -> None:
    assert web.client.get(f"/station/{place}").status_code == 404


def test_a_tablet_switched_on_too_early_tries_again(web: SimpleNamespace) -> None:
    assert web.client.get("/station/press/s1").status_code == 503


def test_the_worker_is_another_one_when_anything_it_keeps_is(
    web: SimpleNamespace, floor: Book, monkeypatch: pytest.MonkeyPatch, tmp_path
) -> None:
    served = web.client.get("/station/worker.js")
    assert served.content_type.startswith("text/javascript")
    assert f'const VERSION = "{worker.version()}"' in served.text
    assert "@VERSION@" not in served.text
    (tmp_path / "extra.js").write_text("one")
    monkeypatch.setattr(worker, "_ASSETS", tmp_path)
    first = worker.version()
    (tmp_path / "extra.js").write_text("two")
    assert worker.version() not in (first, served.text)
