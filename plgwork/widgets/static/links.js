export default {
  render({ model, el }) {
    drawer(model, el, ["items"], () =>
      model.get("items").length > 0 && h("div", { class: "plg-next plg-after" }, model.get("items").map(({ text, href, quiet }) => {
        const look = `plg-button${quiet ? " quiet" : ""}`;
        return href
          ? h("a", { class: look, href }, text)
          : h("button", { class: look, type: "button", onclick: () => trySend(model, { kind: "ask", text }) }, text);
      })));
  },
};
