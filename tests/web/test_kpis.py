"""/api/v1/kpis: published figures come out of a book, sums add, and what cannot be asked is refused with a sentence."""

from __future__ import annotations

import json
from datetime import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from andon.base.units import US_PER_HOUR, US_PER_MINUTE, US_PER_S, from_iso, to_iso
from andon.model.plan import Break, Line, Plan, Point, Shift, Station, Thresholds

from .book import Book, make_plan

CHECKS = {
    each["id"]: each
    for each in json.loads(Path("tests/projections/published/figures.json").read_text(encoding="utf-8"))
}
BEGIN = from_iso("2023-03-06T00:00:00Z")  # a Monday
ALL_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _plan(cycle_s: float | None, breaks: tuple[Break, ...] = (), *, counts: bool = True) -> Plan:
    """One line of one station that tells whether it runs, works from midnight to eight and counts."""
    points = {"run": Point(kind="run")} | ({"count": Point(kind="count")} if counts else {})
    station = Station(id="s1", name="S", cycle_s=cycle_s, points=points)
    shift = Shift(id="early", name="Early", days=ALL_DAYS, start=time(0), end=time(8), breaks=breaks)
    line = Line(id="press", name="Press", stations=(station,))
    return make_plan(timezone="UTC", shifts=(shift,)).model_copy(update={"lines": (line,)})


def _adopt(book: Book, plan: Plan) -> None:
    body = json.dumps({"plan": plan.model_dump(mode="json", by_alias=True)})
    book.seq += 1
    book.insert("entry", seq=book.seq, at=BEGIN - US_PER_HOUR, kind="PlanAdopted", who="", body=body, hash=b"")


def _count(book: Book, at: int, good: int, scrap: int, line: str = "press") -> None:
    for kind, pieces in (("count", good), ("reject", scrap)):
        for table in ("count_minute", "count_quarter"):
            book.insert(table, line=line, station="s1", kind=kind, at=at, pieces=pieces)


def _kpis(web: SimpleNamespace, hours: float = 8, **asked: Any) -> dict[str, Any]:
    window = {"from": to_iso(BEGIN), "to": to_iso(BEGIN + int(hours * US_PER_HOUR)), "line": "press"}
    answer = web.client.get("/api/v1/kpis", query_string=window | asked)
    assert answer.status_code == 200, answer.text
    return answer.json


def _value(figure: dict[str, Any], digits: int = 4) -> float:
    assert figure["undefined"] is None, figure
    return round(figure["value"], digits)


def _stop(book: Book, after_min: float, lasted_min: float, **more: Any) -> None:
    began = BEGIN + int(after_min * US_PER_MINUTE)
    book.stop(began, began + int(lasted_min * US_PER_MINUTE), **({"evidence": "run"} | more))


def test_the_published_oee_of_a_shift(web: SimpleNamespace, book: Book) -> None:
    asked, expected = CHECKS["OEE-1"]["inputs"], CHECKS["OEE-1"]["expected"]
    _adopt(book, _plan(asked["ideal_cycle_s"], (Break(start=time(3), end=time(4)),)))
    _stop(book, 30, asked["down_min"])
    _count(book, BEGIN + US_PER_HOUR, expected["good"], asked["reject"])
    (shift,) = _kpis(web, by="shift")["items"]
    assert (shift["shift"], shift["day"]) == ("early", "2023-03-06")
    assert shift["times"]["PBT"] == expected["planned_min"] * 60
    assert shift["times"]["APT"] == expected["run_min"] * 60
    assert (shift["times"]["unknown"], shift["times"]["off"]) == (0, asked["breaks_min"] * 60)
    iso = shift["iso"]
    names = (("availability",) * 2, ("effectiveness", "performance"), ("quality_ratio", "quality"), ("OEE", "oee"))
    assert [_value(iso[name]) for name, _ in names] == [expected[published] for _, published in names]


def test_an_hour_is_an_hour_and_the_hours_add_up(web: SimpleNamespace, book: Book) -> None:
    _adopt(book, _plan(1.0))
    _stop(book, 50, 20)
    _count(book, BEGIN, 900, 100)
    _count(book, BEGIN + 4 * 900 * US_PER_S, 500, 0)
    said = _kpis(web, by="hour")
    assert len(said["items"]) == 8
    assert [item["times"]["fault"] for item in said["items"][:3]] == [600, 600, 0]
    assert [item["pieces"]["PQ"] for item in said["items"][:3]] == [1000, 500, 0]
    for name, whole in said["total"]["times"].items():
        assert sum(item["times"][name] for item in said["items"]) == whole, name
    assert said["items"][2]["iso"]["OEE"]["undefined"] == "no-pieces"


