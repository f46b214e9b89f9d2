export default {
  render({ model, el }) {
    const address = (svg) => `data:image/svg+xml,${encodeURIComponent(svg)}`;
    const table = ({ caption, head = [], rows = [] }) => h("div", { class: "plg-scroll", tabindex: 0, role: "region", "aria-label": caption },
      h("table", {}, h("caption", {}, caption),
        h("thead", {}, h("tr", {}, head.map((cell) => h("th", { scope: "col" }, cell)))),
        h("tbody", {}, rows.map((cells) => h("tr", {}, cells.map((cell, i) => i ? h("td", {}, cell) : h("th", { scope: "row" }, cell)))))));
    const phone = "(max-width: 600px)", night = "(prefers-color-scheme: dark)";
    const source = (name, media) => model.get(name) && h("source", { srcset: address(model.get(name)), media: `screen and ${media}` });
    drawer(model, el, ["light", "dark", "small", "small_dark", "table"], () => model.get("light") && h("figure", { class: `plg-card plg-chart${model.get("asks") ? " wide" : ""}` },
      h("figcaption", {}, h("h3", {}, model.get("title")), h("p", { class: "plg-soft" }, model.get("note"))),
      h("picture", {},
        source("small_dark", `${phone} and ${night}`), source("small", phone), source("dark", night),
        h("img", { src: address(model.get("light")), alt: model.get("alt") })),
      h("details", {}, h("summary", {}, "The figures as a table"), table(model.get("table")))));
    const queries = [phone, night].map((query) => matchMedia(query));
    const ask = () => {
      const [small, dark] = queries.map(({ matches }) => matches);
      const look = [small && "small", dark && "dark"].filter(Boolean).join("_");
      if (model.get("asks") && look && !model.get(look)) trySend(model, { kind: "look", look });
    };
    queries.forEach((query) => query.addEventListener("change", ask));
    const quiet = onLine(model, ask);
    ask();
    return () => { queries.forEach((query) => query.removeEventListener("change", ask)); quiet(); };
  },
};
