// One tile: the only place that touches its elements. Texts from devices and people go in as text, never as markup.
import { lasted, now, span } from "/assets/static/servertime.js";
import { countdown } from "./countdown.js";
import { label, why, word } from "./words.js";

export class Tile {
  // `texts` and `names` are of one language or two, in the same order.
  constructor(place, texts, names) {
    Object.assign(this, { place, texts, names });
    this.told = { seq: 0, state: place.dataset.state, since: null, signal: "", calls: [], stop: null };
    this.find = (name) => place.querySelector(`.tile-${name}`);
    this.words = place.querySelectorAll(".tile-word");
    this.bar = this.find("bar");
    [this.small, this.time] = this.find("time").children;
  }

  get state() { return this.told.state; }
  get stop() { return this.told.stop; }

  // A board that was read may be older than a change that came while it was on its way.
  all(station, read) {
    if (!read || station.seq >= this.told.seq) this.show(station);
    this.count(station);
  }

  show(told) {
    const { state, signal, calls, stop, triggers } = this.told = told;
    const isAsked = state === "stopped" && stop?.evidence === "asked";
    Object.assign(this.place.dataset, { state, signal, evidence: stop?.evidence ?? "", safety: Boolean(told.safety) });
    this.find("state").querySelector("use").setAttribute("href", `#shape-${told.safety ? "safety" : isAsked ? "asked" : state}`);
    this.words.forEach((place, n) => { place.firstElementChild.textContent = word(this.texts[n], told); });
    this.find("lost").hidden = signal !== "lost" || (!stop && !calls.length);
    this.find("lamp").hidden = !told.lamp_fault;
    this.number("triggers", triggers);
    this.tick();
  }

  // `cause` is the tile whose stop starves or blocks this one.
  explain(cause) {
    const said = this.texts.map((texts, n) => [texts, why(texts, this.told, cause?.names[n])]);
    this.find("why").replaceChildren(...said.filter(([, parts]) => parts.length).map(([texts, parts]) => reasons(texts, parts)));
  }

  count({ good, reject, target }) {
    const place = this.find("counts");
    const [small, figure] = place.children;
    place.hidden = good === null;
    small.textContent = target === null ? small.dataset.alone : small.dataset.withTarget;
    figure.textContent = target === null ? String(good) : `${good} / ${target}`;
    this.number("reject", reject ?? 0);
  }

  number(name, value) {
    this.find(name).hidden = !value;
    this.find(name).lastElementChild.textContent = value;
  }

  tick() {
    const window = countdown(this.told, now());
    const since = this.told.since ? lasted(this.told.since) : "";
    put(this.time, window ? span(Math.ceil(window.left_s)) : since);
    put(this.small, label(this.texts[0], this.told, window));
    this.small.hidden = !this.small.textContent;
    this.bar.hidden = window === null || window.share === null;
    if (!this.bar.hidden) this.bar.firstElementChild.style.transform = `scaleX(${window.share})`;
    this.place.classList.toggle("is-frozen", Boolean(window?.isFrozen));
  }
}

function put(place, text) {
  if (place.textContent !== text) place.textContent = text;
}

function reasons(texts, parts) {
  const place = document.createElement("span");
  place.lang = texts.lang;
  place.append(...parts.map(({ text, colour }) => {
    const part = document.createElement("span");
    part.textContent = text;
    if (colour) part.dataset.colour = colour;
    return part;
  }));
  return place;
}
