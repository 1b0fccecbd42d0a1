// The window of a station that ends first: until its call asks for a stop, or what is left while the line stands.
// Times are by the server's clock.

export function countdown({ state, calls }, now_ms) {
  if (state !== "call") return null;
  const [first] = calls.map((call) => ofCall(call, now_ms)).filter(Boolean).sort((a, b) => a.left_s - b.left_s);
  return first ?? null;
}

function ofCall({ until, left_s = null, window_s }, now_ms) {
  const isFrozen = !until && left_s !== null;
  if (!until && !isFrozen) return null;
  const left = Math.max(0, isFrozen ? left_s : (Date.parse(until) - now_ms) / 1000);
  return { left_s: left, isFrozen, share: window_s ? Math.min(1, left / window_s) : null };
}
