// Stations under test: what was heard, the lamps one after the other, how long it lasts.
import { ask } from "/assets/static/ask.js";
import { element, put, shape, tell } from "./parts.js";

const PRESSED = ["cord", "stop", "leader", "restart", "pitch"];

export class Tests {
  constructor(place, lines, lamps, texts, look) {
    Object.assign(this, { place, lines, lamps, texts, look, cards: new Map() });
  }

  show({ at, tests }) {
    for (const [key, card] of this.cards) {
      if (!tests.some((test) => `${test.line}/${test.station}` === key)) {
        card.place.remove();
        this.cards.delete(key);
      }
    }
    for (const test of tests) this.fill(this.cards.get(`${test.line}/${test.station}`) ?? this.card(test), test, at);
  }

  fill(card, test, now) {
    const left = Math.max(0, Math.round((Date.parse(test.until) - Date.parse(now)) / 1000));
    card.until.textContent = put(this.texts.ends, { time: `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}` });
    for (const button of card.lamps) button.setAttribute("aria-pressed", String(test.lamps.includes(button.dataset.lamp)));
    const heard = [...test.heard].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
    card.none.hidden = heard.length > 0;
    card.heard.replaceChildren(...heard.map((one) => this.word(one, test, now)));
  }

  word({ point, value, at }, test, now) {
    const seconds = Math.max(0, Math.round((Date.parse(now) - Date.parse(at)) / 1000));
    const kind = this.kind(test, point);
    const said = PRESSED.includes(kind) ? (value ? this.texts.pulled : this.texts.let_go) : String(value);
    const words = put(this.texts.heard, { point: point === "screen" ? this.texts.screen : (this.texts.points[kind] ?? point), value: said });
    return element("li", { class: "mark tone-up", "data-point": point }, shape("up"),
      element("span", {}, words), element("span", { class: "quiet" }, put(this.texts.ago, { time: `${seconds} s` })));
  }

  kind(test, point) {
    return this.station(test)?.points[point] ?? point;
  }

  station(test) {
    return this.lines.find((line) => line.id === test.line)?.stations.find((station) => station.id === test.station);
  }

  card(test) {
    const where = { line: test.line, station: test.station };
    const until = element("span", { class: "quiet" });
    const heard = element("ul", { class: "heard" });
    const none = element("p", { class: "quiet" }, this.texts.nothing_heard);
    const lamps = this.lamps.map(([lamp, words]) =>
      element("button", { class: "lamp", type: "button", "data-lamp": lamp, "aria-pressed": "false", onclick: () => this.light(where, [lamp]) }, words));
    const dark = element("button", { class: "lamp", type: "button", onclick: () => this.light(where, []) }, this.texts.dark);
    const place = element("article", { class: "test", "data-place": `${test.line}/${test.station}`, "data-state": "test" },
      element("div", { class: "test-head" }, shape("test"), element("h3", {}, this.station(test)?.name ?? test.station), until,
        element("button", { class: "button", type: "button", onclick: () => this.end(where) }, this.texts.end)),
      element("div", { class: "lamps" }, ...lamps, dark), none, heard);
    this.place.append(place);
    const card = { place, until, heard, none, lamps };
    this.cards.set(`${test.line}/${test.station}`, card);
    return card;
  }

  async begin(place) {
    const [line, station] = place.split("/");
    await this.say("POST", "/api/v1/setup/tests", { line, station });
  }

  light(where, lamps) {
    return this.say("POST", "/api/v1/setup/tests/light", { ...where, lamps });
  }

  end(where) {
    return this.say("POST", "/api/v1/setup/tests/end", where);
  }

  async say(method, path, body) {
    const { status, data } = await ask(method, path, body);
    tell("trouble", status === 200 ? "" : (data?.detail ?? this.texts.no_answer));
    this.look();
  }
}
