// Who stands before the tablet, by PIN: asked for when somebody wants to be named, never in the way of "I am here".
import { ask } from "/assets/static/ask.js";
import { texts } from "./words.js";

const box = document.querySelector("dialog.pin");
const people = box.querySelector(".pin-people");
const dots = box.querySelector(".pin-dots");
const said = box.querySelector(".pin-said");
const DIGITS_MOST = 8;
let chosen = null;
let typed = "";
let told = null; // who waits for the answer

// -> whether anybody can be named here.
export async function anybodyNamed() {
  const { status, data } = await ask("GET", "/api/v1/here/people");
  if (status !== 200) return false;
  people.replaceChildren(...data.items.map(choice));
  return data.items.length > 0;
}

// -> the proof of who it is, or null where nobody wanted to say.
export function whoIsHere() {
  [chosen, typed, told] = [null, "", null];
  show();
  box.showModal();
  return new Promise((resolve) => { told = resolve; });
}

function choice({ id, name }) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", textContent: name });
  button.addEventListener("click", () => { chosen = id; typed = ""; show(); });
  button.dataset.person = id;
  return button;
}

function show(words = "") {
  for (const button of people.children) button.setAttribute("aria-pressed", String(button.dataset.person === chosen));
  box.querySelector(".pin-pad").hidden = chosen === null;
  dots.textContent = "●".repeat(typed.length);
  said.textContent = words;
}

async function prove() {
  const { status, data } = await ask("POST", "/api/v1/here", { person: chosen, pin: typed });
  typed = "";
  if (status !== 200) return show(status === 0 || status >= 500 ? texts.again : texts.not_known);
  told(data.proof);
  box.close();
}

box.querySelector(".pin-pad").addEventListener("click", ({ target }) => {
  const { digit, do: does } = target.closest("button")?.dataset ?? {};
  if (does === "prove") return prove();
  if (does === "wipe") typed = "";
  else if (digit && typed.length < DIGITS_MOST) typed += digit;
  show();
});
box.addEventListener("close", () => told?.(null));
