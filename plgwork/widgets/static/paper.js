import { h, drawer } from "./dom.js";

export default {
  render({ model, el }) {
    const facts = (pairs) => h("dl", { class: "plg-facts" }, pairs.map(([name, value]) =>
      h("div", {}, h("dt", {}, name), h("dd", {}, value))));
    const here = (names) => names.length > 0 && h("p", { class: "plg-here" }, h("b", {}, "Here"),
      names.map((name) => h("span", {}, h("i", {}), name)));
    const row = (cells, head) => h("tr", {}, head.map((_, i) => h("td", {}, cells[i] ?? "")));
    const agenda = ({ head, rows }) => rows.length > 0 && h("table", { class: rows[0].length < head.length ? "roomy" : "" },
      h("thead", {}, h("tr", {}, head.map((cell) => h("th", { scope: "col" }, cell)))),
      h("tbody", {}, rows.map((cells) => row(cells, head))));
    const part = ({ title, lines = [], room = 0, half }) => h("section", { class: half ? "half" : "" }, h("h3", {}, title),
      lines.map((line) => h("p", { class: "plg-text" }, line)),
      Array.from({ length: room }, () => h("hr", {})));
    drawer(model, el, ["sheet"], () => {
      const sheet = model.get("sheet");
      return sheet.title && h("article", { class: "plg-paper" }, h("p", { class: "plg-area" }, sheet.kicker), h("h2", {}, sheet.title),
        facts(sheet.facts), here(sheet.here), agenda(sheet), h("div", { class: "plg-paper-parts" }, sheet.parts.map(part)));
    });
  },
};
