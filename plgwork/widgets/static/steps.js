import { h } from "./dom.js";

export default {
  render({ model, el }) {
    const list = h("ol", { class: "plg-steps" });
    el.append(h("nav", { "aria-label": model.get("label") }, list));
    const here = () => location.hash.slice(1) || model.get("items")[0]?.slug;
    // Links stay the same elements, so that keyboard focus is not lost when a note changes.
    const draw = () => {
      const items = model.get("items");
      while (list.children.length > items.length) list.lastChild.remove();
      items.forEach(({ slug, name, note, done }, i) => {
        const item = list.children[i] ?? list.appendChild(h("li", {}, h("a", {}, h("b"), h("span"))));
        const link = item.firstChild;
        item.className = done ? "done" : "";
        link.href = `#${slug}`;
        link.firstChild.textContent = name;
        link.lastChild.textContent = note;
        if (slug === here()) link.setAttribute("aria-current", "step");
        else link.removeAttribute("aria-current");
      });
    };
    model.on("change:items", draw);
    window.addEventListener("hashchange", draw);
    draw();
    return () => window.removeEventListener("hashchange", draw);
  },
};
