import { h, freshId, framed, inAddress } from "./dom.js";

export default {
  render({ model, el }) {
    const choose = (event) => {
      model.set("month", event.target.value);
      model.save_changes();
      // A reload, and "back", come to the same month.
      if (framed) history.replaceState(null, "", inAddress({ month: event.target.value }));
    };
    const id = freshId("month");
    const select = h("select", { id, onchange: choose });
    const note = h("span", { class: "plg-soft" });
    el.append(h("p", { class: "plg-month" }, h("label", { for: id }, "Month"), select, note));
    const draw = () => {
      select.replaceChildren(...model.get("months").map((m) => h("option", { value: m.id }, m.name)));
      select.value = model.get("month");
      note.textContent = model.get("note");
    };
    ["months", "month", "note"].forEach((name) => model.on(`change:${name}`, draw));
    draw();
  },
};
