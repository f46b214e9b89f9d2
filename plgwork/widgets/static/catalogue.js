import { h, trySend, freshId, drawer, opening } from "./dom.js";

export default {
  render({ model, el }) {
    const row = (one) => h("li", {},
      h("div", {}, h("h4", {}, opening(model, one, one.name)),
        h("p", {}, one.text),
        (one.notes ?? []).map(([label, words]) => h("p", { class: "plg-soft" }, h("b", {}, label), ` ${words}`))),
      one.facts?.length > 0 && h("ul", { class: "plg-plain plg-row-facts" }, one.facts.map((fact) => h("li", {}, fact))));
    const group = ({ title, text, ranked, rows }) => {
      const id = freshId("group");
      return h("section", { class: "plg-card plg-catalogue", "aria-labelledby": id },
        h("h3", { id }, title), text && h("p", { class: "plg-soft" }, text),
        h(ranked ? "ol" : "ul", { class: "plg-plain plg-items" }, rows.map(row)));
    };
    const nothing = ({ text, ways = [] }) => text && h("div", { class: "plg-empty" }, h("p", {}, text),
      ways.length > 0 && h("div", { class: "plg-next" }, ways.map(({ text: words, href, name }) => href
        ? h("a", { class: "plg-button quiet", href }, words)
        : h("button", { type: "button", class: "plg-button quiet", onclick: () => trySend(model, { kind: "loosen", name }) }, words))));
    drawer(model, el, ["groups", "empty"], () => [nothing(model.get("empty")), ...model.get("groups").map(group)]);
  },
};
