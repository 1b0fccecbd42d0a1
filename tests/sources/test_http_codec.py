"""What programs post: what is taken, and what is said of the rest."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from andon.base.errors import BadInput
from andon.model.signal import LifeSign, Signal
from andon.sources.http.codec import BODY_CHARS_MAX, ITEMS_MAX, Rejected, decode

T = 1_700_000_000_000_000
GOOD: dict[str, Any] = {"line": "weld", "station": "w1", "point": "cord", "value": 1}


def one(**changes: object) -> Signal | LifeSign | Rejected:
    (found,) = decode(json.dumps({**GOOD, **changes}), "press-plc", T)
    return found


def reason(**changes: object) -> str:
    found = one(**changes)
    assert isinstance(found, Rejected)
    return found.reason


def test_a_reading_is_a_signal_with_its_key() -> None:
    assert one(at="2026-11-22T08:00:00.000Z", boot="b7f1", seq=42) == Signal(
        address="weld/w1/cord",
        value=1,
        seen_at=T,
        device_at=1_795_334_400_000_000,
        sender="press-plc/weld/w1/cord",
        boot="b7f1",
        device_seq=42,
    )


def test_a_request_s_key_and_the_place_in_it_number_what_has_no_number() -> None:
    found = decode(json.dumps([GOOD, {**GOOD, "boot": "b7f1", "seq": 42}, GOOD]), "x", T, "k1")
    numbers = [(item.boot, item.device_seq) for item in found if isinstance(item, Signal)]
    first = numbers[0][1]
    assert numbers == [("key/k1", first), ("b7f1", 42), ("key/k1", first + 2)]
    assert first < 1 << 63


def test_one_or_a_list() -> None:
    assert len(decode(json.dumps(GOOD), "x", T)) == 1
    assert decode("[]", "x", T) == []
    assert len(decode(json.dumps([GOOD] * ITEMS_MAX), "x", T)) == ITEMS_MAX


@pytest.mark.parametrize("value", [True, False, 0, 1, -(2**63), 2**63 - 1, 1.5, -0.0, "", "E-17", "x" * 200, "電"])
def test_values_keep_their_type(value: object) -> None:
    found = one(value=value)
    assert isinstance(found, Signal)
    assert (found.value, type(found.value)) == (value, type(value))


@pytest.mark.parametrize("text", ["NaN", "Infinity", "-Infinity", "1e400", "-1e400", str(2**63), "9" * 5000, "1" * 100])
def test_a_number_that_is_none_is_told(text: str) -> None:
    body = json.dumps([GOOD, GOOD]).replace('"value": 1', f'"value": {text}', 1)
    bad, good = decode(body, "x", T)
    assert isinstance(bad, Rejected)
    assert bad.reason.startswith("value must be true, false, a finite number")
    assert isinstance(good, Signal)


@pytest.mark.parametrize("value", [None, [], {}, [[1]], "x" * 201, "\ud800", "a\udfff"])
def test_a_value_that_is_none_is_told(value: object) -> None:
    assert reason(value=value).startswith("value must be")


@pytest.mark.parametrize("at", [1_795_334_400_000, "2026-11-22T08:00:00Z", "2026-11-22T13:30:00+05:30"])
def test_times_are_instants(at: object) -> None:
    found = one(at=at)
    assert isinstance(found, Signal)
    assert found.device_at == 1_795_334_400_000_000


@pytest.mark.parametrize(
    "at", ["2026-11-22T08:00:00", "2026-11-22", "", "now", -1, True, 1.5, 10**18, "0001-01-01T00:00:00+23:59", [1]]
)
def test_a_time_that_is_none_is_told(at: object) -> None:
    assert reason(at=at).startswith("at must be an ISO 8601 time with its offset")


@pytest.mark.parametrize("field", ["line", "station", "point"])
@pytest.mark.parametrize("slug", ["", "Weld", "a/b", "a" * 33, "ü", "a\n", 7, None, "\ud800", "+", "#"])
def test_ids_are_slugs(field: str, slug: object) -> None:
    assert reason(**{field: slug}) == f"{field} must be a slug of 1 to 32 characters out of a-z, 0-9 and -"


@pytest.mark.parametrize(("changes", "missing"), [({"boot": "b"}, "seq"), ({"seq": 1}, "boot")])
def test_boot_and_seq_go_together(changes: dict[str, Any], missing: str) -> None:
    assert reason(**changes).startswith(f"{missing} is missing")


@pytest.mark.parametrize("seq", [-1, 2**63, 1.0, True, "1", None])
def test_seq_is_a_whole_number(seq: object) -> None:
    assert reason(boot="b", seq=seq).startswith(("seq must be", "seq is missing"))


@pytest.mark.parametrize("boot", ["", 7, "x" * 201, "\ud800"])
def test_boot_is_a_text(boot: object) -> None:
    assert reason(boot=boot, seq=1).startswith("boot must be a text")


def test_a_missing_field_and_a_field_too_many_are_named() -> None:
    (found,) = decode('{"line": "a", "station": "b", "point": "c"}', "x", T)
    assert isinstance(found, Rejected)
    assert found.reason.startswith("value is missing")
    assert reason(colour=1).startswith("'colour' is no field of a signal; the fields are line, station")
    assert reason(**{"\ud800": 1}).isascii()


def test_a_bad_item_never_spoils_its_neighbours() -> None:
    items = [GOOD, 5, {**GOOD, "value": None}, None, [GOOD], GOOD]
    found = decode(json.dumps(items), "x", T)
    assert [type(item) for item in found] == [Signal, Rejected, Rejected, Rejected, Rejected, Signal]
    assert [item.index for item in found if isinstance(item, Rejected)] == [1, 2, 3, 4]


@pytest.mark.parametrize(("value", "alive"), [(True, True), (1, True), (0, False), (False, False)])
def test_alive_is_a_sign_of_life(value: object, alive: bool) -> None:
    assert one(point="alive", value=value) == LifeSign("weld/w1", T, alive)


@pytest.mark.parametrize("value", ["1", 2, 0.5, ""])
def test_alive_is_yes_or_no(value: object) -> None:
    assert reason(point="alive", value=value).startswith("value of the point alive must be true or false")


@pytest.mark.parametrize(
    "body",
    [
        "",
        "nope",
        "{",
        "5",
        '"x"',
        "null",
        "[" * 100_000,
        '{"a":' * 100_000,
        "[" + "[]," * ITEMS_MAX + "[]]",
        " " * (BODY_CHARS_MAX + 1),
    ],
)
def test_a_body_that_is_no_list_of_signals_is_refused_with_a_sentence(body: str) -> None:
    with pytest.raises(BadInput, match=r"body|in one request"):
        decode(body, "x", T)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
fields = st.sampled_from(["line", "station", "point", "value", "at", "boot", "seq", "x"])


@given(st.lists(st.dictionaries(fields, json_values).map(lambda extra: {**GOOD, **extra}) | json_values, max_size=5))
def test_every_item_is_taken_or_told(items: list[object]) -> None:
    found = decode(json.dumps(items), "x", T)
    assert len(found) == len(items)
    for index, item in enumerate(found):
        if isinstance(item, Rejected):
            assert item.index == index
            assert item.reason.encode()


@given(st.text(max_size=200))
def test_any_text_is_decoded_or_refused(body: str) -> None:
    try:
        decode(body, "x", T)
    except BadInput as refusal:
        assert str(refusal)


def test_nobody_speaks_in_the_name_of_a_box() -> None:
    body = '{"line": "box", "station": "00000012", "point": "cord", "value": 1}'
    (refused,) = decode(body, "mes", 5)
    assert isinstance(refused, Rejected)
    assert "kept for what stop-cord boxes say" in refused.reason
