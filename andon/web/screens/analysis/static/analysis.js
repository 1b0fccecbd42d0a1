// Reads each chart's rows, draws them, and writes them as a table beside: one answer for eyes, readers and files.
import { ask } from "/assets/static/ask.js";
import { given, sameLanguage } from "/assets/static/page.js";
import { span } from "/assets/static/servertime.js";
import { init } from "./built/echarts.js";
import * as options from "./options.js";

const { query, said, control, leads, names, words, weekdays } = given("given");
const drawn = new Map(); // element -> () => draw again

const asked = {
  pareto: { ...query, by: said.by, measure: said.measure },
  heat: query,
  trend: query,
  control: { ...query, ...control, class: query.class ?? "abnormality" },
  times: { ...query, class: query.class ?? "abnormality" },
};
const address = (name, ending = "") => `/api/v1/charts/${name}${ending}?${new URLSearchParams(asked[name])}`;

function barName(item) {
  if (said.by === "station") return names.station[`${item.line}/${item.key}`] ?? item.key;
  return names[said.by][item.key] ?? item.key;
}

function leadOf(item) {
  const to = new URL(leads.to, location.href);
  to.searchParams.set(leads.name, item.key);
  if (item.line) to.searchParams.set("line", item.line);
  return to.href;
}

const tables = {
  pareto: [[words.stops, barName, leadOf], [said.measure === "seconds" ? words.time : words.count, (item) => (said.measure === "seconds" ? span(item.value) : item.value)], [`${words.share} %`, (item) => item.share], [`${words.cumulative} %`, (item) => item.cumulative]],
  heat: [[words.weekday, (item) => weekdays[item.weekday - 1]], [words.hour, (item) => `${String(item.hour).padStart(2, "0")}:00`], [words.stops, (item) => item.stops], [words.time, (item) => span(item.seconds)]],
  trend: [[words.day, (item) => item.day], [words.stops, (item) => item.stops], [words.time, (item) => span(item.seconds)]],
  control: [[words.day, (item) => item.day], [words.count, (item) => item.count], [words.size, (item) => item.size], [words.value, (item) => item.value], [words.low, (item) => item.low], [words.centre, (item) => item.centre], [words.high, (item) => item.high], [words.up, (item) => item.cusum_up], [words.down, (item) => item.cusum_down], [words.signal, signals]],
  times: [[words.lasted, (item) => `${words.from} ${span(item.from_s)}`], [words.stops, (item) => item.stops]],
};

function signals(item) {
  return [item.beyond && words.beyond, item.run && words.run, item.cusum_signal && words.shift].filter(Boolean).join(", ");
}

const about = {
  control: ({ limits }) => (limits === null ? "" : [limits.frozen ? fill(words.frozen, { ...limits, from: limits.from.slice(0, 10), to: limits.to.slice(0, 10) }) : words.loose, limits.few && words.few].filter(Boolean).join(" · ")),
  times: (t) => (t.n ? `${words.n} = ${t.n} · ${words.mean} ${span(t.mean_s)} · ${words.half} ${span(t.p50_s)} · ${words.ninety} ${span(t.p90_s)} · ${words.longest} ${span(t.longest_s)}` : ""),
};
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);

async function show(card) {
  const name = card.dataset.chart;
  const note = card.querySelector(".chart-about");
  card.querySelector(".chart-file").href = address(name, ".csv");
  const answer = await fetch(address(name), { headers: sameLanguage }).catch(() => null);
  const told = await answer?.json().catch(() => null);
  if (!answer?.ok) note.textContent = told?.detail ?? words.failed;
  else if (!told.items.some(hasAny)) note.textContent = words.nothing;
  else {
    note.textContent = about[name]?.(told.about) ?? "";
    const more = { measure: said.measure, name: barName, words, weekdays };
    const chart = draw(card.querySelector(".chart"), () => options[name](told.items, more));
    if (name === "pareto") chart.on("click", ({ dataIndex }) => location.assign(leadOf(told.items[dataIndex])));
    if (name === "control") draw(card.querySelector(".cusum"), () => options.cusum(told.items, more));
    fillTable(card.querySelector(".chart-table"), tables[name], told.items);
  }
  for (const place of card.querySelectorAll(".chart")) place.hidden = !drawn.has(place);
  card.dataset.shown = "";
}

const hasAny = (item) => Boolean(item.stops || item.value || item.count || item.size);

function draw(place, option) {
  const chart = init(place, null, { renderer: "canvas" });
  const again = () => chart.setOption(option(), true);
  again();
  drawn.set(place, { chart, again });
  return chart;
}

function fillTable(table, columns, items) {
  const head = document.createElement("tr");
  for (const [title] of columns) head.append(cell("th", title));
  table.tHead.replaceChildren(head);
  table.tBodies[0].replaceChildren(...items.map((item) => row(columns, item)));
}

function row(columns, item) {
  const line = document.createElement("tr");
  if (signals(item)) line.dataset.signal = "";
  for (const [, read, lead] of columns) {
    const made = cell("td", lead ? "" : (read(item) ?? "–"));
    if (lead) made.append(Object.assign(document.createElement("a"), { href: lead(item), textContent: read(item) }));
    line.append(made);
  }
  return line;
}

const cell = (kind, text) => Object.assign(document.createElement(kind), { textContent: text });

document.querySelector(".freeze")?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  const note = form.querySelector(".freeze-said");
  const baseline = { chart: control.kind, line: control.line, station: query.station ?? "", from: query.from, to: new Date(Math.min(Date.parse(query.to), Date.now())).toISOString() };
  const { status, data } = await ask("POST", "/api/v1/charts/limits", { ...baseline, why: form.elements.why.value });
  note.textContent = status === 200 ? words.saved : (data?.detail ?? words.refused);
  if (status === 200) show(document.querySelector('[data-chart="control"]'));
});

function redraw() {
  for (const { chart, again } of drawn.values()) {
    chart.resize();
    again();
  }
}

addEventListener("resize", redraw);
matchMedia("(prefers-color-scheme: light)").addEventListener("change", redraw);
new MutationObserver(redraw).observe(document.documentElement, { attributeFilter: ["data-theme"] });
for (const card of document.querySelectorAll("[data-chart]")) show(card);
