// The plan as a form: made from the description of its models, so that a section nobody has thought of appears too.
// Every field writes into the table it was made from; an empty one takes its key away.
import { element } from "./parts.js";

const LANGUAGES = { en: "English", vi: "Tiếng Việt", kn: "ಕನ್ನಡ", ja: "日本語" };
const join = (section, part) => (section ? `${section}.${part}` : part);

export class PlanForm {
  constructor(form, table, texts, changed) {
    Object.assign(this, { form, table, texts, changed });
  }

  render() {
    return this.form.filter((field) => !this.isSimple(field)).reduce((parts, field) => {
      const held = field.kind === "group" ? (this.table[field.key] ??= {}) : (this.table[field.key] ??= []);
      const body = field.kind === "group" ? this.fields(field.form, held, field.key) : this.items(field, held, field.key);
      parts.push(this.fold(field.label, field.kind === "group" ? "" : String(held.length), body, field.key, "card"));
      return parts;
    }, [this.fold(this.texts.site, "", this.fields(this.form.filter((field) => this.isSimple(field)), this.table, ""), "top of file", "card")]);
  }

  isSimple({ kind }) {
    return kind !== "group" && kind !== "items";
  }

  fold(title, count, body, section, kind = "") {
    return element("details", { class: `fold ${kind}`, "data-section": section },
      element("summary", {}, element("span", { class: "fold-title" }, title), element("span", { class: "quiet" }, count)), body);
  }

  fields(form, table, section) {
    const simple = form.filter((field) => this.isSimple(field)).map((field) => this.field(field, table, section));
    const below = form.filter((field) => !this.isSimple(field)).map((field) => this.below(field, table, section));
    return element("div", { class: "keys" }, element("div", { class: "grid" }, ...simple), ...below);
  }

  below(field, table, section) {
    if (field.kind === "group") {
      const held = table[field.key] ?? {};
      const keep = () => { if (Object.keys(held).length) table[field.key] = held; else delete table[field.key]; };
      const body = this.fields(field.form, new Proxy(held, { set: (o, k, v) => { o[k] = v; keep(); return true; }, deleteProperty: (o, k) => { delete o[k]; keep(); return true; } }), join(section, field.key));
      return this.fold(field.label, "", body, join(section, field.key));
    }
    const held = (table[field.key] ??= field.by_name ? {} : []);
    const size = field.by_name ? Object.keys(held).length : held.length;
    return this.fold(field.label, String(size), this.items(field, held, join(section, field.key)), join(section, field.key));
  }

  // Items of a list or of a table by name; whoever adds one says its id first.
  items(field, held, section) {
    const place = element("div", { class: "items" });
    const again = () => place.replaceChildren(...this.entries(field, held).map(([name, item, n]) => this.item(field, held, section, name, item, n, draw)), this.adder(field, held, draw));
    const draw = () => { again(); this.changed(); };
    again();
    return place;
  }

  entries(field, held) {
    if (field.by_name) return Object.entries(held).map(([name, item], n) => [name, item, n]);
    return held.map((item, n) => [item.id ?? `#${n + 1}`, item, n]);
  }

  item(field, held, section, name, item, n, draw) {
    const take = () => { if (field.by_name) delete held[name]; else held.splice(n, 1); draw(); };
    const up = () => { held.splice(n - 1, 0, ...held.splice(n, 1)); draw(); };
    const form = field.form.filter((each) => each.key !== "id");
    const body = element("div", {}, this.fields(form, item, join(section, name)), element("div", { class: "row-end" },
      !field.by_name && n > 0 ? element("button", { class: "button plain", type: "button", onclick: up }, this.texts.up) : null,
      element("button", { class: "button plain danger-text", type: "button", onclick: take }, this.texts.remove)));
    return this.fold(this.name(item.name) ?? name, name, body, join(section, name));
  }

  name(text) {
    return typeof text === "object" && text ? (text[document.documentElement.lang] ?? text.en ?? Object.values(text)[0]) : text;
  }

  adder(field, held, draw) {
    const needsId = field.by_name || field.has_ids;
    const id = needsId ? element("input", { "aria-label": this.texts.id, placeholder: this.texts.id, maxlength: 32, autocapitalize: "none", spellcheck: "false" }) : null;
    const add = () => {
      const name = id?.value.trim();
      if (needsId && !name) return id.focus();
      if (field.by_name) held[name] = {};
      else held.push(field.has_ids ? { id: name } : {});
      draw();
    };
    return element("div", { class: "fields adder" }, id ? element("span", { class: "field" }, id) : null,
      element("button", { class: "button plain", type: "button", onclick: add }, `+ ${this.texts.add}`));
  }

  field(field, table, section) {
    const input = this.input(field, table);
    const marks = { "data-section": section || "top of file", "data-key": field.key };
    if (field.kind === "words" || field.kind === "list" && field.options) {
      return element("fieldset", { class: "field choice-of", ...marks }, element("legend", {}, field.label), input, element("p", { class: "wrong", hidden: true }));
    }
    return element("label", { class: "field", ...marks }, field.label, input, element("p", { class: "wrong", hidden: true }));
  }

