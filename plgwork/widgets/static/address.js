import { h, freshId, drawer } from "./dom.js";

export default {
  render({ model, el }) {
    drawer(model, el, ["label", "note", "path"], () => {
      if (!model.get("path")) return false;
      const id = freshId("address"), whole = new URL(model.get("path"), location).href;
      const said = h("p", { class: "plg-saved", role: "status" });
      const input = h("input", { id, type: "text", readonly: true, value: whole, "aria-describedby": `${id}-note`, onfocus: () => input.select() });
      const copy = async () => {
        input.select();
        try { await navigator.clipboard.writeText(whole); said.textContent = "Copied"; }
        catch { said.textContent = "It is selected: copy it with your keyboard."; }
      };
      return h("div", { class: "plg-card plg-form plg-upload plg-noprint" },
        h("label", { for: id }, model.get("label")), h("p", { id: `${id}-note`, class: "plg-soft" }, model.get("note")), input,
        h("div", { class: "plg-next" }, h("button", { type: "button", class: "plg-button quiet", onclick: copy }, "Copy")), said);
    });
  },
};
