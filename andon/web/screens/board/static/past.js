// The board as it was, at any moment of a day, played at any speed. It uses the tiles of the live board and its own clock.
import { fit, keepFitting } from "/assets/static/fit.js";
import { given } from "/assets/static/page.js";
import { clockTime, followClock } from "/assets/static/servertime.js";
import { Hours, isDown, standing } from "./hours.js";
import { summary } from "./summary.js";
import { Tile } from "./tile.js";

const STEP_MS = 100;
const form = document.querySelector(".past");
const [slide, day, play, shownAt, trouble] = ["[type=range]", "[name=day]", ".past-play", ".past-at", ".past-trouble"].map((each) => form.querySelector(each));
const [begin, end] = [Date.parse(form.dataset.begin), Date.parse(form.dataset.end)];
const texts = given("texts").map((words) => ({ ...words, people: {} }));
const names = given("names");
const places = [...document.querySelectorAll(".tile")];
const tiles = new Map(places.map((place) => [place.dataset.station, new Tile(place, texts, names[place.dataset.station])]));
const hours = new Hours(document.querySelector(".board").dataset.line, begin);
const drawn = new Map(); // station -> what its tile shows
let at = Date.parse(form.dataset.at);
let playing = false;
let busy = false;
let last = performance.now();

followClock(() => at);

const speed = () => Number(form.elements.speed.value);
const address = (more) => `${form.dataset.address}?${new URLSearchParams({ lang: document.documentElement.lang, speed: speed(), ...more })}`;

async function draw() {
  if (busy) return;
  busy = true;
  form.setAttribute("aria-busy", "true");
  try {
    const piece = await hours.at(at);
    if (piece && piece.plan !== Number(form.dataset.plan)) return location.replace(address({ at: new Date(at).toISOString() }));
    if (piece) put(standing(piece, at));
    tell(!piece ? trouble.dataset.nothing : isDown(piece, at) ? trouble.dataset.down : "");
  } catch {
    tell(trouble.dataset.unheard);
    pause();
  } finally {
    busy = false;
    form.removeAttribute("aria-busy");
  }
}

// What nobody saw is grey, whatever stood there last.
function tell(words) {
  trouble.hidden = !words;
  trouble.textContent = words;
  document.documentElement.classList.toggle("is-stale", Boolean(words));
}

function put(stood) {
  let moved = false;
  for (const [station, tile] of stood.tiles) moved = show(station, tile, stood.counts.get(station)) || moved;
  for (const tile of tiles.values()) tile.tick();
  if (moved) settle();
}

function show(station, said, counts) {
  const tile = tiles.get(station);
  const was = drawn.get(station);
  if (!tile || (was?.said === said && was.counts === counts)) return false;
  drawn.set(station, { said, counts });
  tile.place.toggleAttribute("data-gone", Boolean(said.removed));
  if (!said.removed) tile.show(said);
  tile.count(counts ?? { good: null, reject: null, target: null });
  return true;
}

function settle() {
  const all = [...tiles.values()];
  for (const tile of all) tile.explain(all.find((other) => other.stop && other.stop.id === tile.stop?.caused_by));
  fit();
  document.querySelector(".summary").textContent = summary(all.map((tile) => tile.state), texts[0]);
}

function go(ms) {
  at = Math.min(Math.max(ms, begin), end - 1);
  slide.value = String(Math.floor((at - begin) / 1000));
  shownAt.textContent = clockTime(new Date(at).toISOString());
  slide.setAttribute("aria-valuetext", shownAt.textContent);
  draw();
}

function pause() {
  playing = false;
  play.textContent = play.dataset.play;
  history.replaceState(null, "", address({ at: new Date(at).toISOString() }));
}

function step() {
  const now = performance.now();
  const passed = now - last;
  last = now;
  if (!playing || busy) return; // who waits for an hour of the past does not run ahead of it
  if (at >= end - 1) return pause();
  go(at + passed * speed());
}

play.addEventListener("click", () => {
  if (playing) return pause();
  playing = true;
  play.textContent = play.dataset.pause;
});
slide.addEventListener("input", () => { pause(); go(begin + Number(slide.value) * 1000); });
day.addEventListener("change", () => { if (day.value) location.assign(address({ day: day.value })); });
form.addEventListener("submit", (event) => event.preventDefault());

keepFitting();
go(at);
setInterval(step, STEP_MS);
