import { h, drawer } from "./dom.js";

export default {
  render({ model, el }) {
    const note = (text) => h("details", { class: "plg-margin" }, h("summary", {}, "Note"), h("p", {}, text));
    // Whoever speaks on is named once.
    const line = ({ who, says, note: text }, i, all) => h("li", {},
      h("p", { class: "plg-who-speaks" }, who !== all[i - 1]?.who ? h("b", {}, who) : h("span", { class: "plg-hidden" }, who)),
      h("p", { class: "plg-says" }, says), text && note(text));
    drawer(model, el, ["setting", "lines"], () => [
      h("p", { class: "plg-soft plg-setting" }, model.get("setting")),
      h("ol", { class: "plg-conversation" }, model.get("lines").map(line))]);
  },
};
