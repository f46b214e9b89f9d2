const QUIET = 300, LATEST = 1000, AGAIN = 4000;

export default {
  render({ model, el }) {
    const key = `plgwork ${model.get("key")}`;
    const ids = { title: freshId("title"), why: freshId("why"), problem: freshId("problem") };
    let ticket = 0, sent = "", unsaved = false, timer = 0, first = 0;

    const field = h("textarea", {
      "aria-labelledby": ids.title, "aria-describedby": `${ids.why} ${ids.problem}`, dir: "auto", rows: 3,
      maxlength: model.get("most"), oninput: () => { changed(); }, onblur: () => unsaved && write(),
    });
    const saving = h("span", { "aria-hidden": "true" });
    const saved = h("span", { role: "status" });
    const problem = h("p", { id: ids.problem, class: "plg-problem", role: "alert" });
    const choices = h("div", {}), others = h("div", {}), who = h("div", {}), sharing = h("p", { class: "plg-soft" });

    const store = (value) => {
      // A private window or a full store must not stop anybody from writing.
      try { value ? sessionStorage.setItem(key, JSON.stringify(value)) : sessionStorage.removeItem(key); } catch { }
    };
    const kept = () => { try { return JSON.parse(sessionStorage.getItem(key)); } catch { return null; } };
    const grow = () => {
      if (CSS.supports("field-sizing", "content")) return;
      field.style.height = "auto";
      field.style.height = `${field.scrollHeight + 2}px`;
    };

    function changed() {
      unsaved = true;
      saving.textContent = "Saving…";
      saved.hidden = true;
      store({ text: field.value, bases: model.get("bases") });
      grow();
      first ||= Date.now();
      clearTimeout(timer);
      timer = setTimeout(write, Math.max(0, Math.min(QUIET, first + LATEST - Date.now())));
    }
    function write(more = {}) {
      clearTimeout(timer);
      first = 0;
      timer = setTimeout(() => write(more), AGAIN); // until it is answered: messages can get lost
      send({ kind: "write", ...more });
    }
    const send = (message) => {
      if (!trySend(model, { ...message, text: (sent = field.value), ticket: ++ticket })) saving.textContent = "Not saved yet";
    };
    function answered() {
      const answer = model.get("answer");
      if (answer.ticket !== ticket) return; // a later text is on its way
      problem.textContent = answer.problem;
      if (answer.problem) {
        if (unsaved) saving.textContent = "Not saved yet";
        mark(); // what was refused does not look as if it were done
        return;
      }
      if (field.value !== sent) return; // what was typed since is still to be sent
      clearTimeout(timer);
      unsaved = false;
      saving.textContent = "";
      saved.hidden = false;
      store(null);
    }
    function adopt() { // newer text of another window, taken only over text that is saved
      const { text, bases } = model.get("incoming");
      if (unsaved || !bases) return;
      field.value = text;
      grow();
      model.send({ kind: "adopted", text, bases });
    }
    const say = () => (saved.textContent = model.get("status"));
    const drawChoices = () => {
      const name = freshId("choice");
      choices.replaceChildren(model.get("choices").length ? h("fieldset", { class: "plg-who" },
        h("legend", {}, "What came of it"),
        h("span", { class: "plg-seg" }, model.get("choices").map(({ id, name: text }) => h("label", {},
          h("input", { type: "radio", name, value: id, onchange: () => send({ kind: "choose", choice: id }) }),
          ` ${text}`)))) : "");
      mark();
    };
    const drawWho = () => {
      const audience = model.get("audience");
      const choose = (value) => send({ kind: value === "me" ? "withdraw" : "share" });
      who.replaceChildren(audience ? whoCanRead({ audience, choose }) : "");
      mark();
    };
    // The radios stay, and so does keyboard focus, whatever was answered meanwhile.
    const mark = () => {
      for (const radio of choices.querySelectorAll("input")) radio.checked = radio.value === model.get("choice");
      for (const radio of who.querySelectorAll("input")) radio.checked = (radio.value === "cohort") === model.get("shared");
    };
    const drawSharing = () => {
      const had = sharing.contains(document.activeElement);
      sharing.replaceChildren(model.get("sharing"),
        model.get("stale") ? h("button", { type: "button", class: "plg-link", onclick: () => send({ kind: "share" }) }, "Update what they see") : "");
      if (readers) readers.hidden = !model.get("shared") && !field.value.trim();
      if (had) (sharing.querySelector("button") ?? who.querySelector("input:checked"))?.focus();
    };
    const drawOthers = () => {
      const had = others.contains(document.activeElement);
      others.replaceChildren(...(model.get("others").length ? [h("div", { class: "plg-others", role: "group", "aria-label": "Another text of yours" },
      h("p", {}, h("b", {}, "You wrote this in two places. Both texts are kept.")),
      model.get("others").map(({ id, at, text }) => h("div", {},
        h("p", { class: "plg-soft" }, at), h("blockquote", { dir: "auto" }, text),
        h("button", { type: "button", class: "plg-link", onclick: () => join(text, id) }, "Put it below mine"), " ",
        h("button", { type: "button", class: "plg-link", onclick: () => send({ kind: "settle", id }) }, "Keep mine; leave this one as an earlier version"))))] : []));
      if (had) (others.querySelector("button") ?? field).focus();
    };
    function join(text, id) {
      field.value = [field.value.trim(), text].filter(Boolean).join("\n\n");
      grow();
      send({ kind: "settle", id });
    }

    const readers = model.get("audience") && cohort(model.get("audience"));
    const foot = h("div", { class: "plg-foot" }, who, h("span", { class: "plg-saved" }, saving, saved));
    el.append(h("article", { class: "plg-card", "aria-labelledby": ids.title },
      model.get("area") && h("p", { class: "plg-area" }, model.get("area")),
      h("h3", { id: ids.title, dir: "auto" }, model.get("title")),
      h("p", { id: ids.why, class: "plg-why" }, model.get("why")),
      choices, field, problem, others, foot, sharing, readers ?? ""));

    model.on("change:answer", answered);
    model.on("change:incoming", adopt);
    model.on("change:status", say);
    model.on("change:others", drawOthers);
    model.on("change:choices", drawChoices);
    model.on("change:audience", drawWho);
    ["choice", "shared"].forEach((name) => model.on(`change:${name}`, mark));
    ["shared", "stale", "sharing"].forEach((name) => model.on(`change:${name}`, drawSharing));
    field.value = model.get("text"); say(); drawChoices(); drawWho(); drawSharing(); drawOthers();

    const left = kept();
    if (left && left.text !== field.value) {
      field.value = left.text;
      unsaved = true;
      saving.textContent = "Saving what you wrote before…";
      saved.hidden = true;
      write({ recovered: true, bases: left.bases });
    } else store(null);
    requestAnimationFrame(() => {
      grow();
      if (!model.get("wanted")) return;
      field.focus();
      model.set("wanted", false);
      model.save_changes();
    });
  },
};
