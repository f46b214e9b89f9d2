import { h, UNHEARD, trySend, onLine, freshId, onChange } from "./dom.js";

export default {
  render({ model, el }) {
    const names = new Map(); // a person's button stays the same element, wherever they are moved
    const seen = new Map(); // what one saw of whom: a move upon something else is told
    const facts = h("dl", { class: "plg-facts plg-board-facts" }), status = h("p", { class: "plg-found", role: "status" });
    const columns = h("div", { class: "plg-board-columns" }), title = freshId("person");
    const close = () => dialog.close();
    const dialog = h("dialog", { class: "plg-dialog plg-board-moving", "aria-labelledby": title });
    let asked = "", dragged = null;

    const send = (message) => {
      close();
      if (!trySend(model, message)) status.textContent = `${UNHEARD} Nothing was moved.`;
    };
    const ask = (id) => {
      asked = id;
      if (!trySend(model, { kind: "ask", person: id })) status.textContent = UNHEARD;
    };
    const person = ({ id, name, note, mark, number }) => {
      const button = names.get(id) ?? h("button", { type: "button", class: "plg-board-person", draggable: "true", "aria-haspopup": "dialog", onclick: () => ask(id),
        ondragstart: (event) => { dragged = { person: id, seen: seen.get(id) }; event.dataTransfer.setData("text/plain", id); event.dataTransfer.effectAllowed = "move"; },
        ondragend: () => (dragged = null) });
      names.set(id, button);
      seen.set(id, number);
      button.replaceChildren(h("b", {}, name), mark ? h("span", { class: "plg-board-mark" }, mark) : "", h("span", { class: "plg-soft" }, note));
      return h("li", {}, button);
    };
    const column = ({ id, name, note, lines, people }) => {
      const heading = freshId("column");
      const one = h("section", { class: "plg-card plg-board-column", "aria-labelledby": heading,
        ondragover: (event) => { if (!dragged) return; event.preventDefault(); one.classList.add("over"); },
        ondragleave: (event) => { if (!one.contains(event.relatedTarget)) one.classList.remove("over"); },
        ondrop: (event) => {
          event.preventDefault();
          one.classList.remove("over");
          if (dragged) send({ kind: "move", ...dragged, to: id });
        } },
        h("h3", { id: heading }, name), note && h("p", { class: "plg-soft" }, note),
        lines.length > 0 && h("ul", { class: "plg-plain plg-board-said" }, lines.map(({ text, tone }) => h("li", { class: tone }, text))),
        people.length > 0 ? h("ul", { class: "plg-plain plg-board-people" }, people.map(person)) : h("p", { class: "plg-soft" }, "Nobody yet."));
      return one;
    };
    const draw = () => {
      const focused = [...names.values()].find((one) => one === document.activeElement);
      facts.replaceChildren(...model.get("facts").map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))));
      facts.hidden = !model.get("facts").length;
      columns.replaceChildren(...model.get("columns").map(column));
      if (focused?.isConnected) focused.focus({ preventScroll: true });
    };
    const say = () => { if (status.textContent !== model.get("status")) status.textContent = model.get("status"); };
    const show = () => {
      const one = model.get("shown");
      if (!one.id || one.id !== asked) return; // somebody else's answer, or an earlier one
      const place = ({ id, name, note }) => h("li", {}, h("button", { type: "button", class: "plg-board-person", onclick: () => send({ kind: "move", person: one.id, seen: one.number, to: id }) },
        h("b", {}, name), h("span", { class: "plg-soft" }, note)));
      dialog.replaceChildren(...[
        h("h3", { id: title }, one.title), one.lines.map((line) => h("p", {}, line)),
        one.lead && h("div", { class: "plg-next" }, h("button", { type: "button", class: "plg-button quiet", onclick: () => send({ kind: "lead", person: one.id, seen: one.number }) }, one.lead)),
        h("h4", {}, "Move to"), h("ul", { class: "plg-plain plg-board-people" }, one.places.map(place)),
        h("div", { class: "plg-next" }, h("button", { type: "button", class: "plg-link", onclick: close }, "Leave them here"))].flat().filter(Boolean));
      if (!dialog.open) dialog.showModal();
      dialog.querySelector("button").focus();
    };
    // Where one was is where one goes on, also when the person stands in another column now.
    dialog.addEventListener("close", () => names.get(asked)?.focus());
    el.append(h("div", { role: "group", "aria-label": model.get("label"), class: "plg-board" }, facts, status, columns), dialog);
    onChange(model, el, ["facts", "columns"], draw);
    model.on("change:status", say);
    model.on("change:shown", show);
    draw();
    say();
    return onLine(model, () => {});
  },
};
