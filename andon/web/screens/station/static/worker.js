// Keeps the page of a station for when there is no network, and nothing else: no answer of the API, no other page.
// What the network says comes first, always; what was kept is marked, so that it never passes for fresh.
const VERSION = "@VERSION@";
const CACHE = `station-${VERSION}`;
const WAIT_MS = 2500; // a network that says nothing for so long is none

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (/^\/(assets\/static|station-files)\//.test(pathname)) event.respondWith(file(event));
});

async function takeOver() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("station-") && name !== CACHE).map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function page(event) {
  const fresh = await fromNetwork(event);
  if (fresh) return fresh;
  const kept = await (await caches.open(CACHE)).match(event.request, { ignoreSearch: true });
  return kept ? marked(kept) : Response.error();
}

async function file(event) {
  const fresh = await fromNetwork(event);
  return fresh ?? (await (await caches.open(CACHE)).match(event.request)) ?? Response.error();
}

// The answer, which is kept when it is a good one; null where nobody answers.
async function fromNetwork(event) {
  try {
    const answer = await fetch(event.request, { signal: AbortSignal.timeout(WAIT_MS) });
    if (answer.ok) {
      const copy = answer.clone();
      event.waitUntil(caches.open(CACHE).then((cache) => cache.put(event.request, copy)));
    }
    return answer;
  } catch {
    return null;
  }
}

// It says since when nobody was heard, as a page does that was made while the recorder was silent.
async function marked(kept) {
  const text = (await kept.text()).replace(/data-now="([^"]*)"/, 'data-now="$1" data-silent-since="$1" data-kept');
  return new Response(text, { headers: kept.headers });
}
