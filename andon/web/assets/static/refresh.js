// Keeps a page of tables current: asks for the page again and takes over its middle. Greys it when that fails.
import { beat, watchFreshness } from "./freshness.js";
import { sameLanguage } from "./page.js";

const every_ms = Number(document.querySelector("main").dataset.refreshMs);

async function renew() {
  const answer = await fetch(location.href, { cache: "no-store", headers: sameLanguage }).catch(() => null);
  if (answer?.ok) takeOver(new DOMParser().parseFromString(await answer.text(), "text/html"));
  setTimeout(renew, every_ms);
}

function takeOver(fresh) {
  const [ours, theirs] = [document, fresh].map((page) => page.querySelector("main"));
  if (!theirs) return;
  if (!ours.contains(document.activeElement) && ours.innerHTML !== theirs.innerHTML) ours.innerHTML = theirs.innerHTML;
  const { now, silentSince } = fresh.documentElement.dataset;
  if (!silentSince) beat(now);
}

watchFreshness();
setTimeout(renew, every_ms);
