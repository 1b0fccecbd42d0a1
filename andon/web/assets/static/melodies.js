// The tunes of the floor, as notes: nothing is downloaded. `play` works on a live context and on one that only renders.
// A note is [MIDI number, begin, length], both in beats.

export const MELODIES = {
  chime: { beat_s: 0.3, wave: "sine", notes: [[76, 0, 1.5], [72, 1, 3]] },
  bell: { beat_s: 0.25, wave: "triangle", notes: [[88, 0, 2], [88, 1, 2], [88, 2, 4]] },
  rise: { beat_s: 0.18, wave: "triangle", notes: [[60, 0, 1], [64, 1, 1], [67, 2, 1], [72, 3, 3]] },
  fall: { beat_s: 0.22, wave: "triangle", notes: [[79, 0, 1], [74, 1, 1], [70, 2, 1], [67, 3, 3]] },
  waltz: { beat_s: 0.24, wave: "sine", notes: [[64, 0, 1], [71, 1, 1], [71, 2, 1], [65, 3, 1], [71, 4, 1], [71, 5, 2]] },
  alarm: { beat_s: 0.2, wave: "square", notes: [[69, 0, 1], [63, 1, 1], [69, 2, 1], [63, 3, 1], [69, 4, 1], [63, 5, 1.5]] },
  restart: { beat_s: 0.14, wave: "sine", notes: [[72, 0, 1], [79, 1, 1], [84, 2, 1], [79, 3, 1], [84, 4, 4]] },
  none: { beat_s: 0, wave: "sine", notes: [] },
};
const PEAK = { sine: 0.8, triangle: 0.7, square: 0.25 }; // what sounds about as loud to an ear
const ATTACK_S = 0.01;
const NEARLY_NOTHING = 0.0001; // an exponential never reaches 0

export function length_s(name) {
  const { beat_s, notes } = MELODIES[name];
  return Math.max(0, ...notes.map(([, begin, length]) => (begin + length) * beat_s));
}

// Has it played into `out` from `at_s` of the context's clock on.
export function play(context, out, name, at_s) {
  const { beat_s, wave, notes } = MELODIES[name];
  for (const [number, begin, length] of notes) {
    const [from, to] = [at_s + begin * beat_s, at_s + (begin + length) * beat_s];
    const gain = new GainNode(context, { gain: 0 });
    gain.gain.setValueAtTime(NEARLY_NOTHING, from);
    gain.gain.exponentialRampToValueAtTime(PEAK[wave], from + ATTACK_S);
    gain.gain.exponentialRampToValueAtTime(NEARLY_NOTHING, to);
    const tone = new OscillatorNode(context, { type: wave, frequency: 440 * 2 ** ((number - 69) / 12) });
    tone.connect(gain).connect(out);
    tone.start(from);
    tone.stop(to);
  }
}
