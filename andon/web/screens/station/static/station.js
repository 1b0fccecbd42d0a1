// The page of a station: takes what the stream says, shows what is open, and brings every press to the recorder.
import { loadWhenThere } from "/assets/static/again.js";
import { ask } from "/assets/static/ask.js";
import { beat, watchFreshness } from "/assets/static/freshness.js";
import { live } from "/assets/static/live.js";
import { given } from "/assets/static/page.js";
import { Sound } from "/assets/static/sound.js";
import { clockTime, lasted } from "/assets/static/servertime.js";
import { keepAlive } from "./alive.js";
import { Cards } from "./cards.js";
import { keepThisPage, stayAwake } from "./keeping.js";
import { Kept } from "./kept.js";
import { Link } from "./link.js";
import { anybodyNamed, whoIsHere } from "./pin.js";
import { press, tell } from "./press.js";
import { Pulls } from "./pulls.js";
import { Questions } from "./questions.js";
import { whyIsItSafe } from "./release.js";
import { takeSuggestions } from "./suggestion.js";
import { people, say, texts } from "./words.js";

const here = given("given");
const { line, station } = here;
const root = document.documentElement;
const find = (what) => document.querySelector(what);
const was_kept = root.dataset.kept !== undefined; // out of this browser's own store, not from the server
let tile = here.tile;
let recent = { calls: [], stops: [] };
let heard_beat = !root.dataset.silentSince;

const buttons = new Map([...document.querySelectorAll(".cord")].map((cord) => [cord.dataset.type, cord]));
const cords = new Map([...buttons].map(([type, cord]) => [type, {
  name: cord.querySelector(".cord-name").textContent,
  picture: cord.querySelector(".shape"),
  colour: cord.dataset.colour,
}]));

const sound = new Sound(given("sound"));
const link = new Link(showLink, Boolean(root.dataset.silentSince));
const kept = new Kept(`${line}/${station}`, () => heard_beat);
const pulls = new Pulls(here, kept, link, show);
const cards = new Cards(cords, act);
const names = new Map([...cords].map(([type, { name }]) => [type, name]));
const questions = new Questions(names, act);

const DOES = {
  arrive: (what) => [`/api/v1/${kind(what)}/${what.id}/arrive`, { at_station: true }],
  resolve: (call) => [`/api/v1/calls/${call.id}/resolve`],
  cancel: (call) => [`/api/v1/calls/${call.id}/cancel`],
  wrong: (call) => [`/api/v1/calls/${call.id}/wrong`],
  retype: (call, type) => [`/api/v1/calls/${call.id}/retype`, { type }],
  fixed: (call) => [`/api/v1/calls/${call.id}/fixed`, { fixed: true }],
  "not-fixed": (call) => [`/api/v1/calls/${call.id}/fixed`, { fixed: false }],
  classify: (stop, reason) => [`/api/v1/stops/${stop.id}/classify`, { reason, version: stop.version }],
  release: (about, why) => [`/api/v1/stations/${line}/${station}/release-safety`, { why }],
  restart: () => [`/api/v1/stations/${line}/${station}/restart`],
  "ask-to-stop": () => [`/api/v1/stations/${line}/${station}/ask-to-stop`],
};
const kind = (what) => (what.type ? "calls" : "stops");

async function act(what, about, button, more, proof) {
  if (what === "needed") return pulls.needed(about);
  if (what === "drop") return pulls.drop(about);
  if (what === "later") return show();
  if (what === "name") return whoIsHere().then((proof) => proof && act("arrive", about, button, "", proof));
  if (what === "release" && !more) return release(about, button);
  if (button.getAttribute("aria-busy")) return;
  const fails = what === "ask-to-stop" ? "stop_by_hand" : "again";
  const [path, body] = DOES[what](about, more);
  const { status } = await press(path, body, { button, fails, proof });
  if (status === 0) link.failed();
  look();
}

