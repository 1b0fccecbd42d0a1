// One stream for all tabs of a browser: it allows six connections to a host, and a wall may have ten tabs.
import { Source } from "./source.js";

const ports = new Map(); // port -> the line it shows, null for all
let open = null; // what the stream is asked for now
const source = new Source((message) => { for (const port of ports.keys()) port.postMessage(message); });

// One line if all tabs show the same, else every line.
function wanted() {
  const lines = new Set(ports.values());
  return lines.size === 1 ? [...lines][0] : null;
}

function joined(port, line) {
  ports.set(port, line);
  const want = { line: wanted() };
  const covered = open !== null && (open.line === null || open.line === want.line);
  if (covered) port.postMessage({ kind: "joined" });
  else { open = want; source.open(want.line); }
}

self.onconnect = ({ ports: [port] }) => {
  port.onmessage = ({ data }) => (data.leave ? ports.delete(port) : joined(port, data.line));
  port.start();
};
