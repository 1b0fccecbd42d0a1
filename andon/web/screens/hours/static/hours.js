// A shift hour by hour. The server tells it anew when the line moves or counts; a comment is asked of the API.
import { ask } from "/assets/static/ask.js";
import { beat, watchFreshness } from "/assets/static/freshness.js";
import { live } from "/assets/static/live.js";

const APART_MS = 2_000; // between two looks, however much is counted
const RENEW_MS = 20_000; // an hour ends and a comment comes without a sound
const INITIALS = "andon-initials";
const line = document.querySelector("main").dataset.line;
const dialog = document.querySelector(".hours-dialog");
let wanted = null;

function renewSoon() {
  wanted ??= setTimeout(renew, APART_MS);
}

async function renew() {
  wanted = null;
  const answer = await fetch(location.href, { cache: "no-store" }).catch(() => null);
  if (!answer?.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
  if (!fresh) return;
  const [place, at] = [document.querySelector("main"), document.activeElement?.dataset?.comment];
  place.replaceWith(fresh);
  if (at) document.querySelector(`[data-comment="${CSS.escape(at)}"]`)?.focus();
}

function comment(button) {
  const { text, initials } = dialog.querySelector("form").elements;
  const row = button.closest("tr");
  dialog.querySelector(".hours-of").textContent = button.dataset.name;
  text.value = row.querySelector(".hours-text")?.textContent ?? "";
  initials.value = localStorage.getItem(INITIALS) ?? "";
  dialog.returnValue = "no";
  dialog.showModal();
  dialog.onclose = () => {
    if (dialog.returnValue !== "yes") return;
    localStorage.setItem(INITIALS, initials.value);
    send({ line, hour: button.dataset.comment, text: text.value, initials: initials.value });
  };
}

async function send(body) {
  const { failed, sending } = document.querySelector("main").dataset;
  say(sending);
  const { status, data } = await ask("POST", "/api/v1/hours", body);
  if (status === 200) await renew();
  say(status === 200 ? "" : data?.detail ?? failed);
}

function say(text) {
  const place = document.querySelector(".hours-said");
  place.textContent = text;
  place.hidden = !text;
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-comment]");
  if (button) comment(button);
});

const hear = {
  board() {},
  change: (data) => { if (data.line === line) renewSoon(); },
  counts: (data) => { if (data.stations.some((each) => each.line === line)) renewSoon(); },
  beat: (data) => beat(data.at),
};
watchFreshness();
setInterval(renewSoon, RENEW_MS);
live(line, ({ kind, data }) => hear[kind](data));
