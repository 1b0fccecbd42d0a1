// The page's texts, with what belongs into them.
import { given } from "/assets/static/page.js";

export const texts = given("texts");

export const say = (name, values = {}) =>
  texts[name].replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);

// Names of those who have heard or come, by their ids, as far as this page has been told.
export const people = {};

// Whoever it is, as people say it; a device is nobody in particular.
export const whose = (who) =>
  people[who] ?? (!who || who.startsWith("device:") ? texts.somebody : who.replace(/^person:/, ""));
