// The TV over a line: takes what the stream says, puts it on the tiles and lets it be heard.
import { loadWhenThere } from "/assets/static/again.js";
import { fit, keepFitting } from "/assets/static/fit.js";
import { beat, watchFreshness } from "/assets/static/freshness.js";
import { live } from "/assets/static/live.js";
import { given, sameAddress } from "/assets/static/page.js";
import { Sound } from "/assets/static/sound.js";
import { summary } from "./summary.js";
import { Tile } from "./tile.js";
import { nameless } from "./words.js";

const people = given("people");
const texts = given("texts").map((words) => ({ ...words, people }));
const names = given("names");
const shown = given("shown");
const sound = new Sound(given("sound"));
const line = document.querySelector(".board").dataset.line;
const places = [...document.querySelectorAll(".tile")].map((place) => [place.dataset.station, place]);
const tiles = new Map(places.map(([id, place]) => [id, new Tile(place, texts, names[id])]));

const hear = {
  board(data, read) {
    const ours = data.plan === shown.plan && data.lines.find((each) => each.id === line);
    if (!ours) return loadAgain();
    for (const station of ours.stations) {
      tiles.get(station.id)?.all(station, read);
      sound.see(station.id, station);
    }
    settle();
  },
  change(data) {
    if (data.line !== line) return;
    tiles.get(data.station)?.show(data);
    sound.see(data.station, data);
    settle();
  },
  counts(data) {
    for (const said of data.stations) if (said.line === line) tiles.get(said.station)?.count(said);
  },
  beat: (data) => beat(data.at),
};

const loadAgain = () => loadWhenThere(sameAddress({ second: texts[1]?.lang ?? "none" }));

function settle() {
  const all = [...tiles.values()];
  for (const tile of all) tile.explain(all.find((other) => other.stop && other.stop.id === tile.stop?.caused_by));
  fit();
  if (all.some((tile) => nameless(texts[0], tile.told))) askForNames();
  document.querySelector(".summary").textContent = summary(all.map((tile) => tile.state), texts[0]);
}

// Once for each change at most: who stays without a name has none that a wall may tell.
async function askForNames() {
  const answer = await fetch(`/board/${line}/people`).catch(() => null);
  if (!answer?.ok) return;
  const told = await answer.json();
  const news = Object.keys(told).filter((who) => people[who] !== told[who]);
  Object.assign(people, told);
  if (news.length) settle();
}

function tick() {
  for (const tile of tiles.values()) tile.tick();
}

hear.board(shown, false);
keepFitting();
watchFreshness();
setInterval(tick, 250);
live(line, ({ kind, data, read = false }) => hear[kind](data, read));
