// Asks until the page can be had, and only then loads it: a browser's own error page would never come back.
import { sameAddress } from "./page.js";

export function loadWhenThere(address = sameAddress()) {
  const ask = async () => {
    const answer = await fetch(location.href, { cache: "no-store" }).catch(() => null);
    if (answer?.ok || answer?.status === 404) location.replace(address);
    else setTimeout(ask, 1000 + Math.random() * 500);
  };
  ask();
}

if (document.body.classList.contains("page-trouble")) loadWhenThere();
