// What only a secure page can do: come up again without network, and keep the screen on.

export function keepThisPage() {
  if (!isSecureContext || !navigator.serviceWorker) return;
  navigator.serviceWorker.register("/station/worker.js", { scope: "/station/" }).catch(() => {});
}

export function stayAwake() {
  if (!navigator.wakeLock) return;
  const hold = () => {
    if (document.visibilityState === "visible") navigator.wakeLock.request("screen").catch(() => {}); // a low battery
  };
  document.addEventListener("visibilitychange", hold);
  hold();
}
