// The cord: a pull is kept first, then sent with its age and one key, again and again until somebody has heard it. One
// that has become old is sent only when somebody says that help is still needed.
import { heard, press, tell, unanswered } from "./press.js";
import { say } from "./words.js";

const AGAIN_MS = 1000;

export class Pulls {
  constructor({ line, station, late_after_s, still_needed_after_s }, kept, link, changed) {
    Object.assign(this, { line, station, late_after_s, still_needed_after_s, kept, link, changed });
    this.sending = new Set();
    setInterval(() => this.again(), AGAIN_MS);
  }

  pull(type, button) {
    const waiting = this.kept.of(type);
    if (waiting) tell("failed", say("kept"));
    else this.send(this.kept.add(type), { button });
  }

  // Those that somebody must be asked about.
  old() {
    return this.kept.pulls.filter((pull) => !this.sending.has(pull.key) && this.kept.age_s(pull) > this.still_needed_after_s);
  }

  // Still needed. What is too old to raise a call is told for history, and the hand that says "yes" pulls anew.
  async needed(pull) {
    const missed = this.kept.age_s(pull) > this.late_after_s;
    if (await this.send(pull) && missed) await this.send(this.kept.add(pull.type));
  }

  drop(pull) {
    this.kept.drop(pull);
    tell("failed", say("dropped"));
    this.changed();
  }

  again() {
    const young = this.kept.pulls.filter((pull) => this.kept.age_s(pull) <= this.still_needed_after_s);
    for (const pull of young) if (!this.sending.has(pull.key)) this.send(pull, { quiet: true });
    if (this.kept.pulls.length) this.changed();
  }

  // -> whether it was heard.
  async send(pull, how = {}) {
    this.sending.add(pull.key);
    const body = { line: this.line, station: this.station, type: pull.type, age_s: this.kept.age_s(pull) };
    const answer = await press("/api/v1/calls", body, { ...how, key: pull.key, fails: "kept" });
    this.sending.delete(pull.key);
    if (answer.status === 0) this.link.failed();
    if (!unanswered(answer)) this.kept.drop(pull);
    this.changed();
    return heard(answer);
  }
}
