import { trySend, tab } from "./dom.js";

const AGAIN = 4000;

export default {
  render({ model }) {
    const mine = `plgwork ${model.get("mine")} `;
    const keys = () => { try { return Object.keys(sessionStorage).filter((key) => key.startsWith(mine)); } catch { return []; } };
    let left = keys(), timer = 0; // what lies here now; what comes later, its card takes care of
    const send = () => {
      left = left.filter((key) => typeof tab.get(key)?.text === "string");
      if (!left.length) return;
      timer = setTimeout(send, AGAIN);
      for (const key of left) trySend(model, { kind: "left", ...tab.get(key), key: key.slice("plgwork ".length) });
    };
    model.on("msg:custom", ({ key, text }) => {
      if (tab.get(`plgwork ${key}`)?.text === text) tab.set(`plgwork ${key}`, null);
    });
    send();
    return () => clearTimeout(timer);
  },
};
