import { h, trySend, onLine, drawer } from "./dom.js";

export default {
  render({ model, el }) {
    const address = (svg) => `data:image/svg+xml,${encodeURIComponent(svg)}`;
    const table = ({ caption, head = [], rows = [] }) => h("div", { class: "plg-scroll", tabindex: 0, role: "region", "aria-label": caption },
      h("table", {}, h("caption", {}, caption),
        h("thead", {}, h("tr", {}, head.map((cell) => h("th", { scope: "col" }, cell)))),
        h("tbody", {}, rows.map((cells) => h("tr", {}, cells.map((cell, i) => i ? h("td", {}, cell) : h("th", { scope: "row" }, cell)))))));
    const phone = "(max-width: 600px)", night = "(prefers-color-scheme: dark)";
    const source = (name, media) => model.get(name) && h("source", { srcset: address(model.get(name)), media: `screen and ${media}` });
    const drawn = () => ["light", "dark", "small", "small_dark"].map((look) => model.get(look)).find(Boolean);
    const picture = () => drawn()
      ? h("picture", {},
        source("small_dark", `${phone} and ${night}`), source("small", phone), source("dark", night),
        h("img", { src: address(drawn()), alt: model.get("alt") }))
      : h("p", { class: "plg-drawing plg-soft" }, "The picture is being drawn.");
    drawer(model, el, ["light", "dark", "small", "small_dark", "table"], () => (drawn() || model.get("asks")) && h("figure", { class: `plg-card plg-chart${model.get("asks") ? " wide" : ""}` },
      h("figcaption", {}, h("h3", {}, model.get("title")), h("p", { class: "plg-soft" }, model.get("note"))),
      picture(),
      h("details", { open: el.querySelector("details")?.open ?? false }, h("summary", {}, "The figures as a table"), table(model.get("table")))));
    const queries = [phone, night].map((query) => matchMedia(query));
    const ask = () => {
      const [small, dark] = queries.map(({ matches }) => matches);
      const look = [small && "small", dark && "dark"].filter(Boolean).join("_") || "light";
      // Paper takes the light one, whatever the screen shows.
      for (const one of model.get("asks") ? new Set([look, "light"]) : [])
        if (!model.get(one)) trySend(model, { kind: "look", look: one });
    };
    queries.forEach((query) => query.addEventListener("change", ask));
    const quiet = onLine(model, ask);
    ask();
    return () => { queries.forEach((query) => query.removeEventListener("change", ask)); quiet(); };
  },
};
