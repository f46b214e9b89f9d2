import { trySend } from "./dom.js";

export default {
  render({ model }) {
    const tell = ({ detail }) => {
      if (model.get("topics").includes(detail.topic)) trySend(model, { kind: "changed", topic: detail.topic });
    };
    window.addEventListener("plg:changed", tell);
    return () => window.removeEventListener("plg:changed", tell);
  },
};
