// The TV over a line: takes what the stream says and puts it on the tiles.
import { loadWhenThere } from "/assets/static/again.js";
import { fit, keepFitting } from "/assets/static/fit.js";
import { beat, watchFreshness } from "/assets/static/freshness.js";
import { live } from "/assets/static/live.js";
import { given } from "/assets/static/page.js";
import { lasted } from "/assets/static/servertime.js";
import { summary } from "./summary.js";
import { Tile } from "./tile.js";

const texts = given("texts");
const shown = given("shown");
const line = document.querySelector(".board").dataset.line;
const tiles = new Map([...document.querySelectorAll(".tile")].map((place) => [place.dataset.station, new Tile(place, texts)]));

const hear = {
  board(data, read) {
    if (data.plan !== shown.plan) return loadWhenThere();
    const ours = data.lines.find((each) => each.id === line);
    if (!ours) return loadWhenThere();
    for (const station of ours.stations) tiles.get(station.id)?.all(station, read);
    settle();
  },
  change(data) {
    if (data.line !== line) return;
    tiles.get(data.station)?.show(data);
    settle();
  },
  counts(data) {
    for (const said of data.stations) if (said.line === line) tiles.get(said.station)?.count(said);
  },
  beat: (data) => beat(data.at),
};

function settle() {
  fit();
  document.querySelector(".summary").textContent = summary([...tiles.values()].map((tile) => tile.state), texts);
}

function tick() {
  for (const tile of tiles.values()) tile.tick(lasted);
}

hear.board(shown, false);
keepFitting();
watchFreshness();
tick();
setInterval(tick, 250);
live(line, ({ kind, data, read = false }) => { hear[kind](data, read); if (kind !== "beat") tick(); });
