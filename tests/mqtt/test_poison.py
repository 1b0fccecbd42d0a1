"""What no device should send: refused with a reason, acknowledged, counted; the good message beside it is stored."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from andon.model.signal import LifeSign, Refused, Signal
from andon.sources.mqtt.codec import Codec, Message
from andon.sources.mqtt.payload import Unreadable, parse
from tests.mqtt.conftest import prove_subscribed
from tests.mqtt.house import House
from tests.mqtt.mosquitto import Mosquitto
from tests.patience import eventually

POINT = "andon/in/weld/w1/heat"
DEEP = b"[" * 60_000
PAYLOADS = {
    "deep list": (DEEP, "nested too deep"),
    "deep object": (b'{"value":' * 6_000 + b"1" + b"}" * 6_000, "nested too deep"),
    "ten megabytes": (b"7" * 10_000_000, "10000000 bytes"),
    "not a number": (b"NaN", "NaN is no number"),
    "endless": (b"-Infinity", "-Infinity is no number"),
    "1e400": (b"1e400", "finite"),
    "over 64 bits": (b"9223372036854775808", "64 bits"),
    "thousands of digits": (b"9" * 20_000, "64 bits"),
    "lone surrogate": (b'"\\ud800"', "text"),
    "bad UTF-8": (b'"\xff\xfe"', "not UTF-8: byte 1"),
    "a list": (b"[1, 2]", "value must be"),
    "null": (b"null", "value must be"),
    "no JSON": (b"running", "a text stands in quotes"),
    "an empty object": (b"{}", "value is missing"),
    "a value that is an object": (b'{"value": {"value": 1}}', "value must be"),
    "an unknown field": (b'{"value": 1, "\\ud800": 1}', "is no field of a reading"),
    "boot without seq": (b'{"value": 1, "boot": "b"}', "seq must be"),
    "seq without boot": (b'{"value": 1, "seq": 1}', "boot must be"),
    "seq that is true": (b'{"value": 1, "boot": "b", "seq": true}', "seq must be"),
    "seq over 64 bits": (b'{"value": 1, "boot": "b", "seq": 9223372036854775808}', "seq must be"),
    "boot with a zero": (b'{"value": 1, "boot": "a\\u0000", "seq": 1}', "boot must be"),
    "a time without offset": (b'{"value": 1, "at": "2026-01-01T00:00:00"}', "at must be"),
    "a time before time": (b'{"value": 1, "at": -1}', "at must be"),
    "a time after time": (b'{"value": 1, "at": 1e3}', "at must be"),
    "a time of a hundred digits": (b'{"value": 1, "at": ' + b"9" * 100 + b"}", "at must be"),
    "a long text": (b'"' + b"x" * 201 + b'"', "at most 200"),
    "nothing": (b"", "empty"),
    "two values": (b"1 2", "not JSON"),
}
TOPICS = {
    "capitals": "andon/in/Weld/w1/heat",
    "a newline": "andon/in/weld/w1/he\nat",
    "a newline at the end": "andon/in/weld/w1/heat\n",
    "too long": f"andon/in/weld/{'w' * 33}/heat",
    "another alphabet": "andon/in/weld/w1/nhiệt",
    "an empty id": "andon/in/weld//heat",
    "a part too few": "andon/in/weld/heat",
    "a part too many": "andon/in/weld/w1/heat/now",
    "a wildcard": "andon/in/weld/+/heat",
    "nobody's": "somewhere/else",
}


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None, exclude_categories=())),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["value", "at", "boot", "seq", "x"]), inner),
    max_leaves=8,
)


def codec() -> Codec:
    return Codec([], "test")


@pytest.mark.parametrize(("payload", "why"), PAYLOADS.values(), ids=PAYLOADS)
def test_a_payload_is_refused_with_its_reason(payload: bytes, why: str) -> None:
    message = Message(POINT, payload[:65_537], 5, size=len(payload))
    (said,) = codec().read(message)
    assert isinstance(said, Refused)
    assert why in said.reason
    assert said.address == POINT
    assert len(said.what) <= 200
    said.reason.encode()


@pytest.mark.parametrize("topic", TOPICS.values(), ids=TOPICS)
def test_a_topic_is_refused_with_its_reason(topic: str) -> None:
    (said,) = codec().read(Message(topic, b"1", 5))
    assert isinstance(said, Refused)
    assert said.address.isprintable()


@pytest.mark.parametrize("payload", [b"1", b" 1 ", b"true", b'"E-17"', b"-9223372036854775808", b"1.5", b'{"value":0}'])
def test_beside_them_stand_the_good_ones(payload: bytes) -> None:
    (said,) = codec().read(Message(POINT, payload, 5))
    assert isinstance(said, Signal)
    assert said.address == "weld/w1/heat"


@given(
    topic=st.text() | st.builds("andon/in/{}/{}/{}".format, st.text(), st.text(), st.text()) | st.just(POINT),
    payload=st.binary() | _JSON.map(lambda said: json.dumps(said).encode()),
    retained=st.booleans(),
    qos=st.integers(0, 2),
)
def test_nothing_at_all_surprises_the_codec(topic: str, payload: bytes, retained: bool, qos: int) -> None:
    try:
        topic.encode()
    except UnicodeEncodeError:
        return  # no topic can be this: they come as UTF-8
    for said in codec().read(Message(topic, payload, 5, 1, qos, False, retained, len(payload))):
        if isinstance(said, Signal):
            json.dumps(said.value, allow_nan=False).encode()
            str(said.value).encode()
        elif isinstance(said, Refused):
            f"{said.address}{said.what}{said.reason}".encode()


def test_a_life_sign_is_true_or_false() -> None:
    topic = "andon/in/weld/w1/alive"
    assert codec().read(Message(topic, b"0", 5)) == [LifeSign("weld/w1", 5, alive=False)]
    assert codec().read(Message(topic, b"true", 5)) == [LifeSign("weld/w1", 5)]
    assert isinstance(codec().read(Message(topic, b'"yes"', 5))[0], Refused)
    assert isinstance(codec().read(Message(topic, b"2", 5))[0], Refused)


@pytest.mark.parametrize("version", ["5", "3.1.1"])
def test_poison_is_acknowledged_and_the_good_message_beside_it_is_stored(
    broker: Mosquitto, open_house: Callable[..., House], version: str
) -> None:
    house = open_house(broker.port, version=version)
    prove_subscribed(broker, house)
    stations = ("w1", "w2")
    for payload, _ in PAYLOADS.values():
        for station in stations:
            broker.pub(f"andon/in/weld/{station}/x", payload)
    broker.pub("andon/in/weld/w9/cord", "1")
    broker.pub("andon/in/weld/w1/cord", "1")
    eventually(lambda: house.state("w1") == "call")
    eventually(lambda: house.counter("set_aside") == len(PAYLOADS) * len(stations) + 1)
    assert house.recorder.set_asides.counts["mqtt"] == len(PAYLOADS) * len(stations) + 1
    assert any("weld/w9/cord" in what for what in house.set_asides())
    house.stop()
    again = open_house(broker.port, version=version)
    eventually(lambda: again.status().state == "up")
    prove_subscribed(broker, again)
    assert again.counter("set_aside") == 0, "everything was acknowledged"


@given(st.text("0123456789", max_size=20) | st.text("-+.e_ 0123456789\u0661", max_size=9))
def test_digits_are_read_as_json_reads_them(said: str) -> None:
    try:
        expected = json.loads(said)
    except ValueError:
        with pytest.raises(Unreadable):
            parse(said.encode())
        return
    found = parse(said.encode())
    assert (found, type(found)) == (expected, type(expected))
