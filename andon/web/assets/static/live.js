// The live floor: `live(line, hear)` calls `hear({kind, data})` for board, change, counts and beat.
// Kinds of sharing, best first: a shared worker; one tab that leads and tells the others; each tab for itself.
import { Source } from "./source.js";

const DEAF_MS = 12000; // a worker that says nothing for so long may be gone; joining again starts a new one

export function live(line, hear) {
  let heard = performance.now();
  const listen = (message) => {
    heard = performance.now();
    if (message.kind === "joined") catchUp(line, hear);
    else hear(message);
  };
  const share = [worker, leader, alone].find((way) => way.possible());
  const rejoin = share(line, listen);
  setInterval(() => { if (performance.now() - heard > DEAF_MS) { heard = performance.now(); rejoin(); } }, 1000);
}

// Who joins a stream that is already open has missed its beginning.
async function catchUp(line, hear) {
  const address = `/api/v1/board${line ? `?line=${encodeURIComponent(line)}` : ""}`;
  const answer = await fetch(address).catch(() => null);
  if (answer?.ok) hear({ kind: "board", data: await answer.json(), read: true });
  else setTimeout(() => catchUp(line, hear), 2000);
}

function worker(line, listen) {
  let port = null;
  const join = () => {
    port = new SharedWorker(new URL("./worker.js", import.meta.url), { type: "module", name: "andon" }).port;
    port.onmessage = ({ data }) => listen(data);
    port.postMessage({ line });
  };
  addEventListener("pagehide", () => port.postMessage({ leave: true }));
  addEventListener("pageshow", ({ persisted }) => { if (persisted) join(); });
  join();
  return () => { port.postMessage({ leave: true }); join(); };
}
worker.possible = () => typeof SharedWorker === "function";

function leader(line, listen) {
  const channel = new BroadcastChannel("andon");
  channel.onmessage = ({ data }) => listen(data);
  listen({ kind: "joined" });
  navigator.locks.request("andon-stream", () => new Promise(() => {
    new Source((message) => { channel.postMessage(message); listen(message); }).open(null);
  }));
  return () => listen({ kind: "joined" });
}
leader.possible = () => Boolean(navigator.locks) && typeof BroadcastChannel === "function";

function alone(line, listen) {
  new Source(listen).open(line);
  return () => {};
}
alone.possible = () => true;
