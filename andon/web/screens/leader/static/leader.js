// What waits for somebody. The server tells it anew whenever a tile moves; the buttons ask the API.
import { ask } from "/assets/static/ask.js";
import { beat, watchFreshness } from "/assets/static/freshness.js";
import { live } from "/assets/static/live.js";
import { lasted, now } from "/assets/static/servertime.js";

const APART_MS = 400; // between two looks, however much moves
const RENEW_MS = 15_000; // a tier that is told moves no tile
const PATHS = { call: "calls", stop: "stops", trigger: "kaizens" };
const dialog = document.querySelector(".hand-over:not(.release)");
const release = document.querySelector(".release");
let wanted = null;

function renewSoon() {
  wanted ??= setTimeout(renew, APART_MS);
}

async function renew() {
  wanted = null;
  const answer = await fetch(location.href, { cache: "no-store" }).catch(() => null);
  if (!answer?.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
  if (fresh) document.querySelector("main").replaceWith(fresh);
  tick();
}

function tick() {
  for (const time of document.querySelectorAll("[data-since]")) time.textContent = lasted(time.dataset.since);
  for (const time of document.querySelectorAll("[data-until]")) time.textContent = left(time.dataset.until);
}

function left(iso) {
  const seconds = Math.max(0, Math.ceil((Date.parse(iso) - now()) / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

const answer = (work, verb, body) => send(work, `${PATHS[work.dataset.what]}/${work.dataset.id}/${verb}`, body);

async function send(work, path, body) {
  const { failed, sending } = document.querySelector("main").dataset;
  say(work, sending);
  const { status, data } = await ask("POST", `/api/v1/${path}`, body);
  say(work, status === 200 ? "" : data?.detail ?? failed);
  if (status === 200) renewSoon();
}

function say(work, text) {
  const place = work.querySelector(".work-said");
  place.textContent = text;
  place.hidden = !text;
}

function handOver(work) {
  dialog.returnValue = "no";
  dialog.showModal();
  dialog.onclose = () => {
    if (dialog.returnValue !== "yes") return;
    const said = new FormData(dialog.querySelector("form"));
    answer(work, "hand-over", { to: said.get("to"), note: said.get("note") });
  };
}

function releaseSafety(work, place) {
  release.returnValue = "no";
  release.showModal();
  release.onclose = () => {
    const why = new FormData(release.querySelector("form")).get("why");
    if (release.returnValue === "yes") send(work, `stations/${place}/release-safety`, { why });
  };
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-verb]");
  if (!button) return;
  const { verb } = button.dataset;
  const work = button.closest(".work");
  if (verb === "hand-over") handOver(work);
  else if (verb === "release-safety") releaseSafety(work, button.dataset.place);
  else answer(work, verb, verb === "arrive" ? {} : undefined);
});

const hear = { board: renewSoon, change: renewSoon, counts() {}, beat: (data) => beat(data.at) };
watchFreshness();
tick();
setInterval(tick, 250);
setInterval(renewSoon, RENEW_MS);
live(null, ({ kind, data }) => hear[kind](data));
