import { h, heard, UNHEARD, trySend, onLine, tab, freshId } from "./dom.js";

const AGAIN = 4000;

export default {
  render({ model, el }) {
    const key = `plgwork ${model.get("key")}`;
    const status = h("p", { role: "status", class: "plg-saved" });
    const body = h("div", {});
    el.append(h("p", { class: "plg-question" }, model.get("question")), body, status);
    // Marks on their way: an answer to an earlier one does not undo them. They lie in the tab
    // and are sent until they are answered, so that no click is lost.
    const waiting = new Map(Object.entries(tab.get(key) ?? {}));
    let timer = 0;
    const keep = () => tab.set(key, waiting.size ? Object.fromEntries(waiting) : null);
    const send = () => {
      clearTimeout(timer);
      if (!waiting.size) return;
      timer = setTimeout(send, AGAIN);
      const went = [...waiting].every(([id, value]) => trySend(model, { kind: "rate", id, value }));
      if (!went) say(`Not saved yet. ${UNHEARD} What you chose is kept in this tab and is sent again.`);
    };
    const marked = (id) => waiting.get(id) ?? model.get("marks")[id];
    const row = ({ id, text }) => {
      const name = freshId("rate"), proposed = model.get("proposed")[id];
      const why = proposed && h("p", { id: freshId("proposed"), class: "plg-proposed plg-soft", hidden: !!marked(id) }, proposed.why);
      const point = (label, i) => {
        const value = i + 1;
        const last = model.get("last")[id] === value;
        const choose = () => { waiting.set(id, value); keep(); tell(); send(); };
        const radio = h("input", { type: "radio", name, value, checked: marked(id) === value, onchange: choose });
        return h("label", { class: last ? "last" : "" }, radio, h("span", {}, label),
          proposed?.value === value && h("small", { class: "plg-proposed", hidden: !!marked(id) }, " proposed"),
          last && h("small", { class: "plg-last" }, h("span", { class: "plg-hidden" }, "Last time, in "), model.get("last_name")));
      };
      return h("fieldset", { class: "plg-rate", "data-id": id, "aria-describedby": why && why.id }, h("legend", {}, text),
        h("div", { class: "row" }, model.get("anchors").map(point)), why);
    };
    const tell = () => {
      for (const set of body.querySelectorAll("fieldset"))
        for (const why of set.querySelectorAll(".plg-proposed")) why.hidden = !!marked(set.dataset.id);
    };
    const draw = () => body.replaceChildren(...model.get("groups").map(({ name, rows }) =>
      h("section", { class: "plg-card" }, h("h3", {}, name), rows.map(row))));
    // A mark set elsewhere moves the radio; the rows stay, and so does keyboard focus.
    const mark = () => {
      const marks = model.get("marks");
      for (const [id, value] of waiting) if (marks[id] === value) waiting.delete(id);
      keep();
      for (const set of body.querySelectorAll("fieldset"))
        for (const radio of set.querySelectorAll("input"))
          radio.checked = marked(set.dataset.id) === +radio.value;
      tell();
    };
    const refused = () => { waiting.clear(); mark(); };
    const say = (text) => { if (status.textContent !== text) status.textContent = text; };
    ["groups", "last", "last_name", "proposed"].forEach((name) => model.on(`change:${name}`, draw));
    model.on("change:marks", mark);
    model.on("msg:custom", refused);
    model.on("change:status", () => say(model.get("status")));
    draw();
    say(model.get("status"));
    send();
    // While the line is lost nothing is sent; what the page last said of it still stands.
    const stopLine = onLine(model, () => { if (heard()) say(model.get("status")); send(); });
    return () => { clearTimeout(timer); stopLine(); };
  },
};
