// What a page lets hear, for the board and the station page alike:
//
//   import { Sound } from "/assets/static/sound.js";
//   const sound = new Sound(given("sound"));      // `sound_json(plan, line)` of andon/web/sounding.py
//   sound.see(id, { state, calls, stop });        // each time a station is told, the first time too
//
// The page shows `sound_note()` and `volume()` of assets/templates/sound.html. A call plays its type's melody when it
// is raised, and again, softly, until somebody has heard it; a stop of its own plays the alarm once, its end the
// restart. Nothing is played in quiet hours, by the server's clock, nor by a page that hears nothing itself.
import { length_s, play } from "./melodies.js";
import { now } from "./servertime.js";

const LOOK_MS = 500;
const BACKLOG_S = 6; // what would be heard later than this is no news any more
const SOFTLY = 0.5;
const KEY = "volume";
const GESTURES = ["pointerup", "keydown"];

export class Sound {
  constructor(agreed) {
    this.agreed = agreed;
    this.stations = new Map();
    this.free_s = 0; // of the context's clock
    this.againAt = performance.now() + agreed.repeat_s * 1000;
    this.digits = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: agreed.zone });
    this.note = document.querySelector("[data-sound-note]");
    this.slider = document.querySelector("[data-volume]");
    this.volume = kept() ?? agreed.volume;
    this.open();
    this.offer();
    setInterval(() => this.look(), LOOK_MS);
  }

  see(id, { state, calls, stop }) {
    const was = this.stations.get(id);
    const is = { state, calls: new Map(calls.map((call) => [`${call.id} ${call.type}`, call])), stop: stop?.induced ? null : stop };
    this.stations.set(id, is);
    if (!was) return; // how it stood when the page was opened is no news
    for (const [key, call] of is.calls) if (!was.calls.has(key)) this.call(call);
    if (is.stop && is.stop.id !== was.stop?.id) this.play("alarm");
    if (was.stop && !is.stop && state !== "planned") this.play("restart");
  }

  // A browser that was not touched yet keeps a context suspended.
  open() {
    if (typeof AudioContext !== "function") return;
    this.context = new AudioContext();
    this.out = new GainNode(this.context, { gain: 1 });
    this.out.connect(this.context.destination);
    this.context.onstatechange = () => this.look();
    for (const gesture of GESTURES) addEventListener(gesture, () => this.context.resume());
  }

  offer() {
    this.note?.addEventListener("click", () => this.context.resume().then(() => this.play("chime", SOFTLY)));
    if (!this.slider) return;
    this.slider.value = this.volume;
    this.slider.addEventListener("change", () => {
      this.volume = Number(this.slider.value);
      try { localStorage.setItem(KEY, this.volume); } catch { /* kept for this page only */ }
      this.play("chime");
      this.look();
    });
  }

  look() {
    if (this.note) this.note.hidden = !this.context || this.context.state === "running" || this.isSilent();
    if (performance.now() < this.againAt) return;
    const [unheard] = this.unheard();
    if (unheard) this.call(unheard, SOFTLY);
  }

  // Those that have waited longest for their melody first.
  unheard() {
    const calls = [...this.stations.values()].flatMap((station) => [...station.calls.values()]);
    const waiting = calls.filter((call) => !call.acknowledged && !call.arrived && this.melody(call) !== "none");
    return waiting.sort((a, b) => (this.played?.get(a.id) ?? 0) - (this.played?.get(b.id) ?? 0));
  }

  melody(call) { return this.agreed.melodies[call.type] ?? "chime"; }

  call(call, loudness = 1) {
    this.againAt = performance.now() + this.agreed.repeat_s * 1000;
    this.played = (this.played ?? new Map()).set(call.id, performance.now());
    this.play(this.melody(call), loudness);
  }

  play(name, loudness = 1) {
    if (this.context?.state !== "running" || this.isSilent() || isStale()) return;
    const from = Math.max(this.context.currentTime, this.free_s);
    if (from - this.context.currentTime > BACKLOG_S) return;
    const level = new GainNode(this.context, { gain: (this.volume / 100) ** 2 * loudness }); // an ear hears in squares
    level.connect(this.out);
    play(this.context, level, name, from);
    this.free_s = from + length_s(name);
  }

  isSilent() { return this.volume === 0 || this.isQuiet(); }

  isQuiet() {
    const time = this.digits.format(now());
    return this.agreed.quiet.some(([start, end]) => (start < end ? start <= time && time < end : time >= start || time < end));
  }
}

const isStale = () => document.documentElement.classList.contains("is-stale");

function kept() {
  try {
    const said = localStorage.getItem(KEY);
    return said === null ? null : Number(said);
  } catch { return null; }
}
