"""What a board lets hear, in a browser whose Web Audio truly runs: every melody, when it is played, and when not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import BrowserType, Page, expect

from andon.base.units import to_datetime
from andon.model.plan import CallType, Quiet, Sound

from ..web.book import make_plan
from .conftest import ARGUMENTS, CHROMIUM, Floor

LISTEN = """
const connect = AudioNode.prototype.connect;
AudioNode.prototype.connect = function (to, ...rest) {
  if (to instanceof AudioDestinationNode && to.context instanceof AudioContext) {
    globalThis.ear = to.context.createAnalyser();
    connect.call(this, globalThis.ear);
  }
  return connect.call(this, to, ...rest);
};
globalThis.loudest = 0;
globalThis.tones = [];
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (at) {
  globalThis.tones.push(Math.round(this.frequency.value));
  return start.call(this, at);
};
setInterval(() => {
  if (!globalThis.ear) return;
  const heard = new Float32Array(globalThis.ear.fftSize);
  globalThis.ear.getFloatTimeDomainData(heard);
  globalThis.loudest = Math.max(globalThis.loudest, ...heard.map(Math.abs));
}, 10);
"""
RENDER = """async (name) => {
  const { MELODIES, length_s, play } = await import("/assets/static/melodies.js");
  const seconds = length_s(name);
  const context = new OfflineAudioContext(1, Math.ceil((seconds + 0.5) * 22050), 22050);
  play(context, context.destination, name, 0);
  const heard = (await context.startRendering()).getChannelData(0);
  const between = (from, to) => [...heard.slice(from * 22050, to * 22050)];
  const loudest = (from, to) => Math.max(...between(from, to).map(Math.abs));
  const crossings = [0, 1, 2, 3].map((n) => {
    const part = between((n * seconds) / 4, ((n + 1) * seconds) / 4);
    return part.filter((each, at) => at > 0 && each >= 0 !== part[at - 1] >= 0).length;
  });
  const [peak, after] = [loudest(0, seconds), loudest(seconds + 0.05, seconds + 0.5)];
  return { seconds, peak, after, crossings, names: Object.keys(MELODIES) };
}"""
MELODIES = ("chime", "bell", "rise", "fall", "waltz", "alarm")
CALLS = tuple(CallType(id=name, name=name, melody=name) for name in (*MELODIES, "none"))
CHIME, ALARM, RESTART = [659, 523], [440, 311] * 3, [523, 784, 1047, 784, 1047]
BELL = [1319] * 3


@pytest.fixture(scope="module")
def loud(browser_type: BrowserType) -> Iterator:
    """A kiosk's browser: it may play without being touched."""
    browser = browser_type.launch(
        executable_path=CHROMIUM, args=[*ARGUMENTS, "--autoplay-policy=no-user-gesture-required"]
    )
    yield browser
    browser.close()


@pytest.fixture
def kiosk(loud) -> Iterator[Page]:
    context = loud.new_context(viewport={"width": 1920, "height": 1080}, locale="en")
    context.add_init_script(LISTEN)
    yield context.new_page()
    context.close()


def sounding(floor: Floor, sound: Sound | None = None) -> str:
    """The board of a line whose call types have one melody each."""
    address = floor.open()
    plan = make_plan({"press": 2}, sound=sound or Sound()).model_copy(update={"call_types": CALLS})
    floor.book.adopt(plan)
    floor.book.fill(plan)
    floor.book.ring()
    return f"{address}/board/press"


