// The page's texts, with what belongs into them.
import { given } from "/assets/static/page.js";

export const texts = given("texts");

export const say = (name, values = {}) =>
  texts[name].replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);

// An id as people read it; a device is nobody in particular.
export const whose = (who) => (!who || who.startsWith("device:") ? texts.somebody : who.replace(/^person:/, ""));
