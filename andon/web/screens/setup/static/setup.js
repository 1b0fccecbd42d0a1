// Boxes that wait for a station, and stations under test: asked for once a second while the page is open.
import { ask } from "/assets/static/ask.js";
import { given } from "/assets/static/page.js";
import { Boxes } from "./boxes.js";
import { Tests } from "./tests.js";
import { tell } from "./parts.js";

const LOOK_MS = 700;
const texts = given("texts");
const boxes = new Boxes(document.getElementById("boxes"), document.getElementById("no-box"), given("lines"), texts, look);
const tests = new Tests(document.getElementById("tests"), given("lines"), given("lamps"), texts, look);
let waiting = null;

async function look() {
  clearTimeout(waiting);
  const { status, data } = await ask("GET", "/api/v1/setup");
  if (status === 200) {
    boxes.show(data);
    tests.show(data);
  } else if (status === 401) location.reload();
  else if (status === 0) tell("trouble", texts.no_answer);
  waiting = setTimeout(look, LOOK_MS);
}

document.getElementById("begin").addEventListener("submit", (event) => {
  event.preventDefault();
  tests.begin(new FormData(event.target).get("place"));
});
look();
