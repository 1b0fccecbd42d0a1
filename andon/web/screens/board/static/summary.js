// How many stations are in each state that wants somebody: "2 Stopped · 1 Call". Quiet when all is well.

const WANTS = ["stopped", "call", "no-signal"];

export function summary(states, texts) {
  return WANTS.map((state) => [states.filter((each) => each === state).length, texts.states[state]])
    .filter(([count]) => count)
    .map(([count, word]) => `${count} ${word}`)
    .join(" · ");
}
