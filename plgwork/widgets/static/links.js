export default {
  render({ model, el }) {
    drawer(model, el, ["items"], () =>
      h("div", { class: "plg-next" }, model.get("items").map(({ text, href, quiet }) => {
        const look = `plg-button${quiet ? " quiet" : ""}`;
        return href
          ? h("a", { class: look, href }, text)
          : h("button", { class: look, type: "button", onclick: () => trySend(model, { kind: "ask", text }) }, text);
      })));
  },
};
