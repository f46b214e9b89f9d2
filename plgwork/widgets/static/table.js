import { h, trySend, freshId, framed, onlyAsking, onChange } from "./dom.js";

export default {
  render({ model, el }) {
    const title = freshId("table");
    // A row's button stays the same element, so that focus finds its way back to it.
    const buttons = new Map();
    const name = ({ id, cells }) => {
      if (!model.get("verb")) return cells[0];
      const open = { onclick: () => {
        trySend(model, { kind: "open", id });
        if (framed && model.get("query")) history.replaceState(null, "", onlyAsking({ [model.get("query")]: id }));
      } };
      const button = buttons.get(id) ?? (model.get("leads")
        ? h("a", { ...open, class: "plg-link", href: model.get("leads") })
        : h("button", { ...open, type: "button", class: "plg-link", "aria-haspopup": model.get("dialog") && "dialog" }));
      buttons.set(id, button);
      button.replaceChildren(h("span", { class: "plg-hidden" }, `${model.get("verb")} `), cells[0]);
      return button;
    };
    const row = (one) => h("tr", {}, h("th", { scope: "row" }, name(one)), one.cells.slice(1).map((cell) => h("td", {}, cell)));
    const draw = () => {
      const focused = document.activeElement;
      const rows = model.get("rows");
      el.replaceChildren(rows.length
        ? h("div", { class: "plg-card plg-rows wide" }, h("h3", { id: title }, model.get("label")),
          h("div", { class: "plg-scroll", tabindex: 0, role: "region", "aria-labelledby": title },
            h("table", {}, h("thead", {}, h("tr", {}, model.get("head").map((cell) => h("th", { scope: "col" }, cell)))), h("tbody", {}, rows.map(row)))))
        : model.get("empty") ? h("p", { class: "plg-empty" }, model.get("empty")) : "");
      if ([...buttons.values()].includes(focused) && focused.isConnected) focused.focus({ preventScroll: true });
    };
    onChange(model, el, ["label", "head", "rows", "verb", "empty"], draw);
    draw();
  },
};
