"""A plan that was changed on a page is written into the files that people wrote: their comments stay."""

from __future__ import annotations

from difflib import ndiff
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from andon.base.errors import BadInput, ConfigError
from andon.config.editing import edited
from andon.config.loading import Texts, judge, table_of
from andon.config.rewriting import rewritten
from andon.model.plan import Plan

FOLDER = Path(__file__).parents[2] / "config"
FILES = ("plan.toml", "shifts.toml", "reasons.toml")
SAMPLE: Texts = {name: (FOLDER / name).read_text(encoding="utf-8") for name in FILES}
AT = ["lines", "press-weld", "stations", "blank"]


def changed(*edits: dict[str, Any], texts: Texts = SAMPLE) -> Plan:
    plan, problems = judge(edited(table_of(texts), list(edits)), texts)
    assert plan is not None, problems
    return plan


def lines_that_differ(before: Texts, after: Texts) -> list[str]:
    found = []
    for name in before:
        found += [line for line in ndiff(before[name].splitlines(), after[name].splitlines()) if line[:2] in "+ - "]
    return [line for line in found if line[0] in "+-"]


def test_a_plan_that_is_the_same_moves_no_byte() -> None:
    assert rewritten(SAMPLE, changed()) == SAMPLE


@pytest.mark.parametrize(
    ("edit", "lines"),
    [
        ({"at": [*AT, "box"], "set": "ABCDEF01"}, ['- box = "A0000001"', '+ box = "ABCDEF01"']),
        ({"at": [*AT, "cycle_s"], "set": None}, ["- cycle_s = 12"]),
        ({"at": ["thresholds", "cancel_guard_s"], "set": 2}, ["+ cancel_guard_s = 2"]),
        ({"at": ["shifts", "morning", "start"], "set": "06:05"}, ['- start = "06:00"', '+ start = "06:05"']),
        ({"at": [*AT, "stop_mode"], "set": "immediate"}, ['+ stop_mode = "immediate"']),
        (
            {"at": [*AT, "points", "lane"], "set": {"kind": "run"}},
            ["+ [lines.stations.points.lane]", '+ kind = "run"', "+ "],
        ),
    ],
)
def test_only_what_changed_moves(edit: dict[str, Any], lines: list[str]) -> None:
    plan = changed(edit)
    assert lines_that_differ(SAMPLE, rewritten(SAMPLE, plan)) == lines


def test_a_key_that_a_comment_shows_stands_below_it() -> None:
    told = rewritten(SAMPLE, changed({"at": ["thresholds", "late_after_s"], "set": 60}))
    assert "# late_after_s = 300.0\nlate_after_s = 60\n" in told["plan.toml"]


def test_a_station_comes_and_goes_and_every_comment_is_where_it_was() -> None:
    new = {"id": "trim", "name": "Trim", "box": "ABCDEF01", "points": {"cord": {"kind": "cord", "mode": "latched"}}}
    grown = rewritten(SAMPLE, changed({"at": ["lines", "press-weld", "stations"], "add": new}))
    assert '[[lines.stations]]\nid = "trim"\nname = { en = "Trim" }\nbox = "ABCDEF01"\n' in grown["plan.toml"]
    back = rewritten(grown, changed())
    assert back["plan.toml"].split() == SAMPLE["plan.toml"].split()


def test_the_last_station_of_a_line_takes_no_heading_of_the_next_line_along() -> None:
    plan = changed({"at": ["lines", "press-weld", "stations", "weld-2"], "remove": True})
    assert "- Paint\n" in rewritten(SAMPLE, plan)["plan.toml"]


def test_a_new_section_goes_into_the_file_of_its_name_or_the_first() -> None:
    bare = {name: text.partition("[[tiers]]")[0] for name, text in SAMPLE.items()}
    bare["shifts.toml"] += "\n"
    tier = {"at": ["tiers"], "add": {"id": "first", "name": "First"}}
    roster = {"at": ["rosters"], "add": {"id": "all", "tier": "first", "persons": ["mai"]}}
    told = rewritten(bare, changed(tier, roster, texts=bare))
    assert '[[tiers]]\nid = "first"\n' in told["plan.toml"]


def test_an_order_that_changes_is_written() -> None:
    table = table_of(SAMPLE)
    table["call_types"].reverse()
    plan, _ = judge(table, SAMPLE)
    assert plan is not None
    told = rewritten(SAMPLE, plan)
    assert judge(table_of(told), told)[0] == plan


def test_files_that_hold_no_plan_are_not_written() -> None:
    with pytest.raises(BadInput, match="hold no plan"):
        rewritten({"plan.toml": 'site = "x"\n'}, changed())
    with pytest.raises(ConfigError):
        table_of({"plan.toml": "site = \n"})


@pytest.mark.parametrize("at", [[], ["lines", "moon", "takt_s"], ["lines", "paint"]])
def test_an_edit_that_leads_nowhere_says_so(at: list[str]) -> None:
    with pytest.raises(BadInput):
        edited(table_of(SAMPLE), [{"at": at, "set": 1}])


_stations = st.sampled_from(["blank", "press-1", "press-2", "weld-1"])
_slug = st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True)
_words = st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=12).filter(str.strip)
_texts = st.one_of(_words, st.dictionaries(st.sampled_from(["en", "vi", "kn", "ja"]), _words, min_size=1))
_edits = st.one_of(
    st.builds(lambda s, n: {"at": ["lines", "press-weld", "stations", s, "name"], "set": n}, _stations, _texts),
    st.builds(lambda n: {"at": ["lines", "press-weld", "takt_s"], "set": n}, st.floats(0.5, 500)),
    st.builds(lambda n: {"at": ["thresholds", "silent_after_s"], "set": n}, st.sampled_from([None, 5, 7.5])),
    st.builds(lambda i, n: {"at": ["reasons"], "add": {"id": i, "name": n, "class": "planned"}}, _slug, _texts),
    st.builds(lambda i, n: {"at": ["lines", "paint", "stations"], "add": {"id": i, "name": n}}, _slug, _texts),
    st.builds(lambda s: {"at": ["lines", "press-weld", "stations", s], "remove": True}, _stations),
    st.builds(
        lambda s, p, k: {"at": ["lines", "press-weld", "stations", s, "points", p], "set": {"kind": k}},
        _stations,
        _slug,
        st.sampled_from(["run", "cord", "pitch", "value"]),
    ),
    st.just({"at": ["shifts", "morning", "breaks"], "set": [{"start": "09:00", "end": "09:10"}]}),
    st.just({"at": ["lines", "paint", "segments"], "set": None}),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_edits, max_size=5))
def test_whatever_is_edited_the_files_say_it_and_can_be_put_back(edits: list[dict[str, Any]]) -> None:
    try:
        plan, _ = judge(edited(table_of(SAMPLE), edits), SAMPLE)
    except BadInput:
        return  # an edit of what an edit before it took away
    if plan is None:
        return
    told = rewritten(SAMPLE, plan)
    assert judge(table_of(told), told)[0] == plan
    back = rewritten(told, changed())
    assert judge(table_of(back), back)[0] == changed()
    kept = [line for line in SAMPLE["reasons.toml"].splitlines() if line.startswith("#")]
    assert [line for line in told["reasons.toml"].splitlines() if line.startswith("#")] == kept
