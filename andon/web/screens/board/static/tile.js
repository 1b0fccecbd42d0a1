// One tile: the only place that touches its elements. Texts from devices and people go in as text, never as markup.

export class Tile {
  constructor(place, texts) {
    this.place = place;
    this.texts = texts;
    this.seq = 0;
    this.since = null;
    this.find = (name) => place.querySelector(`.tile-${name}`);
  }

  get state() { return this.place.dataset.state; }

  // A board that was read may be older than a change that came while it was on its way.
  all(station, read) {
    if (!read || station.seq >= this.seq) this.show(station);
    this.count(station);
  }

  show({ seq, state, since, signal, calls, stop, triggers }) {
    this.seq = seq;
    this.since = since;
    Object.assign(this.place.dataset, { state, signal });
    this.find("state").querySelector("use").setAttribute("href", `#shape-${state}`);
    this.find("word").firstElementChild.textContent = this.texts.states[state];
    this.find("why").textContent = this.why(calls, stop).join(" · ");
    this.find("lost").hidden = signal !== "lost" || (!stop && !calls.length);
    this.number("triggers", triggers);
  }

  why(calls, stop) {
    const { reasons, unclassified, arrived } = this.texts;
    const asked = calls.map((call) => {
      const type = this.texts.calls[call.type] ?? call.type;
      return call.state === "arrived" ? `${type} (${arrived})` : type;
    });
    return stop ? [reasons[stop.reason] ?? stop.reason ?? unclassified, ...asked] : asked;
  }

  count({ good, reject, target }) {
    const made = good === null ? "" : String(good);
    this.find("counts").textContent = target === null ? made : `${made} / ${target}`;
    this.number("reject", reject ?? 0);
  }

  number(name, value) {
    this.find(name).hidden = !value;
    this.find(name).lastElementChild.textContent = value;
  }

  tick(lasted) {
    const text = this.since ? lasted(this.since) : "";
    if (this.find("since").textContent !== text) this.find("since").textContent = text;
  }
}
