// What ECharts is told for each chart: from rows to a picture. Pure but for the colours, which are the page's own.
import { span } from "/assets/static/servertime.js";

const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
export const colours = () => Object.fromEntries(["ink", "quiet", "edge", "surface", "raised", "accent", "stopped", "call", "induced", "ground"].map((name) => [name, css(name)]));

// Words are drawn on the canvas itself: a tooltip of HTML would want inline styles, which no page of ours allows.
function frame(c, more) {
  return {
    animation: false,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: c.ink, fontSize: 14 },
    grid: { left: 8, right: 16, top: innerWidth < 600 ? 62 : 36, bottom: 8, containLabel: true }, // a legend of two lines
    tooltip: { renderMode: "richText", trigger: "axis", backgroundColor: c.raised, borderColor: c.edge, textStyle: { color: c.ink } },
    legend: { top: 0, right: 0, textStyle: { color: c.ink } },
    ...more,
  };
}

const axis = (c, more) => ({ axisLabel: { color: c.quiet }, axisLine: { lineStyle: { color: c.edge } }, splitLine: { lineStyle: { color: c.edge } }, ...more });
const category = (c, data, more = {}) => axis(c, { type: "category", data, ...more });
const value = (c, more = {}) => axis(c, { type: "value", ...more });
const STEPS_S = [1, 5, 15, 60, 300, 900, 1800, 3600, 7200, 14400, 28800, 86400, 172800, 604800]; // marks a person knows

function timed(c, most_s) {
  const interval = STEPS_S.find((step) => most_s / step <= 6) ?? Math.ceil(most_s / 6 / 604800) * 604800;
  return value(c, { interval, max: Math.ceil(Math.max(1, most_s) / interval) * interval, axisLabel: { color: c.quiet, formatter: span } });
}

const most = (items, key) => items.reduce((held, item) => Math.max(held, item[key]), 0);

export function pareto(items, { measure, name, words }) {
  const c = colours();
  const seconds = measure === "seconds";
  const shown = items.slice(0, 20);
  return frame(c, {
    xAxis: category(c, shown.map(name), { axisLabel: { color: c.quiet, interval: 0, width: 90, overflow: "break", hideOverlap: true } }),
    yAxis: [seconds ? timed(c, most(shown, "value")) : value(c), value(c, { max: 100, splitLine: { show: false }, axisLabel: { color: c.quiet, formatter: "{value} %" } })],
    series: [
      { name: seconds ? words.time : words.stops, type: "bar", itemStyle: { color: c.accent }, data: shown.map((item) => item.value), tooltip: { valueFormatter: seconds ? span : String } },
      { name: words.cumulative, type: "line", yAxisIndex: 1, symbol: "diamond", symbolSize: 9, lineStyle: { color: c.ink, width: 2 }, itemStyle: { color: c.ink }, data: shown.map((item) => item.cumulative), tooltip: { valueFormatter: (share) => `${share} %` } },
    ],
  });
}

export function heat(items, { measure, words, weekdays }) {
  const c = colours();
  const amount = (item) => (measure === "seconds" ? item.seconds : item.stops);
  const say = measure === "seconds" ? span : String;
  return frame(c, {
    legend: undefined,
    tooltip: { renderMode: "richText", backgroundColor: c.raised, borderColor: c.edge, textStyle: { color: c.ink }, formatter: ({ data }) => `${weekdays[data[1]]} ${String(data[0]).padStart(2, "0")}:00  ${say(data[2])}` },
    grid: { left: 8, right: 16, top: 8, bottom: 60, containLabel: true },
    xAxis: category(c, [...Array(24).keys()].map((hour) => String(hour).padStart(2, "0")), { splitLine: { show: false } }),
    yAxis: category(c, weekdays, { inverse: true, splitLine: { show: false } }),
    visualMap: { min: 0, max: Math.max(1, most(items, measure === "seconds" ? "seconds" : "stops")), orient: "horizontal", left: "center", bottom: 0, calculable: false, itemWidth: 16, itemHeight: 160, textStyle: { color: c.ink }, formatter: say, inRange: { color: [c.raised, c.accent, c.ink] } }, // lightness alone tells it
    series: [{ name: words.time, type: "heatmap", data: items.map((item) => [item.hour, item.weekday - 1, amount(item)]), itemStyle: { borderColor: c.surface, borderWidth: 2 } }],
  });
}

export function trend(items, { words }) {
  const c = colours();
  return frame(c, {
    xAxis: category(c, items.map((item) => item.day)),
    yAxis: [timed(c, most(items, "seconds")), value(c, { splitLine: { show: false } })],
    series: [
      { name: words.time, type: "bar", itemStyle: { color: c.accent }, data: items.map((item) => item.seconds), tooltip: { valueFormatter: span } },
      { name: words.stops, type: "line", yAxisIndex: 1, symbol: items.length > 60 ? "none" : "circle", symbolSize: 6, lineStyle: { color: c.ink, width: 2 }, itemStyle: { color: c.ink }, data: items.map((item) => item.stops) },
    ],
  });
}

export function control(items, { words }) {
  const c = colours();
  const step = (name, key, type) => ({ name, type: "line", step: "middle", symbol: "none", lineStyle: { color: c.quiet, width: 1.5, type }, itemStyle: { color: c.quiet }, data: items.map((item) => item[key]) });
  const point = (item) => ({
    value: item.value,
    symbol: item.beyond ? "triangle" : item.run ? "rect" : "circle",
    symbolSize: item.beyond ? 15 : item.run ? 9 : 6,
    itemStyle: { color: item.beyond ? c.stopped : item.run ? c.call : c.accent, borderColor: c.ink, borderWidth: item.beyond || item.run ? 1 : 0 },
  });
  return frame(c, {
    xAxis: category(c, items.map((item) => item.day)),
    yAxis: value(c, { scale: false }),
    series: [
      { name: words.value, type: "line", lineStyle: { color: c.accent, width: 2 }, itemStyle: { color: c.accent }, data: items.map(point) },
      step(words.centre, "centre", "solid"),
      step(words.high, "high", "dashed"),
      step(words.low, "low", "dashed"),
    ],
  });
}

export function cusum(items, { words }) {
  const c = colours();
  const line = (name, key, symbol, colour, type) => ({ name, type: "line", symbol, symbolSize: 7, lineStyle: { color: colour, width: 2, type }, itemStyle: { color: colour }, data: items.map((item) => item[key]) });
  return frame(c, {
    xAxis: category(c, items.map((item) => item.day)),
    yAxis: value(c),
    series: [
      line(words.up, "cusum_up", "triangle", c.accent, "solid"),
      line(words.down, "cusum_down", "diamond", c.induced, "dotted"),
      { name: `${words.height} 5`, type: "line", symbol: "none", lineStyle: { color: c.quiet, type: "dashed" }, itemStyle: { color: c.quiet }, data: items.map(() => 5) },
    ],
  });
}

export function times(items, { words }) {
  const c = colours();
  return frame(c, {
    legend: undefined,
    xAxis: category(c, items.map((item) => `≥ ${span(item.from_s)}`), { axisLabel: { color: c.quiet, rotate: 40 } }),
    yAxis: value(c),
    series: [{ name: words.stops, type: "bar", barCategoryGap: "6%", itemStyle: { color: c.accent }, data: items.map((item) => item.stops) }],
  });
}
