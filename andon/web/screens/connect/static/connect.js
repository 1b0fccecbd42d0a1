// Says what this browser gives to a page that came this way: asked of the browser, not guessed from its name.
const has = {
  offline: "serviceWorker" in navigator,
  awake: "wakeLock" in navigator,
  notify: "Notification" in window,
};

const verdict = (name) => {
  if (!isSecureContext) return "insecure";
  return has[name] ? "on" : "missing";
};

function way() {
  if (!isSecureContext) return "http";
  return location.protocol === "https:" ? "https" : "here";
}

document.querySelector(`[data-way="${way()}"]`).hidden = false;
for (const row of document.querySelectorAll("[data-feature]")) {
  const found = verdict(row.dataset.feature);
  row.querySelector(`[data-verdict="${found}"]`).hidden = false;
  row.querySelector("[data-without]").hidden = found === "on";
}