def test_a_published_wrong_oee_is_not_repeated(web: SimpleNamespace, book: Book) -> None:
    asked, correct = CHECKS["OEE-BAD"]["inputs"], CHECKS["OEE-BAD"]["correct"]
    _adopt(book, _plan(60 / asked["target_per_min"]))
    _stop(book, 10, (asked["total_s"] - asked["run_s"]) / 60)
    _count(book, BEGIN, asked["good"], asked["total"] - asked["good"])
    iso = _kpis(web, hours=asked["total_s"] / 3_600)["total"]["iso"]
    assert _value(iso["effectiveness"], 6) == round(correct["performance"], 6)
    assert _value(iso["OEE"]) == correct["oee"]


def _with_threshold(plan: Plan, micro_stop_s: float) -> Plan:
    return plan.model_copy(update={"thresholds": Thresholds(micro_stop_s=micro_stop_s)})


def _nakajimas_shift(book: Book, micro_stop_s: float) -> None:
    asked = CHECKS["OEE-2"]["inputs"]
    pause = Break(start=time(3), end=time(3, asked["planned_stop_min"]))
    _adopt(book, _with_threshold(_plan(asked["ideal_cycle_min"] * 60, (pause,)), micro_stop_s))
    _stop(book, 240, asked["down_min"])
    for n in range(16):
        _stop(book, 8 * n, 5, stop_class="unknown", category=None, reason="unknown")
    _count(book, BEGIN, asked["output"] - asked["reject"], asked["reject"])


def test_nakajimas_example_with_its_minor_stops(web: SimpleNamespace, book: Book) -> None:
    expected = CHECKS["OEE-2"]["expected"]
    _nakajimas_shift(book, 600)
    said = _kpis(web)
    assert said["micro_stop_s"] == 600
    total, figures = said["total"], said["total"]["nakajima"]
    assert total["times"]["PBT"] == expected["loading_min"] * 60
    assert total["times"]["APT"] + total["times"]["micro_stops"] == expected["operating_min"] * 60
    shown = [_value(figures[name], 2) for name in ("availability", "performance", "quality")]
    assert shown == [expected["availability"], expected["performance"], expected["quality"]]
    assert round(shown[0] * shown[1] * shown[2], 4) == expected["oee"]
    assert (_value(figures["speed_rate"], 3), _value(figures["net_rate"], 2)) == (0.625, 0.80)


def test_another_threshold_moves_minutes_and_no_oee(web: SimpleNamespace, tmp_path: Path, book: Book) -> None:
    _nakajimas_shift(book, 600)
    before = _kpis(web)["total"]
    book.db.execute("DELETE FROM entry")
    _adopt(book, _with_threshold(_plan(30.0, (Break(start=time(3), end=time(3, 20)),)), 60))
    after = _kpis(web)["total"]
    assert (before["times"]["micro_stops"], after["times"]["micro_stops"]) == (80 * 60, 0)
    assert before["nakajima"]["availability"] != after["nakajima"]["availability"]
    assert before["nakajima"]["OEE"] == after["nakajima"]["OEE"] == after["iso"]["OEE"] == before["iso"]["OEE"]


AREAS = {"press": "body", "weld": "body", "paint": "finish"}


def test_lines_of_an_area_are_summed_and_not_averaged(web: SimpleNamespace, book: Book) -> None:
    plan = _plan(1.0)
    lines = [plan.lines[0].model_copy(update={"id": id, "area": area}) for id, area in AREAS.items()]
    _adopt(book, plan.model_copy(update={"lines": tuple(lines)}))
    _stop(book, 0, 240)
    for line, pieces in (("press", 14_400), ("weld", 7_200), ("paint", 99)):
        _count(book, BEGIN + 5 * US_PER_HOUR, pieces, 0, line)
    window = {"from": to_iso(BEGIN), "to": to_iso(BEGIN + 8 * US_PER_HOUR), "area": "body"}
    both = web.client.get("/api/v1/kpis", query_string=window).json["total"]
    assert both["times"]["PBT"] == 16 * 3_600
    assert both["pieces"]["PQ"] == 21_600
    assert _value(both["iso"]["OEE"]) == round(21_600 / (16 * 3_600), 4)
    assert web.client.get("/api/v1/kpis?area=moon").status_code == 404


