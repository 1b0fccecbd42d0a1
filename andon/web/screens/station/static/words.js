// The page's texts, with what belongs into them.
import { given } from "/assets/static/page.js";

export const texts = given("texts");

export const say = (name, values = {}) =>
  texts[name].replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);

// An id as people read it: what it is the id of stands before the colon.
export const whose = (who) => (who ? who.replace(/^\w+:/, "") : texts.somebody);
