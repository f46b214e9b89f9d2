import { h, trySend, drawer } from "./dom.js";

export default {
  render({ model, el }) {
    drawer(model, el, ["items"], () => h("div", { class: "plg-next plg-after plg-noprint" }, model.get("items").map(({ id, text, main }) =>
      h("button", { type: "button", class: `plg-button${main ? "" : " quiet"}`, onclick: () => trySend(model, { kind: "ask", id }) }, text))));
    // Handed over as a blob: a link that leads away would close this page's connection.
    const hand = ({ name, type }, [data]) => {
      const href = URL.createObjectURL(new Blob([data], { type }));
      h("a", { href, download: name }).click();
      setTimeout(() => URL.revokeObjectURL(href), 10000);
    };
    model.on("msg:custom", hand);
    return () => model.off("msg:custom", hand);
  },
};
