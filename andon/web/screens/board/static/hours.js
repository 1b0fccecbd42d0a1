// The past of a line, fetched an hour at a time and kept: what stood at a moment, and what moved since.

const HOUR_MS = 3600e3;

export class Hours {
  constructor(line, begin_ms) {
    Object.assign(this, { line, begin_ms, kept: [] });
  }

  // The piece of the past that holds a moment; `null` where nothing was recorded. Throws where nobody answers.
  async at(ms) {
    const found = this.kept.find((piece) => piece.from_ms <= ms && ms < piece.to_ms);
    return found ?? this.ask(this.start(ms), this.hourEnd(ms), ms);
  }

  hourEnd(ms) { return this.begin_ms + (Math.floor((ms - this.begin_ms) / HOUR_MS) + 1) * HOUR_MS; }

  // An hour that was answered in part is asked on from where the answer ended.
  start(ms) {
    const hour = this.hourEnd(ms) - HOUR_MS;
    const ends = this.kept.map((piece) => piece.to_ms).filter((end) => end > hour && end <= ms);
    return Math.max(hour, ...ends);
  }

  async ask(from_ms, to_ms, ms) {
    const asked = new URLSearchParams({ line: this.line, from: new Date(from_ms).toISOString(), to: new Date(to_ms).toISOString() });
    const answer = await fetch(`/api/v1/past?${asked}`);
    if (answer.status === 404) return from_ms < ms ? this.ask(ms, to_ms, ms) : null; // the book may begin within the hour
    if (!answer.ok) throw new Error(String(answer.status));
    const piece = read(await answer.json());
    this.kept.push(piece);
    return piece.from_ms <= ms && ms < piece.to_ms ? piece : piece.to_ms > from_ms && piece.to_ms <= ms ? this.at(ms) : null;
  }
}

function read(said) {
  const dated = (each) => ({ ...each, at_ms: Date.parse(each.at) });
  return { plan: said.plan, from_ms: Date.parse(said.from), to_ms: Date.parse(said.to), opening: said.opening, down: said.down.map((each) => [Date.parse(each.from), Date.parse(each.to)]), changes: said.changes.map(dated), counts: said.counts.map(dated) };
}

export const isDown = (piece, ms) => piece.down.some(([since, until]) => since <= ms && ms < until);

// The last word on each station by a moment: (tiles, counters) in one pass over what moved.
export function standing(piece, ms) {
  const tiles = new Map(piece.opening.map((tile) => [tile.station, tile]));
  for (const change of piece.changes) if (change.at_ms <= ms) tiles.set(change.station, change);
  const counts = new Map();
  for (const count of piece.counts) if (count.at_ms <= ms) counts.set(count.station, count);
  return { tiles, counts };
}
