import { h, heard, UNHEARD, trySend, onLine, freshId, framed, inAddress } from "./dom.js";

const SOON = 200; // milliseconds after a key; one hears no lag, and no list jumps at each letter

export default {
  render({ model, el }) {
    const body = h("div", { class: "plg-fields" }), controls = new Map();
    const status = h("p", { class: "plg-found", role: "status" });
    let ticket = model.get("heard"), timer = 0; // drawn anew, it goes on from what was answered

    const values = () => Object.fromEntries([...controls].map(([name, { input }]) => [name, input.value]));
    const send = () => {
      clearTimeout(timer);
      if (!trySend(model, { kind: "answer", values: values(), ticket })) status.textContent = UNHEARD;
    };
    const changed = ({ target, type }) => {
      if (target.localName === "select" && type === "input") return; // a change follows
      ticket++; // from this key on; an answer to what stood here before must not undo it
      if (framed) history.replaceState(null, "", inAddress(values()));
      clearTimeout(timer);
      type === "input" ? (timer = setTimeout(send, SOON)) : send();
    };
    // What cannot be chosen is as good as nothing chosen.
    const put = (input, value) => {
      input.value = value;
      if (input.localName === "select" && input.selectedIndex < 0) input.selectedIndex = 0;
    };
    // "Back" leads to another address on this page.
    const back = () => {
      const asked = new URL(location).searchParams, before = JSON.stringify(values());
      // A link to another step is no way back: where nothing was chosen, what was proposed stands.
      if (!ticket && ![...controls.keys()].some((name) => asked.has(name))) return;
      for (const [name, { input }] of controls) put(input, asked.get(name) ?? "");
      if (JSON.stringify(values()) === before) return;
      ticket++;
      send();
      window.dispatchEvent(new HashChangeEvent("hashchange")); // Chromium says it of a hash alone
    };

    const control = ({ kind, options, ...field }, props) => kind === "select"
      ? h("select", props, options.map(({ id, name }) => h("option", { value: id }, name)))
      // Not type=number: that swallows letters without a word, and turns under a mouse wheel.
      : h("input", { ...props, type: kind === "search" ? "search" : "text", inputmode: kind === "number" && "numeric",
        autocomplete: "off", placeholder: field.placeholder });
    const draw = (field) => {
      const id = freshId("field");
      const note = h("span", { id: `${id}-note`, class: "plg-soft" }), wrong = h("span", { id: `${id}-wrong`, class: "plg-wrong" });
      const input = control(field, { id, "aria-describedby": `${note.id} ${wrong.id}`, oninput: changed, onchange: changed });
      controls.set(field.name, { input, note, wrong });
      return h("div", { class: [field.kind, field.wide && "wide"].filter(Boolean).join(" ") }, h("label", { for: id }, field.label), input, note, wrong);
    };
    const fresh = () => {
      controls.clear();
      body.replaceChildren(...model.get("fields").map(draw));
      say();
    };
    const say = () => {
      const [stand, notes, problems] = ["values", "notes", "problems"].map((name) => model.get(name));
      const answered = model.get("heard") === ticket; // else something later is on its way
      for (const [name, { input, note, wrong }] of controls) {
        if (answered && input.value !== (stand[name] ?? "")) put(input, stand[name] ?? "");
        note.textContent = notes[name] ?? "";
        wrong.textContent = problems[name] ?? "";
        problems[name] ? input.setAttribute("aria-invalid", "true") : input.removeAttribute("aria-invalid");
      }
      if (status.textContent !== model.get("status")) status.textContent = model.get("status");
    };
    el.append(h("div", { role: "group", "aria-label": model.get("label"), class: "plg-asking plg-noprint" }, body, status));
    model.on("change:fields", fresh);
    ["values", "notes", "problems", "status", "heard"].forEach((name) => model.on(`change:${name}`, say));
    fresh();
    window.addEventListener("popstate", back);
    const quiet = onLine(model, () => heard() && status.textContent === UNHEARD && send());
    return () => { window.removeEventListener("popstate", back); quiet(); };
  },
};
