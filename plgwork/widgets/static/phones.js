import { h, freshId, drawer } from "./dom.js";

export default {
  render({ model, el }) {
    drawer(model, el, ["title", "place", "picture", "lines"], () => {
      const path = model.get("place"), id = freshId("phones"), last = path.lastIndexOf("/") + 1;
      const before = location.host + path.slice(0, last); // a line may end there, and not within the code
      return path && h("section", { class: "plg-card plg-phones", "aria-labelledby": id },
        h("h2", { id }, model.get("title")),
        h("img", { src: model.get("picture"), alt: "The address as a picture for a phone", width: 220, height: 220 }),
        h("div", {},
          h("p", { class: "plg-phones-place" }, h("a", { href: path }, before, h("wbr"), h("span", {}, path.slice(last)))),
          model.get("lines").map((line) => h("p", {}, line))));
    });
  },
};
