// All lines at a glance: takes what the stream says and shows the worst station of each line.
import { loadWhenThere } from "/assets/static/again.js";
import { beat, watchFreshness } from "/assets/static/freshness.js";
import { live } from "/assets/static/live.js";
import { given } from "/assets/static/page.js";
import { lasted } from "/assets/static/servertime.js";

const texts = given("texts");
const shown = given("shown");
const places = new Map([...document.querySelectorAll(".line")].map((place) => [place.dataset.line, place]));
const since = new Map(); // line/station -> since when

const hear = {
  board(data) {
    if (data.plan !== shown.plan) return loadWhenThere();
    for (const line of data.lines) for (const station of line.stations) dot(line.id, station.id, station);
    for (const place of places.values()) worst(place);
  },
  change(data) {
    dot(data.line, data.station, data);
    if (places.has(data.line)) worst(places.get(data.line));
  },
  counts() {},
  beat: (data) => beat(data.at),
};

function dot(line, id, { state, safety, since: iso }) {
  const place = places.get(line)?.querySelector(`[data-station="${CSS.escape(id)}"]`);
  if (!place) return;
  since.set(place, iso);
  put(place, state, ".dot-word");
  place.dataset.safety = safety;
  place.title = `${place.dataset.name}: ${safety ? `${texts.safety}: ` : ""}${texts.states[state]}`;
}

// What is about safety first, then worst first by the floor's own order; of equals the first in the flow.
function worst(line) {
  const rank = (place) => texts.order.indexOf(place.dataset.state) - (place.dataset.safety === "true" ? texts.order.length : 0);
  const found = [...line.querySelectorAll(".dot")].reduce((a, b) => (rank(b) < rank(a) ? b : a));
  put(line, found.dataset.state, ".line-word");
  line.dataset.safety = found.dataset.safety;
  line.querySelector(".line-station").textContent = found.dataset.name;
  line.worst = found;
}

function put(place, state, word) {
  place.dataset.state = state;
  place.querySelector("use").setAttribute("href", `#shape-${state}`);
  place.querySelector(word).textContent = texts.states[state];
}

function tick() {
  for (const line of places.values()) {
    const iso = since.get(line.worst);
    line.querySelector(".line-since").textContent = iso ? lasted(iso) : "";
  }
}

if (places.size) hear.board(shown);
watchFreshness();
tick();
setInterval(tick, 250);
live(null, ({ kind, data }) => { hear[kind](data); tick(); });
