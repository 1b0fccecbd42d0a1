// Pulls that nobody has heard yet. They are kept before they are sent, and survive this page where the browser keeps
// anything at all.
import { now } from "/assets/static/servertime.js";

const LIFE = [...crypto.getRandomValues(new Uint32Array(4))].join("-"); // of this page: its watch began with it

export class Kept {
  // `sure()` says whether the server's clock is known to this page.
  constructor(place, sure) {
    this.name = `pulls:${place}`;
    this.sure = sure;
    this.pulls = this.read();
  }

  add(type) {
    const pull = {
      type,
      key: [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(16)).join(""),
      life: LIFE,
      watch: performance.now(),
      wall: Date.now(),
      server: this.sure() ? now() : null,
    };
    this.pulls.push(pull);
    this.write();
    return pull;
  }

  of(type) { return this.pulls.find((pull) => pull.type === type); }

  drop(pull) {
    this.pulls = this.pulls.filter((each) => each.key !== pull.key);
    this.write();
  }

  // Seconds since the pull, the most that any clock says: this page's own watch stands still while a tablet sleeps and
  // begins anew with the page; the server's clock does not, and the tablet's may be set. Too old only means to be asked.
  age_s(pull) {
    const ages = [Date.now() - pull.wall];
    if (pull.life === LIFE) ages.push(performance.now() - pull.watch);
    if (pull.server !== null && this.sure()) ages.push(now() - pull.server);
    return Math.max(0, ...ages) / 1000;
  }

  read() {
    try { return JSON.parse(localStorage.getItem(this.name)) ?? []; } catch { return []; }
  }

  write() {
    try { localStorage.setItem(this.name, JSON.stringify(this.pulls)); } catch { /* kept by this page alone */ }
  }
}
