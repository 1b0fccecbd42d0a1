// One connection to the stream, kept for ever. A browser waits longer and longer before it connects again, and gives up
// at an answer of 503; so we connect by hand, each time after a second or two, and say the last id in the address.

const KINDS = ["board", "change", "counts", "beat"];
const SILENT_MS = 8000; // the server speaks each second; this long without a word is a dead wire
const AGAIN_MS = 1000;

export class Source {
  constructor(hear) {
    this.hear = hear;
    this.line = undefined; // not open yet
    this.lastId = "";
    this.spokenAt = 0;
    setInterval(() => this.watch(), 1000);
  }

  // `line` null is every line.
  open(line) {
    if (line !== this.line) this.lastId = "";
    this.line = line;
    this.connect();
  }

  connect() {
    clearTimeout(this.again);
    this.stream?.close();
    const asked = new URLSearchParams();
    if (this.line) asked.set("line", this.line);
    if (this.lastId) asked.set("last_event_id", this.lastId);
    this.stream = new EventSource(`/api/v1/stream?${asked}`);
    this.spokenAt = performance.now();
    for (const kind of KINDS) this.stream.addEventListener(kind, (event) => this.said(kind, event));
    this.stream.onerror = () => this.failed();
  }

  said(kind, event) {
    this.spokenAt = performance.now();
    if (event.lastEventId) this.lastId = event.lastEventId;
    this.hear({ kind, data: JSON.parse(event.data) });
  }

  // Not all at once: five hundred screens lose the same server in the same moment.
  failed() {
    this.stream.close();
    clearTimeout(this.again);
    this.again = setTimeout(() => this.connect(), AGAIN_MS + Math.random() * AGAIN_MS);
  }

  watch() {
    if (this.line !== undefined && performance.now() - this.spokenAt > SILENT_MS) this.connect();
  }
}
