import { h, UNHEARD, trySend, onLine, freshId, cohort, whoCanRead, onChange } from "./dom.js";

const UNCHANGED = "Who can read this did not change.";

export default {
  render({ model, el }) {
    const list = h("div", {}), problem = h("p", { class: "plg-problem", role: "alert" });
    el.append(problem, list);
    const row = ({ id, title, text, shared, note, stale }) => {
      const heading = freshId("share");
      const choose = (value) => {
        problem.textContent = "";
        if (trySend(model, { kind: value === "me" ? "withdraw" : "share", id })) return;
        problem.textContent = `${UNHEARD} ${UNCHANGED}`;
        draw();
      };
      return h("li", { class: "plg-card", "aria-labelledby": heading },
        h("h3", { id: heading, dir: "auto" }, title),
        h("p", { class: "plg-excerpt", dir: "auto" }, text),
        h("div", { class: "plg-foot" },
          whoCanRead({ shared, audience: model.get("audience"), choose }),
          h("span", {}, h("span", { role: "status" }, note),
            stale && h("button", { type: "button", class: "plg-link", onclick: () => choose("cohort") }, "Update what they see"))));
    };
    // Focus stays on the same control of the same row when the rows are drawn again.
    const draw = () => {
      const inputs = (part) => [...(part?.querySelectorAll("input, button, summary") ?? [])];
      const rowOf = (one) => [...list.querySelectorAll("li")].findIndex((row) => row.contains(one));
      const at = rowOf(document.activeElement), where = () => list.querySelectorAll("li")[at] ?? list;
      const focused = inputs(where()).indexOf(document.activeElement);
      const rows = model.get("rows");
      list.replaceChildren(
        rows.length ? h("ul", { class: "plg-plain" }, rows.map(row))
          : h("p", { class: "plg-empty" }, "Nothing written for this month yet. What you write appears here, and stays yours until you choose otherwise."),
        model.get("audience") ? cohort(model.get("audience")) : "");
      if (focused >= 0) (inputs(where())[focused] ?? where().querySelector("input:checked"))?.focus();
    };
    // What was refused, or not answered, does not look as if it were done.
    const refused = () => { problem.textContent = model.get("problem"); draw(); };
    onChange(model, el, ["rows", "audience"], draw);
    model.on("msg:custom", refused);
    draw();
    return onLine(model, draw);
  },
};
