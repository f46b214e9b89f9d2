import { h, trySend, freshId, onChange } from "./dom.js";

export default {
  render({ model, el }) {
    const title = freshId("talk");
    const item = ({ id, by, text, note, mine }) => h("li", {},
      h("p", { class: "plg-item-title" }, h("b", { dir: "auto" }, by), h("span", { class: "plg-soft" }, ` ${note}`)),
      h("p", { class: "plg-text", dir: "auto" }, text),
      mine && h("button", { type: "button", class: "plg-link", "data-id": id, onclick: () => trySend(model, { kind: "back", id }) }, "Take it back"));
    const draw = () => {
      const focused = el.contains(document.activeElement) && document.activeElement.dataset.id;
      const items = model.get("items");
      el.replaceChildren(model.get("title") ? h("section", { class: "plg-card plg-talk", "aria-labelledby": title }, h("h3", { id: title }, model.get("title")),
        items.length ? h("ul", { class: "plg-plain plg-items" }, items.map(item)) : h("p", { class: "plg-soft" }, model.get("empty"))) : "");
      if (focused) el.querySelector(`[data-id="${focused}"]`)?.focus({ preventScroll: true });
    };
    onChange(model, el, ["title", "items", "empty"], draw);
    draw();
  },
};
