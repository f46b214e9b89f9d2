import { h } from "./dom.js";

export default {
  render({ model, el }) {
    const region = h("p", { role: "status", class: "plg-notice" });
    const draw = () => (region.textContent = model.get("text"));
    const here = () => document.querySelector("main > section[data-current]")?.id;
    let step = here();
    const moved = () => {
      if (here() === step) return;
      step = here();
      region.textContent = "";
    };
    model.on("change:said", draw);
    window.addEventListener("plg:section", moved);
    el.append(region);
    draw();
    return () => window.removeEventListener("plg:section", moved);
  },
};
