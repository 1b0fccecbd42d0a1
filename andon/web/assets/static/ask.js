// Asks the API in the name of whoever is at this page. Never throws: status 0 means that nobody answered.
const WITHIN_MS = 8000; // longer than the recorder takes to come back from a kill

// -> {status, data}; `data` is the answer's JSON, or null. A `key` makes a repeat of the same request harmless. `here` is
// the proof that POST /api/v1/here gave of who stands before the tablet: what is asked is then that person's.
export async function ask(method, path, body = undefined, key = "", here = "") {
  const said = await send(method, path, body, key, here);
  // The page was opened under another log-in, or before the cookie was renewed: it takes the new token and asks again.
  if (said.status === 403 && said.data?.csrf && (await renewToken())) return send(method, path, body, key, here);
  return said;
}

async function send(method, path, body, key, here) {
  const headers = { Accept: "application/json", "X-CSRFToken": meta()?.content ?? "" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (key) headers["Idempotency-Key"] = key;
  if (here) headers["X-Here"] = here;
  const sent = { method, headers, body: body === undefined ? undefined : JSON.stringify(body), cache: "no-store" };
  try {
    const answer = await fetch(path, { ...sent, signal: AbortSignal.timeout(WITHIN_MS) });
    return { status: answer.status, data: await answer.json().catch(() => null) };
  } catch {
    return { status: 0, data: null };
  }
}

async function renewToken() {
  const here = await send("GET", "/api/v1/here");
  if (!meta() || !here.data?.csrf) return false;
  meta().content = here.data.csrf;
  return true;
}

function meta() {
  return document.querySelector('meta[name="csrf-token"]');
}