def test_calls_answered_before_their_stop_point(web: SimpleNamespace, book: Book) -> None:
    _adopt(book, _plan(1.0))
    calls = [(30, 60, "cleared", 90, None), (20, None, "cleared", 90, None), (None, None, "expired", None, 100)]
    calls += [(None, None, "wrong", 90, None), (10, 50, "resolved", None, None)]
    for n, (heard, arrived, outcome, until, expired) in enumerate(calls):
        began = BEGIN + n * US_PER_HOUR
        at = {"acknowledged": heard, "arrived": arrived, "until": until, "expired": expired, "ended": 200}
        told = {name: None if after is None else began + after * US_PER_S for name, after in at.items()}
        row = {"line": "press", "station": "s1", "type": "help", "point": "cord", "outcome": outcome}
        book.insert("call", id=100 + n, began=began, **row, **told)
    said = _kpis(web)["total"]["reliability"]
    assert (said["pulls"], said["wrong_calls"]) == (4, 1)
    assert (_value(said["answered_in_time"]), said["answered_in_time"]["n"]) == (0.6667, 3)
    assert (_value(said["MTTA_s"]), said["MTTA_s"]["n"]) == (55, 2)


def test_takt_of_a_demand(web: SimpleNamespace, book: Book) -> None:
    plain, _, hours, _ = CHECKS["TAKT-1"]["cases"]
    _adopt(book, _plan(1.0))
    assert _value(_kpis(web, demand=plain["demand"])["total"]["takt_s"]) == plain["takt_min"] * 60
    said = _kpis(web, hours=hours["hours"], demand=hours["demand"])
    assert _value(said["total"]["takt_s"]) == hours["takt_h"] * 3_600
    assert _kpis(web)["total"]["takt_s"]["undefined"] == "no-demand"


def test_takt_with_the_breaks_out(web: SimpleNamespace, book: Book) -> None:
    _, breaks, _, learning = CHECKS["TAKT-1"]["cases"]
    _adopt(book, _plan(1.0, (Break(start=time(3), end=time(4)),)))
    assert _value(_kpis(web, demand=breaks["demand"])["total"]["takt_s"]) == pytest.approx(breaks["takt_min"] * 60)
    _adopt(book, _plan(1.0, (Break(start=time(3), end=time(3, 20)),)))
    assert _value(_kpis(web, demand=600)["total"]["takt_s"]) == learning["available_s"] / 600


def test_mtbf_and_mttr_of_a_works(web: SimpleNamespace, book: Book) -> None:
    runs, repaired = CHECKS["MTBF-1"]["cases"]
    _adopt(book, _plan(1.0).model_copy(update={"shifts": ()}))  # round the clock
    for n in range(runs["failures"]):
        _stop(book, 60 * 24 * n, 60)
    said = _kpis(web, hours=runs["op_h"] + runs["failures"])["total"]["reliability"]
    assert _value(said["MTBF_s"]) == runs["mtbf"] * 3_600
    assert said["MTBF_s"]["n"] == said["failures"] == runs["failures"]
    for n in range(repaired["repairs"] - runs["failures"]):
        _stop(book, 60 * 24 * (n + 7), 60 * (repaired["down_h"] - runs["failures"]) / 5)
    said = _kpis(web, hours=24 * 30)["total"]["reliability"]
    assert (_value(said["MTTR_s"]), said["MTTR_s"]["n"]) == (repaired["mttr"] * 3_600, repaired["repairs"])


def test_without_a_count_point_nothing_is_made_up(web: SimpleNamespace, book: Book) -> None:
    _adopt(book, _plan(None, counts=False))
    iso = _kpis(web)["total"]["iso"]
    assert _value(iso["availability"]) == 1
    assert iso["effectiveness"]["undefined"] == iso["OEE"]["undefined"] == "no-count-point"


def test_a_pri_that_is_wrong_is_said(web: SimpleNamespace, book: Book) -> None:
    _adopt(book, _plan(100.0))
    _count(book, BEGIN, 1_000, 0)
    iso = _kpis(web)["total"]["iso"]
    assert iso["effectiveness"]["over"]
    assert _value(iso["effectiveness"]) == 3.4722


