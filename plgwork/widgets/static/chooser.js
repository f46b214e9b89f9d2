import { h, trySend, drawer } from "./dom.js";

export default {
  render({ model, el }) {
    drawer(model, el, ["summary", "items"], () => model.get("items").length &&
      h("details", { class: "plg-chooser" }, h("summary", {}, model.get("summary")),
        h("ul", {}, model.get("items").map(({ id, text, why }) =>
          h("li", {},
            h("button", { type: "button", class: "plg-choice", onclick: () => trySend(model, { kind: "choose", id }) },
              h("b", {}, text), h("span", { class: "plg-soft" }, why)))))));
  },
};
