// The plan under somebody's hands: read, changed in a form, shown in words what it would mean, adopted, undone.
import { ask } from "/assets/static/ask.js";
import { given } from "/assets/static/page.js";
import { clockTime } from "/assets/static/servertime.js";
import { PlanForm, mark } from "./form.js";
import { element, put, tell } from "./parts.js";

const texts = given("texts");
const place = document.getElementById("plan");
const [said, why, hold] = ["said", "why", "hold"].map((id) => document.getElementById(id));
let [draft, dirty] = [null, false];

async function read() {
  const { status, data } = await ask("GET", "/api/v1/plan/draft");
  if (status !== 200) return tell("trouble", data?.detail ?? texts.no_answer);
  draft = data;
  dirty = false;
  const { adopted, by_hand } = data;
  document.getElementById("held").textContent = put(texts.held_since, { at: clockTime(adopted.at), who: adopted.who, why: adopted.why || "–" });
  place.replaceChildren(...new PlanForm(given("form"), data.plan, texts, () => { dirty = true; hold.disabled = true; }).render());
  said.replaceChildren();
  if (by_hand.length) say(texts.by_hand, by_hand);
}

function say(title, sentences, kind = "") {
  said.append(element("p", { class: kind }, element("strong", {}, title)), element("ul", {}, ...sentences.map((one) => element("li", {}, one))));
}

// A list or a section that nobody filled is no key of the plan.
function pruned(value) {
  if (Array.isArray(value)) return value.map(pruned);
  if (value === null || typeof value !== "object") return value;
  const kept = Object.entries(value).map(([key, part]) => [key, pruned(part)]);
  return Object.fromEntries(kept.filter(([, part]) => part === null || typeof part !== "object" || Object.keys(part).length));
}

async function preview() {
  said.replaceChildren();
  hold.disabled = true;
  const { status, data } = await ask("POST", "/api/v1/plan/preview", { plan: pruned(draft.plan) });
  if (status !== 200) return tell("trouble", data?.detail ?? texts.no_answer);
  tell("trouble", "");
  show(data);
  hold.disabled = data.problems.length > 0 || data.changes.length === 0;
}

function show({ changes, problems, warnings }) {
  mark(place, problems);
  if (problems.length) say(texts.problems, problems.map((one) => `${one.file} [${one.section}] ${one.key}: ${one.wrong}; ${one.remedy}`), "tone-fault");
  else if (changes.length) say(texts.changes, changes);
  else say(texts.no_change, []);
  if (warnings.length) say(texts.warnings, warnings.slice(0, 8));
}

async function adopt(path, body, words) {
  if (!why.value.trim()) return why.focus();
  const { status, data } = await ask("POST", path, { ...body, version: draft.version, why: why.value.trim() });
  if (status === 422 && data?.problems) return show({ changes: [], problems: data.problems, warnings: [] });
  if (status === 409 && data?.who) return tell("trouble", put(texts.first, { who: data.who, at: clockTime(data.at) }));
  if (status !== 200) return tell("trouble", data?.detail ?? texts.no_answer);
  why.value = "";
  hold.disabled = true;
  await read();
  say(words, data.changes);
  tell("done", words);
}

document.getElementById("preview").addEventListener("click", preview);
hold.addEventListener("click", () => adopt("/api/v1/plan", { plan: pruned(draft.plan) }, texts.done));
document.getElementById("undo").addEventListener("click", () => adopt("/api/v1/plan/undo", {}, texts.undone));
addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });
place.addEventListener("submit", (event) => event.preventDefault());
read();
