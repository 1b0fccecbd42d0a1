// Where a timeline has its marks, and what stands at them: round times of the plant's clock.
const zone = document.documentElement.dataset.zone;
const lang = document.documentElement.lang;
const [S, M, H, D] = [1e3, 6e4, 36e5, 864e5];
const STEPS = [S / 10, S / 2, S, 2 * S, 5 * S, 10 * S, 30 * S, M, 2 * M, 5 * M, 10 * M, 30 * M, H, 2 * H, 6 * H, 12 * H, D, 2 * D, 7 * D, 14 * D, 28 * D, 56 * D];
const PX_LEAST = 90; // between two marks: room for the longest label

const parts = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" });
const format = (options) => new Intl.DateTimeFormat(lang, { timeZone: zone, hourCycle: "h23", ...options });
const ofDay = format({ day: "numeric", month: "short" });
const ofMinute = format({ hour: "2-digit", minute: "2-digit" });
const ofSecond = format({ hour: "2-digit", minute: "2-digit", second: "2-digit" });
const whole = format({ year: "numeric", month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit" });

// How far the plant's clock is ahead of UTC at an instant, in milliseconds.
function ahead(at) {
  const said = Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(said.year, said.month - 1, said.day, said.hour, said.minute, said.second) - Math.floor(at / S) * S;
}

export function marks(from, to, width) {
  const step = STEPS.find((each) => (each / (to - from)) * width >= PX_LEAST) ?? (to - from) / 4;
  const found = [];
  for (let local = Math.ceil((from + ahead(from)) / step) * step; found.length < 60; local += step) {
    const at = local - ahead(local - ahead(local)); // twice: a clock change may lie between
    if (at > to) break;
    if (at >= from) found.push({ at, text: label(at, local, step) });
  }
  return found;
}

function label(at, local, step) {
  if (step >= D || local % D === 0) return ofDay.format(at);
  if (step < S) return `${ofSecond.format(at)}.${Math.round((local % S) / 100)}`;
  return (step < M ? ofSecond : ofMinute).format(at);
}

export const exactly = (at) => whole.format(at);
