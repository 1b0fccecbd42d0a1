// Greys the page after three missed beats and says since when. A frozen green board is the worst this product can do.
import { clockTime, heardAt } from "./servertime.js";

const GREY_MS = 3000;
const root = document.documentElement;
const note = document.querySelector(".stale-note");
let beatAt = performance.now(); // by this page's own watch
let beatIso = root.dataset.now; // by the server's clock

export function beat(iso) {
  heardAt(iso);
  [beatAt, beatIso] = [performance.now(), iso];
  show();
}

function show() {
  const stale = performance.now() - beatAt > GREY_MS;
  if (stale === root.classList.contains("is-stale")) return;
  root.classList.toggle("is-stale", stale);
  note.hidden = !stale;
  if (stale) note.replaceChildren(words());
}

function words() {
  const text = document.createElement("span");
  text.textContent = note.dataset.template.replace("{time}", clockTime(beatIso));
  return text;
}

export function watchFreshness() {
  if (root.dataset.silentSince) [beatAt, beatIso] = [-GREY_MS - 1, root.dataset.silentSince];
  show();
  setInterval(show, 250);
}
