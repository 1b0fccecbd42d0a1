// What the server put into the page for its scripts.
export const given = (id) => JSON.parse(document.getElementById(id).textContent);

// The language this page is shown in, whatever another tab has chosen meanwhile.
const lang = document.documentElement.lang;
export const sameLanguage = { "X-Page-Language": lang };

export function sameAddress(more = {}) {
  const address = new URL(location.href);
  for (const [key, value] of Object.entries({ lang, ...more })) address.searchParams.set(key, value);
  return address.href;
}
