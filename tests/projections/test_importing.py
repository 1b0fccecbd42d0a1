"""Rows of spreadsheets: what is taken, and what is doubtful and why."""

from __future__ import annotations

import pytest

from andon.base.errors import BadInput
from andon.base.units import from_iso
from andon.projections.importing import STOP_COLUMNS, Doubt, PastCount, PastStop, Sheet, counts, stops
from tests.web.book import make_plan

NOW = from_iso("2026-11-25T12:00:00Z")
PLAN = make_plan()  # Asia/Ho_Chi_Minh: seven hours ahead
SHEET = Sheet(PLAN, NOW, {})


def stop(**changed: str) -> dict[str, str]:
    row = {"line": "press", "station": "s1", "began": "2026-11-20 08:00", "ended": "2026-11-20 08:10"}
    return row | {"reason": "tool-broken"} | changed


def why(row: dict[str, str], sheet: Sheet = SHEET) -> str:
    (found,) = stops([row], sheet)
    return found.why if isinstance(found, Doubt) else ""


def test_a_row_by_ids_and_one_by_names_in_the_plants_own_time() -> None:
    began, ended = from_iso("2026-11-20T01:00:00Z"), from_iso("2026-11-20T01:10:00Z")
    by_id, by_name = stops([stop(), stop(line="pressライン", station="STATION 2", reason="gãy dụng cụ")], SHEET)
    assert by_id == PastStop(2, "press", "s1", began, ended, "tool-broken")
    assert by_name == PastStop(3, "press", "s2", began, ended, "tool-broken")


def test_other_names_of_columns_and_another_form_of_times() -> None:
    sheet = Sheet(PLAN, NOW, {"began": "Start", "ended": "Ende"}, "%d.%m.%Y %H:%M")
    row = stop() | {"Start": "20.11.2026 08:00", "Ende": "20.11.2026 08:10"}
    (found,) = stops([row], sheet)
    assert isinstance(found, PastStop)
    sheet.check(row, STOP_COLUMNS)
    with pytest.raises(BadInput, match=r"no column 'Start'.*--map began=NAME"):
        sheet.check(stop(), STOP_COLUMNS)


@pytest.mark.parametrize(
    ("changed", "because"),
    [
        ({"line": "nowhere"}, "no line 'nowhere'"),
        ({"station": "s9"}, "no station of press 's9'"),
        ({"reason": "because"}, "no reason 'because'"),
        ({"began": "morning"}, "began 'morning' is no time"),
        ({"ended": "2026-11-20 07:00"}, "swapped"),
        ({"ended": "2026-11-20 08:00"}, "swapped"),
        ({"ended": "2026-12-01 08:00"}, "in the future"),
        ({"began": "2026-09-01 08:00"}, "longer than a month"),
    ],
)
def test_a_doubtful_row_says_why(changed: dict[str, str], because: str) -> None:
    assert because in why(stop(**changed))


def test_stops_that_overlap_in_the_file_are_named_and_those_that_touch_are_not() -> None:
    rows = [stop(), stop(began="2026-11-20 08:09", ended="2026-11-20 08:20")]
    rows += [stop(began="2026-11-20 08:10", ended="2026-11-20 08:20"), stop(station="s2")]
    told = list(stops(rows, SHEET))
    assert [isinstance(each, Doubt) for each in told] == [False, True, False, False]
    assert isinstance(told[1], Doubt) and "row 2" in told[1].why


def test_counts_are_of_whole_quarters_that_are_over() -> None:
    row = {"line": "press", "station": "s1", "at": "2026-11-20T08:15+07:00", "good": "12", "reject": ""}
    rows = [row, row, row | {"at": "2026-11-20T08:20+07:00"}, row | {"good": "-1"}, row | {"good": "many"}]
    rows += [row | {"at": "2026-11-25T12:00Z"}]
    good, *doubts = counts(rows, SHEET)
    assert good == PastCount(2, "press", "s1", from_iso("2026-11-20T01:15:00Z"), 12, 0)
    told = [doubt.why for doubt in doubts if isinstance(doubt, Doubt)]
    for said, because in zip(
        told, ["row 2 is of the same", "no quarter", "no number", "no whole", "not over"], strict=True
    ):
        assert because in said
