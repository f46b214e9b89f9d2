import { h, drawer } from "./dom.js";

export default {
  render({ model, el }) {
    const spans = (row) => row.map(({ text, style }) => style ? h(style === "em" ? "em" : "strong", {}, text) : text);
    const block = ({ kind, items }) => {
      if (kind === "heading") return h("h4", {}, spans(items[0]));
      if (kind === "paragraph") return h("p", {}, spans(items[0]));
      return h(kind === "steps" ? "ol" : "ul", {}, items.map((item) => h("li", {}, spans(item))));
    };
    drawer(model, el, ["kicker", "title", "lede", "blocks"], () => h("article", { class: "plg-prose" },
      model.get("kicker") && h("p", { class: "plg-area" }, model.get("kicker")),
      model.get("title") && h("h3", {}, model.get("title")),
      model.get("lede") && h("p", { class: "plg-lede" }, model.get("lede")),
      model.get("blocks").map(block)));
  },
};
