// While a code is shown: asks every two seconds whether a leader has said yes, and goes on to the device's own page.
import { ask } from "/assets/static/ask.js";

const EVERY_MS = 2000;
const main = document.querySelector("[data-waits]");

async function look() {
  const { status, data } = await ask("GET", "/api/v1/here");
  main.querySelector("[data-offline]").hidden = status === 200;
  if (status === 200 && data.device?.state === "paired") location.assign(main.dataset.home);
  else if (status === 200 && data.device === null) location.reload(); // refused, or the code is too old
  else setTimeout(look, EVERY_MS);
}

if (main) setTimeout(look, EVERY_MS);
