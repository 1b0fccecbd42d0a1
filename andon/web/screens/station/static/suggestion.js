// A suggestion in the operator's own words. What was written stays until it is surely kept.
import { ask } from "/assets/static/ask.js";
import { clockTime } from "/assets/static/servertime.js";
import { heard, unanswered } from "./press.js";
import { say, texts } from "./words.js";

const box = document.querySelector("dialog.suggestion:not(.release)");
const words = box.querySelector("textarea");
const said = box.querySelector(".suggestion-said");
const send = box.querySelector('[data-do="send"]');

export function takeSuggestions(line, station) {
  let key = newKey(); // one for each suggestion, so that sending it again makes no second one
  document.querySelector('[data-do="suggest"]').addEventListener("click", () => { tell("", ""); box.showModal(); });
  words.addEventListener("input", () => { key = newKey(); });
  send.addEventListener("click", async () => {
    if (!words.value.trim()) return words.focus();
    tell("sending", texts.sending);
    send.disabled = true;
    const answer = await ask("POST", "/api/v1/suggestions", { line, station, text: words.value }, key);
    send.disabled = false;
    tell(...verdict(answer));
    if (heard(answer)) { words.value = ""; key = newKey(); }
  });
}

function verdict(answer) {
  const { status, data } = answer;
  if (heard(answer)) return ["heard", say("receipt", { number: data.seq, time: clockTime(data.at) })];
  if (unanswered(answer)) return ["failed", texts.again];
  if (status === 401 || status === 403) return ["failed", texts.looks_only];
  return ["failed", say("refused", { why: data?.detail ?? status })];
}

function tell(kind, text) {
  said.dataset.kind = kind;
  said.textContent = text;
}

const newKey = () => [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(16)).join("");
