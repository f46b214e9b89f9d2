import { h, heard, UNHEARD, trySend, onLine, tab, freshId, cohort, whoCanRead } from "./dom.js";

const QUIET = 300, LATEST = 1000, AGAIN = 4000, PATIENCE = 12000;
const UNCHANGED = "Who can read this did not change.";

export default {
  render({ model, el }) {
    const key = `plgwork ${model.get("key")}`;
    const ids = { title: freshId("title"), why: freshId("why"), problem: freshId("problem"), unsaved: freshId("unsaved") };
    const asked = new Map(); // what was sent and is not answered, by its ticket
    let ticket = 0, last = null, unsaved = false, kept = true, timer = 0, first = 0;
    let heardOf = {}; // the last that was answered
    let upon = {}; // what lay in the tab was written upon versions of before

    const field = h("textarea", {
      "aria-labelledby": ids.title, "aria-describedby": `${ids.why} ${ids.problem} ${ids.unsaved}`, dir: "auto", rows: 3,
      maxlength: model.get("most"), oninput: () => { changed(); }, onblur: () => unsaved && write(),
    });
    const saving = h("span", { "aria-hidden": "true" });
    const saved = h("span", { role: "status" });
    const problem = h("p", { id: ids.problem, class: "plg-problem", role: "alert" });
    const why = h("p", { id: ids.unsaved, class: "plg-problem", "aria-live": "polite" });
    const choices = h("div", {}), others = h("div", {}), who = h("div", {}), sharing = h("p", { class: "plg-soft" });

    const keep = () => {
      const written = { text: field.value, bases: upon.bases ?? model.get("bases"), sent: last, title: model.get("title") };
      kept = !unsaved || tab.set(key, written);
    };
    const grow = () => {
      if (CSS.supports("field-sizing", "content")) return;
      field.style.height = "auto";
      field.style.height = `${field.scrollHeight + 2}px`;
    };
    const tell = (region, text) => { if (region.textContent !== text) region.textContent = text; };

    function changed() {
      unsaved = true;
      saving.textContent = why.textContent || !heard() ? "Not saved yet" : "Saving…";
      saved.hidden = true;
      keep();
      grow();
      soon();
    }
    function soon() {
      first ||= Date.now();
      clearTimeout(timer);
      timer = setTimeout(write, Math.max(0, Math.min(QUIET, first + LATEST - Date.now())));
    }
    // One text at a time is on its way, and the next when it was answered: a page that is slow
    // to answer is not buried, and each answer is about what was asked.
    function write() {
      clearTimeout(timer);
      first = 0;
      if (!unsaved) return;
      timer = setTimeout(write, AGAIN);
      const waiting = Math.min(...[...asked.values()].map(({ at }) => at)) + PATIENCE;
      if (waiting > Date.now() && asked.size) return;
      if (asked.size) window.dispatchEvent(new CustomEvent("plg:unanswered"));
      if (!send({ kind: "write" })) saving.textContent = "Not saved yet";
    }
    function send(message) {
      last = field.value;
      if (!trySend(model, { ...message, ...upon, text: last, ticket: ticket + 1 })) return false;
      asked.set(++ticket, { kind: message.kind, text: last, at: Date.now() });
      keep();
      return true;
    }
    // A click that nobody hears does not look as if it were done.
    function act(message, undone) {
      if (send(message)) return tell(problem, "");
      tell(problem, `${UNHEARD} ${undone}`);
      mark();
    }
    function answered() {
      // A click brings the text, and may be refused after that was saved: two answers to one.
      const answer = model.get("answer"), question = asked.get(answer.ticket) ?? heardOf[answer.ticket];
      if (!question) return;
      heardOf = { [answer.ticket]: question };
      for (const number of asked.keys()) if (number <= answer.ticket) asked.delete(number);
      if (answer.problem) return refused(question.kind, answer.problem);
      upon = {};
      tell(problem, "");
      tell(why, "");
      if (answer.ticket !== ticket) return; // a later text is on its way
      if (field.value === question.text) settled();
      else if (unsaved) soon();
    }
    function refused(kind, text) {
      if (unsaved) saving.textContent = "Not saved yet";
      tell(kind === "write" ? why : problem, text);
      mark(); // what was refused does not look as if it were done
    }
    function settled() {
      clearTimeout(timer);
      unsaved = false;
      kept = true;
      saving.textContent = "";
      saved.hidden = false;
      tab.set(key, null);
    }
    function line() { // lost: nothing on its way will be answered; back: go on where we were
      if (asked.size && [...asked.values()].some(({ kind }) => kind !== "write"))
        tell(problem, "The connection was lost. Once it is back, this shows what was kept.");
      asked.clear();
      mark();
      tell(why, ""); // the banner says what is the matter now
      if (unsaved && heard()) write();
      else if (unsaved) saving.textContent = "Not saved yet";
    }
    function adopt() { // newer text of another window, taken only over text that is saved
      const { text, bases } = model.get("incoming");
      if (unsaved || !bases) return;
      field.value = text;
      grow();
      trySend(model, { kind: "adopted", text, bases });
    }
    const say = () => (saved.textContent = model.get("status"));
    const drawChoices = () => {
      const name = freshId("choice");
      choices.replaceChildren(model.get("choices").length ? h("fieldset", { class: "plg-who" },
        h("legend", {}, "What came of it"),
        h("span", { class: "plg-seg" }, model.get("choices").map(({ id, name: text }) => h("label", {},
          h("input", { type: "radio", name, value: id, onchange: () => act({ kind: "choose", choice: id }, "This was not kept.") }),
          ` ${text}`)))) : "");
      mark();
    };
    const drawWho = () => {
      const audience = model.get("audience");
      const choose = (value) => act({ kind: value === "me" ? "withdraw" : "share" }, UNCHANGED);
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
        model.get("stale") ? h("button", { type: "button", class: "plg-link", onclick: () => act({ kind: "share" }, UNCHANGED) }, "Update what they see") : "");
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
        h("button", { type: "button", class: "plg-link", onclick: () => act({ kind: "settle", id }, "Both texts are still there.") }, "Keep mine; leave this one as an earlier version"))))] : []));
      if (had) (others.querySelector("button") ?? field).focus();
    };
    function join(text, id) {
      field.value = [field.value.trim(), text].filter(Boolean).join("\n\n");
      changed();
      act({ kind: "settle", id }, "Both texts are still there.");
    }

    const readers = model.get("audience") && cohort(model.get("audience"));
    const foot = h("div", { class: "plg-foot" }, who, h("span", { class: "plg-saved" }, saving, saved));
    el.append(h("article", { class: "plg-card", "aria-labelledby": ids.title },
      model.get("area") && h("p", { class: "plg-area" }, model.get("area")),
      h("h3", { id: ids.title, dir: "auto" }, model.get("title")),
      h("p", { id: ids.why, class: "plg-why" }, model.get("why")),
      choices, field, why, problem, others, foot, sharing, readers ?? ""));

    model.on("change:answer", answered);
    model.on("change:incoming", adopt);
    model.on("change:status", say);
    model.on("change:others", drawOthers);
    model.on("change:choices", drawChoices);
    model.on("change:audience", drawWho);
    ["choice", "shared"].forEach((name) => model.on(`change:${name}`, mark));
    ["shared", "stale", "sharing"].forEach((name) => model.on(`change:${name}`, drawSharing));
    field.value = model.get("text"); say(); drawChoices(); drawWho(); drawSharing(); drawOthers();

    const left = tab.get(key);
    if (left && left.text !== field.value) {
      field.value = left.text;
      unsaved = true;
      upon = { recovered: true, bases: left.bases, sent: left.sent };
      saving.textContent = "Saving what you wrote before…";
      saved.hidden = true;
      write();
    } else tab.set(key, null);

    const stopLine = onLine(model, line);
    // A tab that is closed or put away sends at once what it would have sent in a moment.
    const hurry = () => { if (unsaved && document.visibilityState === "hidden") write(); };
    const leave = () => { if (unsaved) send({ kind: "write" }); };
    const warn = (event) => { if (!kept) event.preventDefault(); }; // not even the tab holds it
    document.addEventListener("visibilitychange", hurry);
    window.addEventListener("plg:leaving", leave);
    window.addEventListener("beforeunload", warn);
    requestAnimationFrame(() => {
      grow();
      if (!model.get("wanted")) return;
      field.focus();
      model.set("wanted", false);
      model.save_changes();
    });
    return () => {
      stopLine();
      document.removeEventListener("visibilitychange", hurry);
      window.removeEventListener("plg:leaving", leave);
      window.removeEventListener("beforeunload", warn);
    };
  },
};
