// What every page does: the clock by the server's time, the choice of colours.
import { heardAt, now } from "./servertime.js";

const root = document.documentElement;
heardAt(root.dataset.now);

const clock = document.querySelector("[data-clock]");
const digits = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: root.dataset.zone });
const tick = () => { clock.textContent = digits.format(now()); };
tick();
setInterval(tick, 1000);

document.querySelector("[data-insecure]").hidden = isSecureContext;

document.querySelector("[data-theme-toggle]").addEventListener("click", () => {
  const dark = getComputedStyle(root).colorScheme === "dark";
  root.dataset.theme = dark ? "light" : "dark";
  try { localStorage.setItem("theme", root.dataset.theme); } catch { /* kept for this page only */ }
});