// On a tablet by PIN, on a screen of one's own as who has signed in; and why.
async function release(about, button) {
  const proof = here.is_tablet ? await whoIsHere() : "";
  const why = proof === null ? null : await whyIsItSafe();
  if (why) act("release", about, button, why, proof);
}

// What was open last at this station: the tile does not tell how it ended, or what a stop's version is.
let looking = 0;
async function look() {
  const mine = (looking += 1);
  const asked = new URLSearchParams({ line, station, limit: 5 });
  const paths = [`/api/v1/calls?${asked}`, `/api/v1/stops?${asked}`, `/board/${line}/people`];
  const [calls, stops, named] = await Promise.all(paths.map((path) => ask("GET", path)));
  if (named.status === 200) Object.assign(people, named.data);
  if (mine !== looking || calls.status !== 200 || stops.status !== 200) return;
  recent = { calls: calls.data.items, stops: stops.data.items };
  show();
}

const hear = {
  board(data, read) {
    if (data.plan !== here.plan) return loadWhenThere();
    const ours = data.lines.find((each) => each.id === line)?.stations.find((each) => each.id === station);
    if (!ours) return loadWhenThere();
    if (!read || ours.seq >= tile.seq) take(ours);
  },
  change(data) { if (data.line === line && data.station === station) take(data); },
  counts() {},
  beat(data) {
    heard_beat = true;
    if (was_kept) return loadWhenThere(); // what it says of the plan may be as old as itself
    beat(data.at);
    link.beat(data.at);
  },
};

function take(said) {
  const moved = said.seq !== tile.seq;
  tile = said;
  sound.see(station, tile);
  show();
  if (moved) look();
}

function show() {
  const state = find(".state");
  const asked = tile.state === "stopped" && tile.stop?.evidence === "asked";
  Object.assign(state.dataset, { state: tile.state, signal: tile.signal, evidence: tile.stop?.evidence ?? "" });
  state.querySelector("use").setAttribute("href", `#shape-${tile.safety ? "safety" : asked ? "asked" : tile.state}`);
  const word = asked ? texts.asked : texts.states[tile.state];
  find(".state-word").textContent = !tile.safety ? word : asked ? texts.safety_held : `${texts.safety}: ${word}`;
  find(".state-lost").hidden = tile.signal !== "lost" || !(tile.stop || tile.calls.length);
  for (const [type, cord] of buttons) {
    const called = tile.calls.some((call) => call.type === type);
    cord.classList.toggle("is-called", called);
    cord.classList.toggle("is-kept", Boolean(kept.of(type)));
    cord.setAttribute("aria-disabled", String(called));
  }
  find(".halt-button").hidden = tile.state === "stopped";
  cards.show(tile, recent.stops.find((stop) => stop.id === tile.stop?.id)?.cause);
  questions.show(pulls.old(), recent, tile, (pull) => kept.age_s(pull));
  tick();
}

function tick() {
  const since = tile.since ? lasted(tile.since) : "";
  if (find(".state-since").textContent !== since) find(".state-since").textContent = since;
  cards.tick();
}

function showLink(good) {
  find(".away").hidden = good;
  find(".away-since").textContent = link.since ? say("offline", { time: clockTime(link.since) }) : texts.offline_unknown;
  root.classList.toggle("is-away", !good);
  if (good) look();
}

for (const [type, cord] of buttons) {
  cord.addEventListener("click", () => { if (!cord.classList.contains("is-called")) pulls.pull(type, cord); });
}
find(".halt-button").addEventListener("click", ({ currentTarget }) => act("ask-to-stop", null, currentTarget));
takeSuggestions(line, station);
tell("ready", say(here.may_act ? "ready" : "looking"));
if (here.is_tablet) anybodyNamed().then((named) => { cards.names = named; show(); });
watchFreshness();
sound.see(station, tile);
show();
showLink(link.good);
setInterval(tick, 250);
setInterval(show, 5000); // what was asked long ago is asked no more
keepAlive(here, link, (low) => root.classList.toggle("is-low", low));
keepThisPage();
stayAwake();
live(line, ({ kind: what, data, read = false }) => hear[what](data, read));
