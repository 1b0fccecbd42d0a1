// What is asked afterwards, one thing at a time: is an old pull still needed, is it fixed, why did it stop.
import { clockTime, now } from "/assets/static/servertime.js";
import { say } from "./words.js";

const RECENT_MS = 30 * 60 * 1000; // what is older is somebody else's to explain
const SOLVED = ["resolved", "restarted", "cleared", "expired"]; // ends of a call after which something was done
const place = document.querySelector(".questions");

export class Questions {
  constructor(names, act) {
    this.names = names; // type of call -> its name
    this.act = act; // act(what, pull | call | stop, button, reason)
    this.put_off = new Set(); // stops that nobody wants to explain now
    place.addEventListener("click", ({ target }) => this.clicked(target.closest("button")));
  }

  // `recent` are the station's newest calls and stops, `tile` what is open now, `old` pulls that nobody heard.
  show(old, recent, tile, age_s) {
    const [kind, what] = this.next(old, recent, tile) ?? [];
    const key = kind ? `${kind}-${what.key ?? what.id}` : "";
    if (place.dataset.key !== key) {
      Object.assign(place.dataset, { key, kind: kind ?? "" });
      const made = kind ? document.querySelector(`#${kind}-question`).content.cloneNode(true) : "";
      place.replaceChildren(made);
    }
    this.what = what;
    if (kind) place.querySelector("h2").textContent = this.words(kind, what, age_s);
  }

  next(old, { calls, stops }, tile) {
    if (old.length) return ["needed", old[0]];
    const call = calls.find((each) => this.asks_fixed(each, tile));
    if (call) return ["fixed", call];
    const stop = stops.find((each) => each.ended && each.class === "unknown" && is_recent(each.ended) && !this.put_off.has(each.id));
    return stop && ["why", stop];
  }

  asks_fixed(call, tile) {
    const was_solved = SOLVED.includes(call.outcome) || (call.outcome === "cancelled" && call.arrived);
    const open = tile.state === "stopped" || tile.calls.some((each) => each.type === call.type);
    return call.ended && call.fixed === null && was_solved && !open && is_recent(call.ended);
  }

  words(kind, what, age_s) {
    if (kind === "why") return say("why_of", { time: clockTime(what.began) });
    const type = this.names.get(what.type) ?? what.type;
    if (kind === "fixed") return say("fixed_of", { type });
    return say("pulled_before", { type, seconds: Math.round(age_s(what)) });
  }

  clicked(button) {
    if (!button) return;
    if (button.dataset.do === "later") this.put_off.add(this.what.id);
    this.act(button.dataset.reason ? "classify" : button.dataset.do, this.what, button, button.dataset.reason);
  }
}

const is_recent = (iso) => now() - Date.parse(iso) < RECENT_MS;
