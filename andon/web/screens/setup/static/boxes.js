// The list of boxes: who spoke last stands first. A row that somebody works in stays as it is.
import { ask } from "/assets/static/ask.js";
import { element, put, tell } from "./parts.js";

export class Boxes {
  constructor(place, empty, lines, texts, look) {
    Object.assign(this, { place, empty, lines, texts, look, rows: new Map(), version: 0 });
  }

  show({ at, version, boxes }) {
    this.version = version;
    this.empty.hidden = boxes.length > 0;
    for (const [uid, row] of this.rows) if (!boxes.some((box) => box.uid === uid)) this.forget(uid, row);
    boxes.forEach((box, n) => {
      const row = this.rows.get(box.uid) ?? this.row(box.uid);
      row.said.textContent = this.word(box, at);
      row.place.classList.toggle("is-lit", box.is_lit);
      row.lit.hidden = !box.is_lit;
      if (this.place.children[n] !== row.place) this.place.insertBefore(row.place, this.place.children[n] ?? null);
    });
  }

  word({ point, value, at }, now) {
    const what = this.texts.points[point] ?? point;
    const moved = value ? this.texts.pulled : this.texts.let_go;
    const seconds = Math.max(0, Math.round((Date.parse(now) - Date.parse(at)) / 1000));
    const time = seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
    return `${what}: ${moved}, ${put(this.texts.ago, { time })}`;
  }

  row(uid) {
    const said = element("span", { class: "box-said" });
    const lit = element("span", { class: "box-lit", hidden: true }, element("span", { class: "blinker" }), this.texts.is_lit);
    const light = element("button", { class: "button plain", type: "button", onclick: () => this.light(uid) }, this.texts.light);
    const form = this.assignment(uid);
    const place = element("li", { class: "box", "data-uid": uid },
      element("div", { class: "box-head" }, element("strong", { class: "box-uid" }, uid), said, lit, light), form);
    const row = { place, said, lit };
    this.rows.set(uid, row);
    return row;
  }

  forget(uid, row) {
    row.place.remove();
    this.rows.delete(uid);
  }

  assignment(uid) {
    const name = element("input", { name: "name", maxlength: 80, "aria-label": this.texts.new_name, placeholder: this.texts.new_name, hidden: true });
    const where = element("select", { name: "where" }, ...this.lines.map((line) => this.group(line)));
    const isNew = () => where.value.endsWith("/");
    const follow = () => { name.hidden = !isNew(); };
    where.addEventListener("change", follow);
    const answer = element("div", { class: "answer" });
    const form = element("form", { class: "fields" }, element("label", { class: "field" }, this.texts.to, where), name,
      element("button", { class: "button" }, this.texts.assign), answer);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (isNew() && !name.value.trim()) return name.focus();
      this.preview(uid, where, name.value.trim(), answer);
    });
    follow();
    return form;
  }

  group(line) {
    const free = (station) => (station.box ? `${station.name} (${put(this.texts.has_box, { uid: station.box })})` : station.name);
    const sorted = [...line.stations].sort((a, b) => Boolean(a.box) - Boolean(b.box));
    return element("optgroup", { label: line.name },
      ...sorted.map((station) => element("option", { value: `${line.id}/${station.id}` }, free(station))),
      element("option", { value: `${line.id}/` }, put(this.texts.new_station, { line: line.name })));
  }

  edits(uid, where, name) {
    const [line, station] = where.split("/");
    const stations = ["lines", line, "stations"];
    if (station) {
      const [box, watched] = [[...stations, station, "box"], [...stations, station, "watched"]];
      return [{ at: box, set: uid }, { at: watched, set: null }];
    }
    const id = slug(name, this.lines.find((each) => each.id === line).stations.map((each) => each.id));
    return [{ at: stations, add: { id, name: { [document.documentElement.lang]: name }, box: uid } }];
  }

  // What it changes is shown before anything holds.
  async preview(uid, where, name, answer) {
    const edits = this.edits(uid, where.value, name);
    const version = this.version;
    const { status, data } = await ask("POST", "/api/v1/plan/preview", { edits });
    if (status !== 200) return tell("trouble", data?.detail ?? this.texts.no_answer);
    if (data.problems.length) return tell("trouble", data.problems.map((one) => `${one.section} ${one.key}: ${one.wrong}; ${one.remedy}`).join(" "));
    const station = name || where.selectedOptions[0].textContent;
    const why = put(this.texts.assigned, { uid, station });
    const close = () => answer.replaceChildren();
    answer.replaceChildren(
      element("p", {}, element("strong", {}, this.texts.will_change)),
      element("ul", {}, ...data.changes.map((sentence) => element("li", {}, sentence))),
      element("button", { class: "button hold", type: "button", onclick: () => this.adopt(edits, version, why, close) }, this.texts.hold),
      element("button", { class: "button plain", type: "button", onclick: close }, this.texts.back));
  }

  async adopt(edits, version, why, close) {
    const { status, data } = await ask("POST", "/api/v1/plan", { edits, version, why });
    if (status !== 200) return tell("trouble", data?.detail ?? this.texts.no_answer);
    close();
    sessionStorage.setItem("setup-done", why);
    location.reload(); // the lists of stations are those of the plan that holds now
  }

  async light(uid) {
    const { status, data } = await ask("POST", `/api/v1/setup/boxes/${encodeURIComponent(uid)}/identify`);
    if (status !== 200) tell("trouble", data?.detail ?? this.texts.no_answer);
    this.look();
  }
}

const done = sessionStorage.getItem("setup-done");
if (done) {
  sessionStorage.removeItem("setup-done");
  tell("done", done);
}

// An id that resembles the name and is not taken; a name without a letter of a-z is a number.
function slug(name, taken) {
  const plain = name.toLowerCase().replace(/đ/g, "d").normalize("NFKD").replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 28);
  const wanted = plain || `station-${taken.length + 1}`;
  for (let n = 2, id = wanted; ; n += 1) {
    if (!taken.includes(id)) return id;
    id = `${wanted}-${n}`;
  }
}
