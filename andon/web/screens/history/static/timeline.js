// The timeline: which time is shown, how it is moved, and what follows it: the address, the table, the Pareto.
import { given, sameLanguage } from "/assets/static/page.js";
import { exactly } from "./axis.js";
import { draw, words } from "./strips.js";

const SPAN_MIN = 1e3, SPAN_MAX = 400 * 864e5; // a second to a bit more than a year
const SETTLED_MS = 350; // nothing is asked while somebody still moves
const picture = given("picture");
const card = document.querySelector("[data-timeline]");
const place = card.querySelector(".strips");
const when = card.querySelector(".timeline-when");
const told = card.querySelector(".timeline-told");

const whole = { from: Date.parse(picture.from), to: Date.parse(picture.to) };
const lines = picture.lines.map((line) => ({ ...line, stations: ofFilter(line.stations), strips: null }));
let view = limited(whole);
let svg = null;
let asked = 0;
let settling = null;

function ofFilter(stations) {
  return picture.station ? Object.fromEntries(Object.entries(stations).filter(([id]) => id === picture.station)) : stations;
}

function limited({ from, to }) {
  const lasts = Math.min(SPAN_MAX, Math.max(SPAN_MIN, to - from));
  return lasts === to - from ? { from, to } : lasts < to - from ? { from: to - lasts, to } : { from, to: from + lasts };
}

function show() {
  svg = draw(place, lines, view, (band) => words(band, picture));
  when.textContent = `${exactly(view.from)} – ${exactly(view.to)}`;
}

// Lines are asked for one after another, so that each answer is quick and the first is seen at once.
async function read() {
  const mine = ++asked;
  told.textContent = "";
  for (const line of lines) {
    const strips = await stripsOf(line.id);
    if (mine !== asked) return;
    if (strips === null) told.textContent = picture.words.failed;
    line.strips = strips ?? line.strips;
    show();
  }
  card.dataset.read = asked;
}

async function stripsOf(line) {
  const query = new URLSearchParams({ line, from: iso(view.from), to: iso(view.to), columns: columns() });
  if (picture.station) query.set("station", picture.station);
  const answer = await fetch(`/api/v1/timeline?${query}`, { headers: sameLanguage }).catch(() => null);
  return answer?.ok ? (await answer.json()).stations : null;
}

const columns = () => Math.min(1000, Math.max(50, Math.round(place.clientWidth / 2)));
const iso = (at) => new Date(Math.round(at)).toISOString();

function look(from, to) {
  view = limited({ from, to });
  show();
  clearTimeout(settling);
  settling = setTimeout(settle, SETTLED_MS);
}

async function settle() {
  const address = new URL(location.href);
  for (const gone of ["cursor", "newer"]) address.searchParams.delete(gone);
  address.searchParams.set("from", iso(view.from));
  address.searchParams.set("to", iso(view.to));
  history.replaceState(null, "", address);
  for (const link of document.querySelectorAll("a[hreflang]")) keepTime(link);
  await Promise.all([read(), follow(address)]);
}

function keepTime(link) {
  const there = new URL(link.href);
  there.searchParams.set("from", iso(view.from));
  there.searchParams.set("to", iso(view.to));
  link.href = there;
}

// The table and the Pareto are the server's: they are asked for anew and taken over.
async function follow(address) {
  const answer = await fetch(address, { headers: sameLanguage }).catch(() => null);
  if (!answer?.ok || address.href !== location.href) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const ours of document.querySelectorAll("[data-follows]")) {
    const theirs = fresh.querySelector(`[data-follows="${ours.dataset.follows}"]`);
    if (theirs) ours.replaceWith(document.adoptNode(theirs));
  }
}

const moves = {
  in: (at = middle()) => zoom(at, 1 / 3),
  out: (at = middle()) => zoom(at, 3),
  earlier: () => shift(-0.5),
  later: () => shift(0.5),
  whole: () => look(whole.from, whole.to),
};
const keys = { "+": "in", "=": "in", "-": "out", ArrowLeft: "earlier", ArrowRight: "later", 0: "whole" };
const middle = () => (view.from + view.to) / 2;
const shift = (share) => look(view.from + share * (view.to - view.from), view.to + share * (view.to - view.from));
const zoom = (at, factor) => look(at - (at - view.from) * factor, at + (view.to - at) * factor);

function timeAt(clientX) {
  const box = svg.getBoundingClientRect();
  return view.from + ((clientX - box.left) / box.width) * (view.to - view.from);
}

card.addEventListener("click", (event) => moves[event.target.dataset.move]?.());
place.addEventListener("keydown", (event) => {
  if (!(event.key in keys) || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  moves[keys[event.key]]();
});
place.addEventListener("wheel", (event) => {
  if (!event.ctrlKey) return; // the wheel alone moves the page
  event.preventDefault();
  zoom(timeAt(event.clientX), event.deltaY < 0 ? 1 / 1.5 : 1.5);
}, { passive: false });

// A mouse marks what to look closer at; one finger moves the time, two fingers stretch it.
const fingers = new Map();
let mark = null;
place.addEventListener("pointerdown", (event) => {
  if (!svg?.contains(event.target) || event.button !== 0) return;
  fingers.set(event.pointerId, event.clientX);
  if (event.pointerType === "mouse") mark = { from: event.clientX, node: null };
});
addEventListener("pointermove", (event) => {
  if (!fingers.has(event.pointerId)) return;
  if (mark) return drawMark(event.clientX);
  const before = reach();
  fingers.set(event.pointerId, event.clientX);
  if (fingers.size === 1) shift((before.middle - event.clientX) / svg.getBoundingClientRect().width);
  else if (before.wide > 20) zoom(timeAt(before.middle), before.wide / Math.max(20, reach().wide));
});
for (const end of ["pointerup", "pointercancel"]) addEventListener(end, (event) => {
  if (!fingers.delete(event.pointerId) || !mark) return;
  const [left, right] = [Math.min(mark.from, event.clientX), Math.max(mark.from, event.clientX)];
  mark.node?.remove();
  mark = null;
  if (end === "pointerup" && right - left > 5) look(timeAt(left), timeAt(right));
});
place.addEventListener("dragstart", (event) => event.preventDefault());
place.addEventListener("click", (event) => { if (moved) event.preventDefault(); }, { capture: true });

let moved = false;
addEventListener("pointerdown", () => { moved = false; }, { capture: true });

function reach() {
  const all = [...fingers.values()];
  return { middle: all.reduce((sum, x) => sum + x, 0) / all.length, wide: Math.max(...all) - Math.min(...all) };
}

function drawMark(clientX) {
  if (Math.abs(clientX - mark.from) > 5) moved = true;
  const box = svg.getBoundingClientRect();
  mark.node ??= svg.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "rect"));
  const left = Math.min(mark.from, clientX) - box.left;
  for (const [name, value] of Object.entries({ class: "strip-chosen", x: left, y: 0, width: Math.abs(clientX - mark.from), height: box.height })) mark.node.setAttribute(name, value);
}

addEventListener("resize", show);
show();
read();
