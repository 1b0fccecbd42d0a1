"""Words go to rows and come back the same, and the chain notices every change."""

from __future__ import annotations

import types
from dataclasses import fields, is_dataclass, replace
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from andon.journal import rows
from andon.model.entry import ENTRIES, Entry, Sample, SignalAccepted
from andon.model.event import EVENTS, Event
from andon.model.plan import Plan
from tests.books.plant import plan

_SIMPLE: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(max_size=20),
    int: st.integers(-(2**63), 2**63 - 1),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    type(None): st.none(),
    Plan: st.sampled_from([plan(), plan().model_copy(update={"site": {"en": "Nhà máy", "ja": "工場"}})]),
}


def anything(hint: Any) -> st.SearchStrategy[Any]:
    """Any value of a field's type."""
    if hint in _SIMPLE:
        return _SIMPLE[hint]
    if is_dataclass(hint) and isinstance(hint, type):
        hints = get_type_hints(hint)
        return st.builds(hint, **{field.name: anything(hints[field.name]) for field in fields(hint)})
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin in (Union, types.UnionType):
        return st.one_of(*map(anything, arguments))
    if origin is list:
        return st.lists(anything(arguments[0]), max_size=3)
    assert origin is dict, hint
    return st.dictionaries(anything(arguments[0]), anything(arguments[1]), max_size=3)


@pytest.mark.parametrize("kind", ENTRIES.values(), ids=str)
@given(data=st.data())
def test_an_entry_comes_back_as_it_was(kind: type[Entry], data: st.DataObject) -> None:
    entry = data.draw(anything(kind))
    back = rows.read_entry(rows.entry_row(entry))
    assert repr(back) == repr(entry)  # 1, 1.0 and True are equal and not the same


@pytest.mark.parametrize("kind", EVENTS.values(), ids=str)
@given(data=st.data())
def test_an_event_comes_back_as_it_was(kind: type[Event], data: st.DataObject) -> None:
    event = data.draw(anything(kind))
    assert repr(rows.read_event(rows.event_row(7, 0, event))) == repr(event)


@given(sample=anything(Sample))
def test_a_sample_comes_back_as_it_was(sample: Sample) -> None:
    named = replace(sample, who="")  # pieces are said by machines
    assert rows.read_sample(rows.sample_row(named)) == named


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_number_that_json_has_no_word_for_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        rows.entry_row(SignalAccepted(seq=1, at=2, address="a/b", value=value))


@pytest.mark.parametrize(
    "other",
    [
        (2, 5, "K", "ann", "{}"),
        (1, 6, "K", "ann", "{}"),
        (1, 5, "L", "ann", "{}"),
        (1, 5, "K", "bob", "{}"),
        (1, 5, "K", "ann", "[]"),
        (15, 0, "K", "ann", "{}"),
    ],
)
def test_the_chain_sees_a_change_in_any_column(other: rows.EntryRow) -> None:
    assert rows.chain(rows.GENESIS, (1, 5, "K", "ann", "{}")) != rows.chain(rows.GENESIS, other)


def test_the_chain_hangs_on_the_entry_before() -> None:
    row = (2, 5, "K", "", "{}")
    assert rows.chain(rows.GENESIS, row) != rows.chain(rows.chain(rows.GENESIS, (1, 5, "K", "", "{}")), row)
