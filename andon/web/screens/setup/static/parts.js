// Elements made of words: what people and devices said goes in as text, never as markup.
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== undefined && value !== null) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

export function shape(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  svg.setAttribute("class", "shape");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#shape-${name}`);
  svg.append(use);
  return svg;
}

export const put = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

// One sentence at a time: what went wrong, or what is done.
export function tell(id, sentence) {
  for (const other of ["trouble", "done"]) {
    const place = document.getElementById(other);
    place.hidden = other !== id || !sentence;
    if (other === id) place.querySelector("span").textContent = sentence ?? "";
  }
}
