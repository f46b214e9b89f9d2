export default {
  render({ model, el }) {
    const region = h("p", { role: "status", class: "plg-notice" });
    const draw = () => (region.textContent = model.get("text"));
    model.on("change:text", draw);
    el.append(region);
    draw();
  },
};
