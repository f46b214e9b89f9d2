import { h, trySend, freshId, onChange } from "./dom.js";

export default {
  render({ model, el }) {
    const title = freshId("concordance");
    const box = ({ id, before, word, after, chosen }, at) => h("td", { class: "plg-choose" }, h("label", {},
      h("input", { type: "checkbox", checked: chosen, disabled: model.get("full") && !chosen, "data-line": at,
        onchange: ({ target }) => trySend(model, { kind: "choose", id, chosen: target.checked }) }),
      " Quote", h("span", { class: "plg-hidden" }, `: ${before} ${word} ${after}`)));
    const around = (one) => [
      h("td", { class: "plg-before", dir: "auto" }, one.before),
      h("th", { scope: "row", dir: "auto" }, one.word),
      h("td", { dir: "auto" }, one.after)];
    const whole = (one) => h("td", { class: "plg-text", dir: "auto" }, one.after);
    const row = (one, at) => h("tr", {}, one.word ? around(one) : whole(one), model.get("chooses") && box(one, at));
    const head = (lines) => [...(lines[0].word ? ["Before", "Found", "After"] : ["Answer"]), ...(model.get("chooses") ? ["Take away"] : [])];
    const draw = () => {
      const focused = el.contains(document.activeElement) && document.activeElement.dataset.line;
      const lines = model.get("lines");
      el.replaceChildren(h("div", { class: "plg-card plg-rows plg-concordance wide" }, h("h3", { id: title }, model.get("label")),
        model.get("note") && h("p", { class: "plg-soft" }, model.get("note")),
        lines.length
          ? h("div", { class: "plg-scroll", tabindex: 0, role: "region", "aria-labelledby": title }, h("table", {},
            h("thead", {}, h("tr", {}, head(lines).map((cell) => h("th", { scope: "col" }, cell)))), h("tbody", {}, lines.map(row))))
          : h("p", { class: "plg-empty" }, model.get("empty"))));
      if (focused) el.querySelector(`[data-line="${focused}"]`)?.focus({ preventScroll: true });
    };
    onChange(model, el, ["label", "note", "lines", "empty", "chooses", "full"], draw);
    draw();
  },
};
