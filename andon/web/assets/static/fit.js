// Narrows a text that is too wide for its place, as condensed type would, and never lowers it: people read it from
// ten metres. Beyond the narrowest the text is cut with an ellipsis.

const NARROWEST = 0.6;

export function fit(root = document) {
  const places = [...root.querySelectorAll("[data-fit]")];
  for (const { firstElementChild: text } of places) {
    text.style.cssText = "";
    text.classList.remove("cut-short");
  }
  const measured = places.map((place) => [place.firstElementChild, place.clientWidth, place.firstElementChild.offsetWidth]);
  for (const [text, room, width] of measured) if (width > room) narrow(text, room, room / width);
}

function narrow(text, room, factor) {
  const used = Math.max(factor, NARROWEST);
  text.style.transform = `scaleX(${used})`;
  if (factor >= NARROWEST) return;
  text.style.maxWidth = `${room / NARROWEST}px`;
  text.classList.add("cut-short");
}

export function keepFitting() {
  fit();
  addEventListener("resize", () => fit());
  document.fonts?.ready.then(() => fit());
}
