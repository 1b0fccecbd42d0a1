// Draws strips: a row for each station, what stood by colour and height, calls as triangles. Reads nothing by itself.
import { span } from "/assets/static/servertime.js";
import { exactly, marks } from "./axis.js";

const ROW = 34, LINE = 30, AXIS = 26, TOP = 3, HEIGHT = 27; // pixels
const ORDER = ["planned", "induced", "unknown", "abnormality"]; // the worse is drawn over the better
const SHARE = { abnormality: 1, unknown: 0.75, induced: 0.5, planned: 0.28 };
const NARROWEST_PX = 1.5;

function made(name, attributes = {}, ...inside) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...inside);
  return node;
}

// `lines`: [{id, name, stations: {id: name}, strips: [{station, stops, calls}] or null while they are not known}]
export function draw(place, lines, view, told) {
  const rows = lines.flatMap((line) => [{ line }, ...stripsOf(line).map((strip) => ({ line, strip }))]);
  const width = Math.max(120, place.clientWidth - namesWidth(place) - 10);
  const height = AXIS + rows.reduce((sum, row) => sum + (row.strip ? ROW : LINE), 0);
  const svg = made("svg", { height, viewBox: `0 0 ${width} ${height}` });
  const x = (at) => ((at - view.from) / (view.to - view.from)) * width;
  drawMarks(svg, view, width, height, x);
  let y = AXIS;
  for (const { strip } of rows) {
    if (strip) drawStrip(svg, strip, y, width, x, told);
    y += strip ? ROW : LINE;
  }
  place.replaceChildren(names(rows), svg);
  return svg;
}

const stripsOf = (line) => line.strips ?? Object.keys(line.stations).map((station) => ({ station, stops: [], calls: [] }));
const namesWidth = (place) => place.querySelector(".strips-names")?.offsetWidth ?? 120;

function names(rows) {
  const column = document.createElement("div");
  column.className = "strips-names";
  column.append(spacer());
  for (const { line, strip } of rows) {
    const name = document.createElement("div");
    name.className = strip ? "strips-name" : "strips-name strips-line";
    name.textContent = strip ? (line.stations[strip.station] ?? strip.station) : line.name;
    column.append(name);
  }
  return column;
}

function spacer() {
  const space = made("svg", { height: AXIS, width: 1 });
  return space;
}

function drawMarks(svg, view, width, height, x) {
  for (const { at, text } of marks(view.from, view.to, width)) {
    svg.append(made("line", { class: "strip-tick", x1: x(at), x2: x(at), y1: AXIS - 6, y2: height }));
    const nearEnd = x(at) > width - 50;
    svg.append(made("text", { class: "strip-time", x: x(at), y: AXIS - 10, "text-anchor": nearEnd ? "end" : x(at) < 20 ? "start" : "middle" }, text));
  }
}

function drawStrip(svg, strip, y, width, x, told) {
  svg.append(made("rect", { class: "strip-track", x: 0, y: y + TOP, width, height: HEIGHT }));
  const stops = strip.stops.toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
  for (const stop of stops) svg.append(...shown(stop, width, x, (left, wide) => stopShape(stop, left, wide, y), told));
  for (const call of strip.calls) svg.append(...shown(call, width, x, (left) => callShape(left, y), told));
}

function shown(band, width, x, shape, told) {
  const [left, right] = [Math.max(0, x(Date.parse(band.since))), Math.min(width, x(Date.parse(band.until)))];
  if (right < 0 || left > width) return [];
  const drawn = shape(left, Math.max(NARROWEST_PX, right - left));
  drawn.append(made("title", {}, told(band)));
  if (band.id === null || !drawn.dataset.kind) return [drawn];
  return [made("a", { href: `/history/stop/${band.id}`, tabindex: -1 }, drawn)];
}

function stopShape(stop, x, width, y) {
  const high = HEIGHT * (SHARE[stop.kind] ?? 0.75);
  const share = stop.id === null ? stop.seconds / ((Date.parse(stop.until) - Date.parse(stop.since)) / 1000) : 1;
  const opacity = Math.min(1, 0.35 + 0.65 * share);
  return made("rect", { class: "strip-stop", "data-kind": stop.kind, x, y: y + TOP + HEIGHT - high, width, height: high, "fill-opacity": opacity });
}

const callShape = (x, y) => made("path", { class: "strip-call", d: `M${x - 5} ${y}h10l-5 9z` });

// A band in words: what, how many, from when, how long.
export function words(band, picture) {
  const kind = picture.classes[band.kind] ?? `${picture.words.call}: ${picture.calls[band.kind] ?? band.kind}`;
  const reason = band.kind === band.reason ? "" : (picture.reasons[band.reason] ?? band.reason);
  const many = band.id === null ? `${band.count} × ` : "";
  return `${many}${[kind, reason].filter(Boolean).join(" · ")} · ${exactly(Date.parse(band.since))} · ${span(band.seconds)}`;
}
