// Is anybody there? The recorder's pulse says so; a request that nobody answered says at once that not.

const DEAF_MS = 3000; // three missed beats

export class Link {
  constructor(changed, silent) {
    this.changed = changed;
    this.beatAt = silent ? -DEAF_MS : performance.now();
    this.good = !silent;
    this.since = null; // the last beat, by the server's clock
    addEventListener("offline", () => this.failed());
    setInterval(() => this.look(), 250);
  }

  beat(iso) {
    this.beatAt = performance.now();
    this.since = iso;
    this.look();
  }

  // Nobody answered a request: until the next beat nobody is there.
  failed() {
    this.beatAt = -DEAF_MS;
    this.look();
  }

  look() {
    const good = performance.now() - this.beatAt < DEAF_MS;
    if (good === this.good) return;
    this.good = good;
    this.changed(good);
  }
}
