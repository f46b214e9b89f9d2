import { h, freshId, onChange } from "./dom.js";

export default {
  render({ model, el }) {
    const facts = (pairs) => pairs?.length > 0 && h("dl", { class: "plg-facts" }, pairs.map(([name, value]) =>
      h("div", {}, h("dt", {}, name), h("dd", {}, value))));
    const item = ({ title, text, note, href }) => h("li", {},
      title && h("p", { class: "plg-item-title", dir: "auto" }, href ? h("a", { href }, title) : h("b", {}, title)),
      text && h("p", { class: "plg-text", dir: "auto" }, text),
      note && h("p", { class: "plg-soft" }, note));
    const table = (data) => data && h("div", { class: "plg-scroll", tabindex: 0, role: "region", "aria-label": data.label },
      h("table", {}, h("thead", {}, h("tr", {}, data.head.map((cell) => h("th", { scope: "col" }, cell)))),
        h("tbody", {}, data.rows.map((cells) => h("tr", {}, cells.map((cell, i) =>
          i ? h("td", {}, cell) : h("th", { scope: "row" }, cell)))))));
    const panel = (p) => {
      const id = freshId("panel");
      return h("section", { class: `plg-card${p.wide ? " wide" : ""}`, "aria-labelledby": id },
        p.kicker && h("p", { class: "plg-area" }, p.kicker),
        h("h2", { id }, p.title),
        (p.lines ?? []).map((line) => h("p", {}, line)),
        facts(p.facts), table(p.table),
        p.items?.length > 0 && h("ul", { class: "plg-plain plg-items" }, p.items.map(item)),
        p.more && h("details", {}, h("summary", {}, p.more.summary), table(p.more.table),
          p.more.lines?.length > 0 && h("ul", { class: "plg-names" }, p.more.lines.map((line) => h("li", {}, line)))),
        p.links?.length > 0 && h("div", { class: "plg-next" }, p.links.map(({ text, href, quiet }) =>
          h("a", { class: `plg-button${quiet ? " quiet" : ""}`, href }, text))));
    };
    // Somebody else's change draws the panels again: what is unfolded stays so, and focus stays.
    const told = (one) => `${one.closest("section").querySelector("h2").textContent} ${one.textContent}`;
    const same = (selector, name) => [...el.querySelectorAll(selector)].find((one) => told(one) === name);
    const draw = () => {
      const focused = el.contains(document.activeElement) && told(document.activeElement);
      const unfolded = [...el.querySelectorAll("details[open] summary")].map(told);
      el.replaceChildren(h("div", { class: "plg-panels" }, model.get("panels").map(panel)));
      for (const name of unfolded) same("summary", name)?.parentElement.setAttribute("open", "");
      if (focused) same("a, summary, [tabindex]", focused)?.focus({ preventScroll: true });
    };
    // Once everything that is shown at the same time has its place, and a dialog that is about to
    // close has given the focus back to where it came from.
    const lead = () => requestAnimationFrame(() => {
      const dialog = document.querySelector("dialog[open]"), head = el.querySelector("h2");
      if (dialog) return dialog.addEventListener("close", lead, { once: true });
      if (!head) return;
      head.tabIndex = -1;
      head.focus({ preventScroll: true });
      head.closest("section").scrollIntoView();
    });
    onChange(model, el, ["panels"], draw);
    model.on("change:led", lead);
    draw();
    if (model.get("wanted")) lead();
  },
};
