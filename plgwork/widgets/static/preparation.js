import { h, trySend, freshId } from "./dom.js";

const SOON = 300;

export default {
  render({ model, el }) {
    const title = freshId("preparation"), id = freshId("question");
    let timer = 0;
    const hints = h("div", { class: "plg-hints", "aria-live": "polite" });
    const say = () => hints.replaceChildren(...model.get("hints").map((hint) => h("p", {}, hint)));
    const tell = () => {
      clearTimeout(timer);
      timer = setTimeout(() => trySend(model, { kind: "question", text: field.value }), SOON);
    };
    const field = h("textarea", { id, rows: 2, dir: "auto", maxlength: model.get("most"), value: model.get("question"),
      "aria-describedby": `${id}-note`, oninput: tell, onblur: () => trySend(model, { kind: "question", text: field.value }) });
    const check = ({ asks, no }) => {
      const name = freshId("check"), help = h("p", { class: "plg-hints", "aria-live": "polite" });
      const radio = (text, shown) => h("label", {}, h("input", { type: "radio", name, onchange: () => (help.textContent = shown) }), ` ${text}`);
      return h("fieldset", { class: "plg-who" }, h("legend", {}, asks),
        h("span", { class: "plg-seg" }, radio("Yes", ""), radio("No", no), radio("Not sure", no)), help);
    };
    el.append(h("section", { class: "plg-card plg-preparation", "aria-labelledby": title },
      h("h2", { id: title }, model.get("title")), model.get("lines").map((line) => h("p", {}, line)),
      h("label", { for: id }, h("b", {}, model.get("label"))), field, h("p", { id: `${id}-note`, class: "plg-soft" }, model.get("note")), hints,
      model.get("checks").map(check)));
    model.on("change:hints", say);
    say();
    return () => clearTimeout(timer);
  },
};
