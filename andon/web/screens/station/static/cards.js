// What is open at the station, as cards. A card is made once and then kept true: a finger may be on its way to a button.
import { clockTime, lasted, now } from "/assets/static/servertime.js";
import { say, texts, whose } from "./words.js";

const place = document.querySelector(".cards");
const FROM_A_MACHINE = ["fault", "run", "state", "induced"];

export class Cards {
  constructor(cords, act) {
    this.cords = cords; // type -> {name, picture, colour}
    this.act = act; // what a button does: act(what, {call | stop}, button, more)
    this.cards = new Map(); // key -> element
    this.names = false; // whether anybody can be named at this tablet
  }

  // `cause` is why the stop is, where that is known: one that a machine holds ends with the machine.
  show({ calls, stop, state }, cause) {
    const wanted = calls.map((call) => [`call-${call.id}`, call, () => this.callCard()]);
    if (stop && state === "stopped") wanted.unshift([`stop-${stop.id}`, { ...stop, cause }, () => this.stopCard()]);
    for (const [key, card] of this.cards) if (!wanted.some(([want]) => want === key)) { card.remove(); this.cards.delete(key); }
    for (const [key, what, make] of wanted) {
      const card = this.cards.get(key) ?? make();
      this.cards.set(key, card);
      card.what = what;
      if (what.type) this.fillCall(card, what); else this.fillStop(card, what);
      if (!card.isConnected) place.append(card);
    }
    place.toggleAttribute("data-many", wanted.length > 1);
    this.tick();
  }

  callCard() {
    const card = document.querySelector("#call-card").content.cloneNode(true).firstElementChild;
    const types = card.querySelector(".types");
    for (const [type, cord] of this.cords) types.append(choice(type, cord));
    card.addEventListener("click", ({ target }) => this.clicked(card, target.closest("button")));
    return card;
  }

  stopCard() {
    const card = document.querySelector("#stop-card").content.cloneNode(true).firstElementChild;
    card.addEventListener("click", ({ target }) => this.clicked(card, target.closest("button")));
    return card;
  }

  clicked(card, button) {
    if (!button) return;
    if (button.dataset.do === "types") return unfold(card, card.querySelector(".types").hidden);
    if (button.dataset.type) unfold(card, false);
    this.act(button.dataset.type ? "retype" : button.dataset.do, card.what, button, button.dataset.type);
  }

  fillCall(card, call) {
    const cord = this.cords.get(call.type) ?? { name: call.type, colour: "yellow" };
    const here = call.state === "arrived" && call.at_station;
    card.dataset.colour = cord.colour;
    card.dataset.call = call.id;
    card.dataset.answer = call.state;
    put(card, ".open-name", cord.name);
    if (cord.picture) card.querySelector(".open-picture").replaceChildren(cord.picture.cloneNode(true));
    show(card, ".open-again", call.returns ? texts.returned : "");
    put(card, ".open-status", status(call));
    show(card, ".open-safety", call.safety ? texts.not_released : "");
    const free = !call.safety; // what is about safety ends by a release alone
    only(card, { arrive: !here, name: !here && this.names, resolve: here && free, types: !here && free, cancel: free, wrong: free, release: call.safety });
    for (const each of card.querySelectorAll("[data-type]")) each.hidden = each.dataset.type === call.type;
  }

  fillStop(card, stop) {
    const held = FROM_A_MACHINE.includes(stop.cause) && stop.category !== "safety";
    Object.assign(card.dataset, { stop: stop.id, evidence: stop.evidence });
    put(card, ".open-name", texts.reasons[stop.reason] ?? stop.reason);
    show(card, ".open-again", texts[`evidence_${stop.evidence}`]);
    put(card, ".open-status", held ? `${status(stop)} · ${texts.machine_ends}` : status(stop));
    const here = Boolean(stop.arrived) && stop.at_station;
    const safety = stop.category === "safety";
    show(card, ".open-safety", safety ? texts.not_released : "");
    only(card, { arrive: !here, name: !here && this.names, restart: !held && !safety, release: safety });
  }

  tick() {
    for (const card of this.cards.values()) {
      const [time, meaning] = figure(card.what);
      put(card, ".open-time b", time);
      put(card, ".open-time span", meaning);
    }
  }
}

// The seconds that count: until it asks for a stop, held while the line stands, or since it began.
function figure({ type, until, left_s, since }) {
  if (!type) return [lasted(since), ""];
  const begun = Math.max(now(), Date.parse(since)); // our idea of the server's time may be a moment behind
  if (until) return [down((Date.parse(until) - begun) / 1000), texts.until_stop];
  if (left_s !== null && left_s !== undefined) return [down(left_s), texts.frozen];
  return [lasted(since), texts.since_pull];
}

function down(seconds) {
  const left = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
}

function status({ acknowledged, acknowledged_by, arrived, arrived_by, at_station }) {
  if (arrived && at_station) return texts.here;
  if (arrived) return say("coming", { who: whose(arrived_by) });
  if (acknowledged) return say("heard_by", { who: whose(acknowledged_by), time: clockTime(acknowledged) });
  return texts.nobody;
}

function choice(type, { name, picture, colour }) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button" });
  Object.assign(button.dataset, { type, colour });
  const words = document.createElement("span");
  words.textContent = name;
  button.append(...(picture ? [picture.cloneNode(true)] : []), words);
  return button;
}

function unfold(card, open) {
  card.querySelector(".types").hidden = !open;
  card.querySelector('[data-do="types"]').setAttribute("aria-expanded", String(open));
}

function put(card, where, words) {
  const found = card.querySelector(where);
  if (found.textContent !== words) found.textContent = words;
}

function show(card, where, words) {
  put(card, where, words);
  card.querySelector(where).hidden = !words;
}

function only(card, shown) {
  for (const [what, is] of Object.entries(shown)) card.querySelector(`[data-do="${what}"]`).hidden = !is;
}
