export default {
  render({ model, el }) {
    const address = (svg) => `data:image/svg+xml,${encodeURIComponent(svg)}`;
    const table = ({ caption, head = [], rows = [] }) => h("div", { class: "plg-scroll", tabindex: 0, role: "region", "aria-label": caption },
      h("table", {}, h("caption", {}, caption),
        h("thead", {}, h("tr", {}, head.map((cell) => h("th", { scope: "col" }, cell)))),
        h("tbody", {}, rows.map((cells) => h("tr", {}, cells.map((cell, i) => i ? h("td", {}, cell) : h("th", { scope: "row" }, cell)))))));
    drawer(model, el, ["light", "dark", "table"], () => model.get("light") && h("figure", { class: "plg-card plg-chart" },
      h("figcaption", {}, h("h3", {}, model.get("title")), h("p", { class: "plg-soft" }, model.get("note"))),
      h("picture", {},
        h("source", { srcset: address(model.get("dark")), media: "screen and (prefers-color-scheme: dark)" }),
        h("img", { src: address(model.get("light")), alt: model.get("alt") })),
      h("details", {}, h("summary", {}, "The figures as a table"), table(model.get("table")))));
  },
};