def test_yesterdays_pri_stays_what_it_was(web: SimpleNamespace, book: Book) -> None:
    _adopt(book, _plan(2.0))
    _count(book, BEGIN, 900, 0)
    before = _kpis(web)
    book.adopt(_plan(9.0))
    assert _kpis(web) == before


def test_a_published_pareto(web: SimpleNamespace, book: Book) -> None:
    names = {reason.replace(" ", "-").strip("."): reason for reason in CHECKS["PARETO-1"]["inputs"]}
    _adopt(book, _plan(1.0))
    book.db.execute("BEGIN")
    found = [key for key, reason in names.items() for _ in range(CHECKS["PARETO-1"]["inputs"][reason])]
    for minute, key in enumerate(found):
        _stop(book, 2 * minute, 1, reason=key)
    book.db.execute("COMMIT")
    window = {"from": to_iso(BEGIN), "to": to_iso(BEGIN + 30 * 24 * US_PER_HOUR)}
    for measure, per in (("count", 1), ("seconds", 60)):
        said = web.client.get("/api/v1/pareto", query_string=window | {"by": "reason", "measure": measure}).json
        rows, so_far = [], 0
        for row in said["items"][:5]:
            so_far += row["value"] / per
            rows.append([names[row["key"]], row["value"] / per, so_far, row["share"], row["cumulative"]])
        assert rows == CHECKS["PARETO-1"]["expected"]
        assert (said["items"][5]["key"], said["items"][5]["value"]) == ("unknown", 0)  # always shown
    backwards = {"from": window["to"], "to": window["from"]}
    assert web.client.get("/api/v1/pareto", query_string=backwards).status_code == 400


@pytest.mark.parametrize(
    ("asked", "status", "sentence"),
    [
        ("from=2025-03-03T08:00:00Z&to=2025-03-03T08:00:00Z", 400, "not after"),
        ("from=2025-03-03T08:00:00Z&to=2025-03-02T08:00:00Z", 400, "not after"),
        ("from=2025-03-03T08:00:00", 400, "offset"),
        ("from=1980-01-01T00:00:00Z", 400, "20 years"),
        ("from=2020-01-01T00:00:00Z&to=2025-01-01T00:00:00Z&by=hour", 400, "shorter"),
        ("line=nowhere", 404, "no line"),
        ("line=press&station=nothing", 404, "no station"),
        ("station=s1", 400, "line"),
        ("by=minute", 400, "hour"),
        ("demand=0", 400, "demand"),
        ("colour=red", 400, "colour"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    web: SimpleNamespace, floor: Book, asked: str, status: int, sentence: str
) -> None:
    answer = web.client.get(f"/api/v1/kpis?{asked}")
    assert answer.status_code == status, answer.text
    assert answer.content_type == "application/problem+json"
    assert sentence in answer.json["detail"]


def test_what_nobody_heard_is_unknown_and_neither_run_nor_stop(web: SimpleNamespace, book: Book) -> None:
    _adopt(book, _plan(1.0))
    for after_min, lasts_min in ((-30, 60), (60, 30), (470, None)):
        since = BEGIN + after_min * US_PER_MINUTE
        until = None if lasts_min is None else since + lasts_min * US_PER_MINUTE
        book.insert("unknown", line="press", station="s1", since=since, until=until, why="silent")
    _stop(book, 75, 30)  # it is known that it stood, though its signal was lost meanwhile
    times = _kpis(web)["total"]["times"]
    assert (times["unknown"] / 60, times["fault"] / 60) == (30 + 15 + 10, 30)
    assert times["known"] + times["unknown"] + times["off"] == times["calendar"] == 8 * 3_600
    assert times["APT"] / 60 == 480 - 55 - 30


def test_a_shift_that_was_edited_stays_what_it_was(web: SimpleNamespace, book: Book) -> None:
    _adopt(book, _plan(1.0))
    before = _kpis(web, by="shift")
    book.adopt(_plan(1.0, (Break(start=time(1), end=time(7)),)))
    assert _kpis(web, by="shift") == before


def test_before_the_first_plan_there_is_nothing(web: SimpleNamespace, book: Book) -> None:
    assert web.client.get("/api/v1/kpis").status_code == 404
