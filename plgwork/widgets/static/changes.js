import { h, freshId, onChange } from "./dom.js";

const WORDS = { added: ["ins", "Added: "], taken: ["del", "Taken out: "] };

export default {
  render({ model, el }) {
    const title = freshId("changes");
    const piece = ([change, text]) => change in WORDS
      ? h(WORDS[change][0], {}, h("span", { class: "plg-hidden" }, WORDS[change][1]), text) : text;
    const part = ({ title: name, words }) => [name && h("h4", {}, name), h("p", { class: "plg-text", dir: "auto" }, words.map(piece))];
    const item = ({ title: name, note, parts }) => h("details", {}, h("summary", {}, name),
      h("p", { class: "plg-soft" }, note), parts.map(part).flat());
    const draw = () => {
      const open = [...el.querySelectorAll("details[open] > summary")].map((one) => one.textContent);
      const focused = el.contains(document.activeElement) && document.activeElement.textContent;
      const items = model.get("items");
      el.replaceChildren(items.length ? h("section", { class: "plg-card plg-changes", "aria-labelledby": title },
        h("h3", { id: title }, model.get("title")), items.map(item)) : "");
      for (const summary of el.querySelectorAll("summary")) {
        if (open.includes(summary.textContent)) summary.parentElement.open = true;
        if (summary.textContent === focused) summary.focus({ preventScroll: true });
      }
    };
    onChange(model, el, ["title", "items"], draw);
    draw();
  },
};
