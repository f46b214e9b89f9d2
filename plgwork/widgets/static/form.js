import { h, trySend, freshId } from "./dom.js";

const MOST_BYTES = 2_000_000, SOON = 300;

export default {
  render({ model, el }) {
    const title = freshId("form"), problem = h("p", { class: "plg-problem", role: "alert" });
    const status = h("p", { class: "plg-saved", role: "status" });
    const body = h("div", { class: "plg-fields" });
    const submit = h("button", { class: "plg-button" }), other = h("button", { type: "button", class: "plg-link", onclick: () => model.send({ kind: "other" }) });
    const form = h("form", { novalidate: true, onsubmit: (event) => { event.preventDefault(); send({ kind: "submit", values: values() }); } });
    let changed = 0;
    form.addEventListener("input", () => {
      clearTimeout(changed);
      if (model.get("live")) changed = setTimeout(() => trySend(model, { kind: "change", values: values() }), SOON);
    });
    let ticket = 0, marks = new Map(), nodes = new Map(), drawn = [];

    const send = (message) => {
      status.textContent = "One moment…";
      if (!trySend(model, { ...message, ticket: ++ticket })) {
        status.textContent = "";
        problem.textContent = "This could not be sent: the page has lost its connection. What you typed is still here.";
      }
    };
    const values = () => Object.fromEntries(drawn.filter(({ kind }) => kind !== "file").map(({ name, kind }) => {
      const inputs = [...body.querySelectorAll(`[data-name="${name}"]`)];
      return [name, kind === "checks" ? inputs.filter((one) => one.checked).map((one) => one.value) : inputs[0].value];
    }));

    const upload = async ({ target }) => {
      const file = target.files[0];
      if (!file) return;
      if (file.size > MOST_BYTES) return void (problem.textContent = "This file is larger than 2 MB. A list is much smaller.");
      const url = await new Promise((done) => { const reader = new FileReader(); reader.onload = () => done(reader.result); reader.readAsDataURL(file); });
      send({ kind: "file", name: file.name, data: url.slice(url.indexOf(",") + 1) });
      target.value = ""; // the same file, mended, can be taken again
    };
    const choices = (field, say) => h("fieldset", { class: "plg-checks", "aria-describedby": say },
      h("legend", {}, field.label),
      h("div", {}, (field.options ?? []).map(({ id, name, note }) => h("label", {},
        h("input", { type: "checkbox", value: id, "data-name": field.name, checked: (field.value ?? []).includes(id) }),
        note ? h("span", {}, `${name} `, h("span", { class: "plg-soft" }, note)) : ` ${name}`))));
    const control = (field, id, say) => {
      const common = { id, "data-name": field.name, "aria-describedby": say };
      if (field.kind === "textarea") return h("textarea", { ...common, rows: 6, spellcheck: "false", value: field.value ?? "" });
      if (field.kind === "file") return h("input", { ...common, type: "file", accept: ".csv,.tsv,.txt,text/csv,text/plain", onchange: upload });
      if (field.kind === "select") {
        const select = h("select", common, field.options.map(({ id: value, name }) => h("option", { value }, name)));
        select.value = field.value ?? "";
        return select;
      }
      const list = field.options && freshId("suggestions");
      const limits = { min: field.min, max: field.max, step: field.kind === "number" ? "any" : null };
      const input = h("input", { ...common, ...limits, type: field.kind ?? "text", list, autocomplete: "off", dir: "auto", value: field.value ?? "" });
      return list ? [input, h("datalist", { id: list }, field.options.map(({ id: value }) => h("option", { value })))] : input;
    };
    const draw = (field) => {
      const id = freshId("field"), say = `${id}-note ${id}-problem`;
      const wrong = h("span", { id: `${id}-problem`, class: "plg-wrong" });
      marks.set(field.name, wrong);
      const node = h("div", { class: field.wide ? "wide" : "" },
        field.kind === "checks" ? choices(field, say) : [h("label", { for: id }, field.label), control(field, id, say)].flat(),
        h("span", { id: `${id}-note`, class: "plg-soft" }, field.note ?? ""), wrong);
      nodes.set(field.name, node);
      return node;
    };
    const words = () => {
      heading.textContent = model.get("title");
      heading.hidden = !model.get("title");
      lines.replaceChildren(...model.get("lines").map((line) => h("p", {}, line)));
      submit.textContent = model.get("submit");
      submit.classList.toggle("danger", model.get("danger"));
      other.textContent = model.get("other");
      other.hidden = !model.get("other");
    };
    // Fields that changed elsewhere are drawn anew; what is being typed here stays, and focus too. The
    // others are not touched: half a time, say, is in no value yet, and would be lost.
    const alike = (one, other) => one && JSON.stringify({ ...one, value: 0 }) === JSON.stringify({ ...other, value: 0 });
    const tell = ({ name, kind }, value) => {
      for (const one of body.querySelectorAll(`[data-name="${name}"]`)) {
        if (kind === "checks") one.checked = (value ?? []).includes(one.value);
        else if (kind !== "file") one.value = value ?? "";
      }
    };
    const renew = () => {
      const typed = values(), before = new Map(drawn.map((field) => [field.name, field])), focused = document.activeElement.dataset?.name;
      const stay = (field) => alike(before.get(field.name), field);
      drawn = model.get("fields");
      const kept = new Map(drawn.filter(stay).map(({ name }) => [name, nodes.get(name)]));
      for (const node of [...body.children]) if (![...kept.values()].includes(node)) node.remove();
      let at = body.firstChild;
      for (const field of drawn) {
        const node = kept.get(field.name) ?? draw(field);
        if (node === at) at = at.nextSibling;
        else body.insertBefore(node, at);
        const old = before.get(field.name), own = old && field.name in typed && String(typed[field.name]) !== String(old.value ?? "");
        if (own && !stay(field)) tell(field, typed[field.name]);
        else if (!own && stay(field) && String(old.value ?? "") !== String(field.value ?? "")) tell(field, field.value);
      }
      if (focused && document.activeElement.dataset?.name !== focused) body.querySelector(`[data-name="${focused}"]`)?.focus({ preventScroll: true });
    };
    const put = () => {
      drawn = model.get("fields");
      marks = new Map();
      nodes = new Map();
      body.replaceChildren(...drawn.map(draw));
    };
    const fresh = () => {
      put();
      problem.textContent = "";
      status.textContent = "";
      words();
      if (dialog?.open) (body.querySelector("input, select, textarea") ?? submit).focus();
    };
    const answered = () => {
      const answer = model.get("answer");
      if (answer.ticket !== ticket) return; // something later is on its way
      problem.textContent = answer.problem;
      status.textContent = answer.status;
      for (const [name, mark] of marks) {
        const says = answer.problems[name] ?? "";
        mark.textContent = says;
        for (const one of body.querySelectorAll(`[data-name="${name}"]`)) says ? one.setAttribute("aria-invalid", "true") : one.removeAttribute("aria-invalid");
      }
      body.querySelector("[aria-invalid]")?.focus();
    };

    const heading = h(model.get("dialog") ? "h2" : model.get("heading"), { id: title }), lines = h("div", { class: "plg-lines" });
    const leave = model.get("dialog") && h("button", { type: "button", class: "plg-button quiet", onclick: () => dialog.close() }, "Cancel");
    form.append(heading, lines, body, problem, h("div", { class: "plg-next" }, other, leave, submit), status);
    const dialog = model.get("dialog") ? h("dialog", { class: "plg-dialog plg-form", "aria-labelledby": title, onclose: () => {
      if (model.get("shown")) { model.set("shown", false); model.save_changes(); }
      if (document.activeElement !== document.body && !dialog.contains(document.activeElement)) return;
      const next = el.closest("section")?.querySelector("h2");
      if (next) next.tabIndex = -1;
      next?.focus(); // what one came from is gone
    } }, form) : null;
    const show = () => {
      if (!dialog || model.get("shown") === dialog.open) return;
      if (!model.get("shown")) return dialog.close();
      dialog.showModal();
    };
    el.append(dialog ?? h("div", { class: "plg-card plg-form" }, form));
    model.on("change:fields", renew);
    model.on("change:lines", words);
    model.on("change:asked", fresh);
    model.on("change:answer", answered);
    model.on("change:shown", show);
    fresh();
    // A dialog that is drawn anew while it is open opens once it is on the page.
    el.isConnected ? show() : requestAnimationFrame(show);
  },
};
