// One press and its answer: "sending" in the same blink, then heard, and when, or clearly not heard.
import { ask } from "/assets/static/ask.js";
import { clockTime } from "/assets/static/servertime.js";
import { given } from "/assets/static/page.js";
import { say, whose } from "./words.js";

const PATIENCE_MS = 2500; // after so long without an answer nobody should go on believing that it was heard
const { may_act } = given("given");
const place = document.querySelector(".said");
let shown = 0; // the newest press: an older one's answer does not cover it

export function tell(kind, words) {
  place.dataset.kind = kind;
  place.querySelector(".said-words").textContent = words;
}

// -> the answer of `ask`. `fails` names the text for when nobody answers; what is sent again by itself speaks only when
// it was heard.
export async function press(path, body, { key, button, fails = "again", quiet = false, proof = "" } = {}) {
  const mine = quiet ? shown : (shown += 1);
  const say_now = (kind, words) => { if (mine === shown && !(quiet && kind !== "heard")) tell(kind, words); };
  say_now("sending", say("sending"));
  button?.setAttribute("aria-busy", "true");
  const late = setTimeout(() => say_now("failed", say(fails)), PATIENCE_MS);
  const answer = await ask("POST", path, body, key ?? fresh(), proof);
  clearTimeout(late);
  button?.removeAttribute("aria-busy");
  say_now(...verdict(answer, fails));
  return answer;
}

export const heard = ({ status }) => status >= 200 && status < 300;
export const unanswered = ({ status }) => status === 0 || status === 429 || status >= 500;

function verdict(answer, fails) {
  const { status, data } = answer;
  if (heard(answer)) return ["heard", say("heard", { time: clockTime(data.at) })];
  if (unanswered(answer)) return ["failed", say(fails)];
  if ((status === 401 || status === 403) && !may_act) return ["failed", say("looks_only")];
  if (status === 409 && data?.at) {
    const [who, time] = [data.who, clockTime(data.at)];
    return ["heard", who ? say("already_by", { who: whose(who), time }) : say("already", { time })];
  }
  return ["failed", say("refused", { why: data?.detail ?? status })];
}

const fresh = () => [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(16)).join("");
