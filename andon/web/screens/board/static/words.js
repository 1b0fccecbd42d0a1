// What a tile says, in one language. Pure: the words of that language and a station as the stream tells it in, texts out.

export function word(texts, { state, stop, safety }) {
  const asked = state === "stopped" && stop?.evidence === "asked";
  if (safety) return asked ? texts.safety_held : `${texts.safety}: ${texts.states[state]}`;
  return asked ? texts.asked : texts.states[state];
}

// Why it is so: [{ text, colour }], the stop first. `cause` is the name of the station that starves or blocks this one.
export function why(texts, { calls, stop }, cause) {
  const said = calls.map((call) => ({
    text: withAnswer(texts, texts.calls[call.type] ?? call.type, call),
    colour: texts.colours[call.type] ?? "yellow",
  }));
  return stop ? [{ text: ofStop(texts, stop, cause) }, ...said] : said;
}

function ofStop(texts, stop, cause) {
  if (stop.induced) return cause ? texts.because_of.replace("{station}", cause) : texts.reasons[stop.reason] ?? stop.reason;
  return withAnswer(texts, texts.reasons[stop.reason] ?? (stop.reason || texts.unclassified), stop);
}

function withAnswer(texts, what, told) {
  const answered = answer(texts, told);
  return answered ? `${what} (${answered})` : what;
}

function answer(texts, { acknowledged, acknowledged_by, arrived, arrived_by, at_station }) {
  if (arrived) return by(texts, at_station ? "arrived" : "coming", arrived_by);
  return acknowledged ? by(texts, "heard", acknowledged_by) : "";
}

// Ids of people and devices are no names; those of people are told apart, to who asks for them.
function by(texts, what, who) {
  const name = texts.people[who] ?? (who?.includes(":") ? "" : who);
  return name ? texts[`${what}_by`].replace("{who}", name) : texts[what];
}

export const nameless = (texts, { calls, stop }) =>
  [...calls, ...(stop ? [stop] : [])]
    .flatMap((told) => [told.acknowledged_by, told.arrived_by])
    .some((who) => who?.startsWith("person:") && !(who in texts.people));

// What stands small above the time.
export function label(texts, { state, stop }, window) {
  if (window) return window.isFrozen ? texts.frozen : texts.stops_in;
  if (state !== "stopped") return "";
  return { asked: texts.still_running, assumed: texts.assumed }[stop?.evidence] ?? "";
}