  input(field, table) {
    const write = (value) => {
      if (value === "" || value === null || value === undefined || (Array.isArray(value) && !value.length && !field.required)) delete table[field.key];
      else table[field.key] = value;
      this.changed();
    };
    const held = table[field.key];
    const usual = field.usual === undefined || field.usual === "" ? "" : String(this.texts.kinds[field.usual] ?? field.usual);
    switch (field.kind) {
      case "words": return this.words(held, write);
      case "flag": return this.select([["", `${this.texts.unset} (${field.usual ? this.texts.yes : this.texts.no})`], ["true", this.texts.yes], ["false", this.texts.no]], held === undefined ? "" : String(held), (said) => write(said === "" ? null : said === "true"));
      case "choice": return this.select(this.options(field.options, field, usual), held === undefined ? "" : String(held), (said) => write(field.is_number && said ? Number(said) : said));
      case "number": return element("input", { type: "number", step: "any", inputmode: "decimal", value: held ?? "", placeholder: usual, onchange: (event) => write(event.target.value === "" ? null : Number(event.target.value)) });
      case "time": return element("input", { type: "time", value: String(held ?? "").slice(0, 5), onchange: (event) => write(event.target.value) });
      case "list": return field.options ? this.checks(field.options, held ?? [], write) : this.text((held ?? []).join(", "), (said) => write(said.split(",").map((part) => part.trim()).filter(Boolean)), field);
      case "pairs": return this.pairs(held ?? {}, write);
      default: return this.text(held ?? "", write, field, usual);
    }
  }

  options(options, field, usual) {
    const named = options.map((option) => [option, this.texts.kinds[option] ?? option]);
    return field.required ? [["", ""], ...named] : [["", usual ? `${this.texts.unset} (${usual})` : this.texts.unset], ...named];
  }

  select(options, held, write) {
    return element("select", { onchange: (event) => write(event.target.value) },
      ...options.map(([value, words]) => element("option", { value, selected: value === held }, words)));
  }

  // Where a key names items of the plan, their ids are offered.
  text(held, write, field, usual = "") {
    const input = element("input", { value: held, placeholder: usual, spellcheck: "false", onchange: (event) => write(event.target.value.trim()) });
    const ids = () => (this.table[field.refers] ?? []).map((item) => item.id);
    if (!field.refers) return input;
    const list = element("datalist", { id: `ids-${crypto.randomUUID()}` });
    input.addEventListener("focus", () => list.replaceChildren(...ids().map((id) => element("option", { value: id }))));
    input.setAttribute("list", list.id);
    return element("span", { class: "offered" }, input, list);
  }

  words(held, write) {
    const said = typeof held === "string" ? { en: held } : { ...(held ?? {}) };
    const inputs = Object.entries(LANGUAGES).map(([language, own]) => element("label", { class: "word" }, own,
      element("input", { lang: language, value: said[language] ?? "", onchange: (event) => {
        if (event.target.value.trim()) said[language] = event.target.value.trim();
        else delete said[language];
        write(Object.keys(said).length ? { ...said } : null);
      } })));
    return element("span", { class: "words" }, ...inputs);
  }

  checks(options, held, write) {
    const chosen = new Set(held);
    return element("span", { class: "checks" }, ...options.map((option) => element("label", {}, element("input", { type: "checkbox", checked: chosen.has(option), onchange: (event) => {
      if (event.target.checked) chosen.add(option);
      else chosen.delete(option);
      write(options.filter((each) => chosen.has(each)));
    } }), this.texts.kinds[option] ?? option)));
  }

  pairs(held, write) {
    const lines = Object.entries(held).map(([key, value]) => `${key} = ${value}`).join("\n");
    const read = (text) => Object.fromEntries(text.split("\n").map((line) => line.split("=")).filter((parts) => parts.length > 1)
      .map(([key, ...value]) => [key.trim(), value.join("=").trim()]));
    const area = element("textarea", { rows: Math.max(2, Object.keys(held).length + 1), spellcheck: "false", placeholder: "E-11 = tool-worn", onchange: (event) => {
      const said = read(event.target.value);
      write(Object.keys(said).length ? said : null);
    } });
    area.value = lines;
    return area;
  }
}

// Puts each problem at its field, opens what is folded around it, and returns those that have no field.
export function mark(place, problems) {
  for (const wrong of place.querySelectorAll(".wrong")) wrong.hidden = true;
  for (const field of place.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
  return problems.filter(({ section, key, wrong, remedy }) => {
    const own = [...place.querySelectorAll("[data-key]")].find((each) => each.dataset.section === section && (each.dataset.key === key || key.startsWith(`${each.dataset.key}.`)));
    const around = own ?? [...place.querySelectorAll("details[data-section]")].find((each) => each.dataset.section === section);
    for (let fold = around?.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    if (!own) return true;
    const said = own.querySelector(".wrong");
    said.textContent = `${wrong}; ${remedy}`;
    said.hidden = false;
    own.setAttribute("aria-invalid", "true");
    return false;
  });
}
