import { h, trySend, onChange } from "./dom.js";

export default {
  render({ model, el }) {
    const row = h("div", { class: "plg-next plg-after" });
    const status = h("p", { class: "plg-notice", role: "status", tabIndex: -1 });
    const link = ({ text, href, quiet }) => {
      const look = `plg-button${quiet ? " quiet" : ""}`;
      return href
        ? h("a", { class: look, href }, text)
        : h("button", { class: look, type: "button", onclick: () => trySend(model, { kind: "ask", text }) }, text);
    };
    let focused = "";
    const draw = () => {
      if (el.contains(document.activeElement)) focused = document.activeElement.textContent;
      else if (document.activeElement !== document.body) focused = ""; // one went on elsewhere
      const says = model.get("status"), links = model.get("items").map(link);
      row.replaceChildren(...links);
      status.textContent = says;
      el.replaceChildren(...[links.length > 0 && row, says && status].filter(Boolean));
      // Where the button that was pressed is gone: what came of it, and never another button.
      const next = links.find((one) => one.textContent === focused) ?? status;
      if (focused && el.contains(next)) {
        next.focus({ preventScroll: next !== status }); // what stood above it may have gone
        focused = "";
      }
    };
    onChange(model, el, ["items", "status"], draw);
    draw();
  },
};
