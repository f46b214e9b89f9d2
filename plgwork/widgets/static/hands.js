import { h, trySend, freshId, onChange } from "./dom.js";

export default {
  render({ model, el }) {
    const name = freshId("hand"), title = freshId("hands"), why = freshId("why");
    const problem = h("p", { class: "plg-problem", role: "alert", id: `${why}-problem` }), status = h("p", { class: "plg-saved", role: "status" });
    const head = h("h3", { id: title }), before = h("div", { class: "plg-lines" }), choices = h("div", { class: "plg-hands" });
    const reason = h("textarea", { id: why, rows: 3, spellcheck: "false", "aria-describedby": `${why}-note ${why}-problem` });
    const label = h("label", { for: why }), note = h("span", { class: "plg-soft", id: `${why}-note` }, "Needed with a 0, so that the rest can answer it. With any other hand it is yours to leave out.");
    const submit = h("button", { class: "plg-button" });
    const standing = h("p", { class: "plg-standing", role: "status" }), bars = h("ul", { class: "plg-plain plg-bars" }), lines = h("ul", { class: "plg-left-over" });
    const how = h("details", { class: "plg-how" }, h("summary", {}, "How it stands"), bars, lines);
    let ticket = 0, touched = false, opened = false;

    const chosen = () => choices.querySelector("input:checked");
    const send = (event) => {
      event.preventDefault();
      if (!chosen()) return void say("Choose a hand first.");
      status.textContent = "One moment…";
      if (!trySend(model, { kind: "show", fist: +chosen().value, reason: reason.value, ticket: ++ticket }))
        say("This could not be sent: the page has lost its connection. What you chose is still here.");
    };
    const say = (words) => { status.textContent = ""; problem.textContent = words; };
    const form = h("form", { novalidate: true, onsubmit: send, oninput: () => { touched = true; },
      onchange: () => { wording(); } },
      h("fieldset", {}, h("legend", {}, "How far do you go along?"), choices),
      label, reason, note, problem, h("div", { class: "plg-next" }, submit), status);

    const hand = ({ value, name: says, meaning }) => h("label", {},
      h("input", { type: "radio", name, value, checked: model.get("mine") === value }),
      h("span", { class: "plg-figure", "aria-hidden": "true" }, String(value)),
      h("span", {}, h("span", { class: "plg-hidden" }, `${value}: `), h("b", {}, says), h("span", { class: "plg-soft" }, ` ${meaning}`)));
    const wording = () => {
      label.textContent = chosen()?.value === "0" ? "Why do you block it?" : "A word to it, if you like";
      submit.textContent = model.get("mine") < 0 ? "Show this hand" : "Show this hand instead";
    };
    // What one is choosing stays while others answer. A new version is answered anew; words stay.
    let last = null;
    const ask = () => {
      card.hidden = !model.get("title");
      head.textContent = model.get("title");
      before.replaceChildren(...model.get("before").map((line) => h("p", {}, line)));
      form.hidden = !model.get("hands").length;
      const anew = last !== model.get("version");
      if (anew) { opened = how.open = false; problem.textContent = status.textContent = ""; }
      last = model.get("version");
      if (anew || !touched) choices.replaceChildren(...model.get("hands").map(hand));
      if (!touched) reason.value = model.get("reason");
      wording();
      show();
    };
    const show = () => {
      const most = Math.max(1, ...model.get("shown").map(({ many }) => many));
      if (standing.textContent !== model.get("standing")) standing.textContent = model.get("standing");
      bars.replaceChildren(...model.get("shown").map(({ value, name: says, many, who }) => h("li", {},
        h("span", { class: "plg-figure", "aria-hidden": "true" }, String(value)),
        h("span", {}, h("span", { class: "plg-bar-of", style: `--part: ${many / most}`, "aria-hidden": "true" }),
          h("span", { class: "plg-hidden" }, `${value}, ${says}: `), h("b", { class: "plg-many" }, String(many)),
          who.length > 0 && h("span", { class: "plg-soft", dir: "auto" }, ` ${who.join(", ")}`)))));
      lines.replaceChildren(...model.get("lines").map((line) => h("li", { dir: "auto" }, line)));
      lines.hidden = !model.get("lines").length;
      // Whoever has not answered may look; it opens by itself once they have.
      if (!opened && (model.get("mine") >= 0 || !model.get("hands").length)) { how.open = true; opened = true; }
    };
    const answered = () => {
      const answer = model.get("answer");
      if (answer.ticket !== ticket) return;
      problem.textContent = answer.problem;
      status.textContent = answer.status;
      answer.problem ? reason.setAttribute("aria-invalid", "true") : reason.removeAttribute("aria-invalid");
      if (answer.problem) (chosen()?.value === "0" ? reason : chosen())?.focus();
      else touched = false;
    };
    const card = h("section", { class: "plg-card plg-fist", "aria-labelledby": title }, head, before, form, standing, how);
    el.append(card);
    onChange(model, el, ["title", "version", "before", "hands", "mine", "reason"], ask);
    onChange(model, el, ["shown", "standing", "lines"], show);
    model.on("change:answer", answered);
    ask();
  },
};