def listening(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_function("() => globalThis.ear?.context.state === 'running'")
    expect(page.locator(".tile").first).to_be_visible()


def call(floor: Floor, kind: str = "chime", number: int = 5, **more) -> dict:
    return {"id": number, "type": kind, "since": floor.book.clock.now(), "arrived": None} | more


def tones(page: Page) -> list[int]:
    return page.evaluate("globalThis.tones")


def heard(page: Page, expected: list[int]) -> None:
    page.wait_for_function("expected => JSON.stringify(globalThis.tones) === JSON.stringify(expected)", arg=expected)


def test_every_melody_of_a_plan_sounds_differs_and_ends(page: Page, many: Floor) -> None:
    page.goto(many.address)
    rendered = {name: page.evaluate(RENDER, name) for name in (*MELODIES, "restart")}
    for name, said in rendered.items():
        assert 0.5 < said["seconds"] < 4, name
        assert 0.1 < said["peak"] <= 1, name
        assert said["after"] == 0, name
    assert len({tuple(said["crossings"]) for said in rendered.values()}) == len(rendered)
    assert set(rendered["chime"]["names"]) == {*MELODIES, "restart", "none"}


def test_a_call_a_stop_and_a_restart_are_heard(kiosk: Page, floor: Floor) -> None:
    listening(kiosk, sounding(floor))
    floor.move("s1", "call", calls=[call(floor)])
    heard(kiosk, CHIME)
    kiosk.wait_for_function("() => globalThis.loudest > 0.05")
    stop = {"id": 9, "since": 1, "reason": "unknown", "stop_class": "unknown"}
    floor.move("s1", "stopped", stop=stop)
    heard(kiosk, CHIME + ALARM)
    floor.move("s1", "stopped", stop=stop | {"reason": "scratch"})
    floor.move("s2", "starved", stop=stop | {"id": 10, "induced": "starved", "caused_by": 9})
    floor.move("s1", "running")
    heard(kiosk, CHIME + ALARM + RESTART)
    floor.move("s2", "call", calls=[call(floor, "none", 12)])
    floor.move("s2", "call", calls=[call(floor, "none", 12), call(floor, "bell", 13)])
    heard(kiosk, CHIME + ALARM + RESTART + BELL)


def test_a_call_is_heard_again_softly_until_somebody_has_heard_it(kiosk: Page, floor: Floor) -> None:
    listening(kiosk, sounding(floor, Sound(repeat_s=3)))
    floor.move("s1", "call", calls=[call(floor)])
    kiosk.wait_for_function("() => globalThis.tones.length >= 6", timeout=20_000)
    assert tones(kiosk)[:6] == CHIME * 3
    floor.move("s1", "call", calls=[call(floor, acknowledged=floor.book.clock.now())])
    expect(kiosk.locator(".tile-why").first).to_have_text("chime (heard)")
    so_far = len(tones(kiosk))
    floor.move("s2", "call", calls=[call(floor, "bell", 8, acknowledged=1)])
    heard(kiosk, CHIME * (so_far // 2) + BELL)
    kiosk.wait_for_function("from => performance.now() > from + 4000", arg=kiosk.evaluate("performance.now()"))
    assert len(tones(kiosk)) == so_far + 3


def test_what_stood_when_the_page_was_opened_is_no_news(kiosk: Page, floor: Floor) -> None:
    address = sounding(floor)
    floor.move("s1", "call", calls=[call(floor)])
    floor.move("s2", "stopped", stop={"id": 9, "since": 1, "reason": "unknown", "stop_class": "unknown"})
    listening(kiosk, address)
    floor.move("s2", "running")
    heard(kiosk, RESTART)


def test_a_browser_that_was_not_touched_says_so_and_a_touch_is_enough(page: Page, floor: Floor) -> None:
    page.add_init_script(LISTEN)
    page.goto(sounding(floor))
    note = page.get_by_role("button", name="Sound off: touch")
    expect(note).to_be_visible()
    floor.move("s1", "call", calls=[call(floor, "bell")])
    expect(page.locator(".tile").first).to_have_attribute("data-state", "call")
    assert tones(page) == []
    note.click()
    expect(note).to_be_hidden()
    heard(page, CHIME)
    page.wait_for_function("() => globalThis.loudest > 0.01")


def quiet_around(at: datetime, zone: str) -> Quiet:
    local = at.astimezone(ZoneInfo(zone))
    return Quiet(start=(local - timedelta(hours=1)).time(), end=(local + timedelta(hours=1)).time())


def test_quiet_hours_are_by_the_servers_clock(kiosk: Page, floor: Floor) -> None:
    """This browser believes that it is six hours later."""
    kiosk.add_init_script("const real = Date.now; Date.now = () => real() + 6 * 3600e3;")
    now = to_datetime(floor.book.clock.now())
    address = sounding(floor, Sound(quiet=(quiet_around(now, "Asia/Ho_Chi_Minh"),)))
    listening(kiosk, address)
    floor.move("s1", "call", calls=[call(floor)])
    expect(kiosk.locator(".tile").first).to_have_attribute("data-state", "call")
    floor.move("s1", "running")
    expect(kiosk.locator(".tile").first).to_have_attribute("data-state", "running")
    assert tones(kiosk) == []
    later = quiet_around(now.astimezone(UTC) + timedelta(hours=6), "Asia/Ho_Chi_Minh")
    floor.book.adopt(make_plan({"press": 2}, sound=Sound(quiet=(later,))).model_copy(update={"call_types": CALLS}))
    floor.book.ring()
    kiosk.wait_for_function(
        "id => JSON.parse(document.getElementById('sound').textContent).quiet[0][0] === id", arg=f"{later.start:%H:%M}"
    )
    kiosk.wait_for_function("() => globalThis.ear?.context.state === 'running'")
    floor.move("s1", "call", calls=[call(floor, number=6)])
    heard(kiosk, CHIME)


@pytest.mark.parametrize("silent", [Sound(volume=0), None])
def test_a_board_that_should_be_silent_says_nothing(page: Page, floor: Floor, silent: Sound | None) -> None:
    now = to_datetime(floor.book.clock.now())
    page.goto(sounding(floor, silent or Sound(quiet=(quiet_around(now, "Asia/Ho_Chi_Minh"),))))
    expect(page.locator(".tile").first).to_be_visible()
    page.wait_for_function("from => performance.now() > from + 1500", arg=page.evaluate("performance.now()"))
    expect(page.locator("[data-sound-note]")).to_be_hidden()


def test_the_volume_is_the_devices_own_and_kept(kiosk: Page, floor: Floor) -> None:
    address = sounding(floor, Sound(volume=0))
    listening(kiosk, address)
    slider = kiosk.get_by_label("Volume")
    expect(slider).to_have_value("0")
    floor.move("s1", "call", calls=[call(floor)])
    expect(kiosk.locator(".tile").first).to_have_attribute("data-state", "call")
    assert tones(kiosk) == []
    slider.fill("40")
    heard(kiosk, CHIME)
    listening(kiosk, address)
    expect(kiosk.get_by_label("Volume")).to_have_value("40")


def test_a_page_that_hears_nothing_plays_nothing(kiosk: Page, floor: Floor) -> None:
    listening(kiosk, sounding(floor, Sound(repeat_s=3)))
    floor.move("s1", "call", calls=[call(floor)])
    heard(kiosk, CHIME)
    floor.fall_silent()
    kiosk.wait_for_function("() => document.documentElement.classList.contains('is-stale')", timeout=10_000)
    so_far = len(tones(kiosk))
    kiosk.wait_for_function("from => performance.now() > from + 4000", arg=kiosk.evaluate("performance.now()"))
    assert len(tones(kiosk)) == so_far
