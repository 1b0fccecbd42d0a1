// Time by the server's clock, whatever this screen's own says: `performance.now()` runs evenly and cannot be set.

const STEP_MS = 2000; // a difference beyond it means that the server's clock was set
const DRIFT_MS = 1; // let go per second, so that a fast local quartz does not carry us ahead
let offset = null;

// A message that came late makes the server look slow, never fast: the greatest difference is the truest.
export function heardAt(iso) {
  const candidate = Date.parse(iso) - performance.now();
  if (Number.isNaN(candidate)) return;
  if (offset === null || candidate > offset || offset - candidate > STEP_MS) offset = candidate;
  else offset -= DRIFT_MS;
}

let clock = () => offset + performance.now();

export const now = () => clock();

// A page that shows the past has a clock of its own, in milliseconds since 1970.
export function followClock(other) { clock = other; }

export const lasted = (sinceIso) => span((now() - Date.parse(sinceIso)) / 1000);

// mm:ss, or h:mm:ss from an hour on.
export function span(duration_s) {
  const seconds = Math.max(0, Math.floor(duration_s));
  const two = (n) => String(n).padStart(2, "0");
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h ? `${h}:${two(m)}:${two(s)}` : `${two(m)}:${two(s)}`;
}

export const clockTime = (iso) =>
  new Intl.DateTimeFormat("en-GB", { timeStyle: "medium", timeZone: document.documentElement.dataset.zone }).format(Date.parse(iso));
