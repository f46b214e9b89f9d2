import { h, heard, trySend, onLine } from "./dom.js";

const OFTEN = 700; // milliseconds between two looks

export default {
  render({ model, el }) {
    const bar = h("progress", { max: 1, "aria-label": model.get("label") });
    const status = h("p", { class: "plg-found", role: "status" });
    const stop = h("button", { type: "button", class: "plg-button quiet", onclick: () => trySend(model, { kind: "stop" }) });
    const working = h("div", { class: "plg-card plg-effort" }, bar, h("div", { class: "plg-next" }, stop));
    let timer = 0;
    const look = () => trySend(model, { kind: "look" });
    const draw = () => {
      const running = model.get("running"), had = working.contains(document.activeElement);
      clearInterval(timer);
      if (running) timer = setInterval(look, OFTEN);
      working.hidden = !running;
      bar.value = model.get("share");
      stop.textContent = model.get("stop");
      if (status.textContent !== model.get("status")) status.textContent = model.get("status");
      if (had && !running) { // the button that one had is gone
        status.tabIndex = -1;
        status.focus();
      }
    };
    el.append(working, status);
    ["running", "share", "status", "stop"].forEach((name) => model.on(`change:${name}`, draw));
    draw();
    const quiet = onLine(model, () => heard() && model.get("running") && look());
    return () => { clearInterval(timer); quiet(); };
  },
};
