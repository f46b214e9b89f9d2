import { h, UNHEARD, trySend, freshId } from "./dom.js";

export default {
  render({ model, el }) {
    const said = h("p", { role: "status", class: "plg-saved" });
    const body = h("div", {});
    el.append(body, said);
    let went = "", arrived = model.get("wanted");

    const table = ({ head, rows }) => h("div", { class: "plg-scroll", tabindex: 0, role: "region", "aria-label": "The table" },
      h("table", {}, h("thead", {}, h("tr", {}, head.map((cell) => h("th", { scope: "col" }, cell)))),
        h("tbody", {}, rows.map((cells) => h("tr", {}, cells.map((cell, i) => i ? h("td", {}, cell) : h("th", { scope: "row" }, cell)))))));
    const material = (one) => one && h("figure", { class: "plg-material" }, h("figcaption", {}, one.title),
      one.text && h("p", { class: "plg-text" }, one.text), one.table && table(one.table));

    // A digit chooses where one is: only while focus is among the choices.
    const digit = (event) => {
      const radio = event.currentTarget.querySelectorAll("input")[Number(event.key) - 1];
      if (!radio || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      radio.focus();
      radio.checked = true;
    };
    // Focus comes to the first choice: what stands above it is read with the question.
    const ask = ({ id, legend, options }, above, name = freshId("ask")) => h("fieldset", { class: "plg-ask", "data-ask": id, "aria-describedby": above, onkeydown: digit }, h("legend", {}, legend),
      options.map((option, i) => h("label", { class: "plg-option" },
        h("input", { type: "radio", name, value: option.id, required: true }),
        h("span", { class: "plg-key", "aria-hidden": "true" }, i + 1),
        h("span", {}, option.note == null ? option.name : h("b", {}, option.name), option.note && h("span", { class: "plg-soft" }, option.note)))));

    const given = (form) => Object.fromEntries([...form.querySelectorAll("[data-ask]")].map((set) =>
      [set.dataset.ask, set.querySelector("input:checked")?.value ?? ""]));
    // What everybody reads; what stands on the card already is only said, and once.
    const tellAll = (text) => {
      said.classList.remove("plg-hidden");
      said.textContent = text;
      if (text) said.scrollIntoView({ block: "nearest" }); // below the button that one pressed
    };
    const send = (message) => {
      const sent = trySend(model, message);
      tellAll(sent ? "" : `${UNHEARD} Please try again when it is back.`);
    };

    function draw() {
      const task = model.get("task");
      body.replaceChildren();
      if (!task.id) return;
      const title = freshId("task"), told = freshId("told");
      const field = task.words && h("textarea", { class: "plg-text", rows: 3, id: freshId("words"), required: true });
      const form = h("form", { class: "plg-card plg-task", "aria-labelledby": title },
        h("p", { class: "plg-area", id: task.lead ? null : title }, task.kicker),
        task.setting && h("p", { class: "plg-soft" }, task.setting),
        material(task.material),
        task.told?.length > 0 && h("div", { id: told }, task.told.map((line) => h("p", {}, line))),
        task.lead && h("h3", { id: title, class: task.quote ? "plg-quote" : "" }, task.lead),
        (task.asks ?? []).map((one, i) => ask(one, i || !task.told?.length ? null : told)),
        field && h("div", { class: "plg-writing" }, h("label", { for: field.id }, task.words), field),
        h("div", { class: "plg-next" }, h("button", { class: "plg-button" }, task.submit)),
        h("div", { class: "plg-feedback" }));
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        if (model.get("feedback").id === task.id) return;
        went = task.id;
        send({ kind: "check", id: task.id, given: given(form) });
      });
      body.append(form);
      if (arrived) requestAnimationFrame(() => {
        (form.querySelector("input, textarea") ?? form.querySelector("button")).focus({ preventScroll: true });
        form.scrollIntoView({ block: "nearest" });
      });
      arrived = true;
      tell();
    }

    const checklist = ({ legend, lines }) => h("fieldset", { class: "plg-ask plg-ticks" }, h("legend", {}, legend),
      lines.map((line) => h("label", { class: "plg-option" }, h("input", { type: "checkbox" }), h("span", {}, line))));

    function tell() {
      const feedback = model.get("feedback");
      const form = body.querySelector("form");
      if (!form || feedback.id !== model.get("task").id) return;
      const region = form.querySelector(".plg-feedback");
      for (const input of form.querySelectorAll("[data-ask] input")) {
        const label = input.closest("label");
        const key = (feedback.keys ?? []).includes(`${input.closest("fieldset").dataset.ask} ${input.value}`);
        label.classList.toggle("chosen", input.checked);
        label.classList.toggle("key", key);
        label.querySelector(".plg-verdict")?.remove();
        const words = [input.checked && "your answer", key && "the key"].filter(Boolean).join(", and ");
        if (words) label.append(h("span", { class: "plg-verdict" }, words));
        if (!input.checked) input.disabled = true;
      }
      form.querySelector(".plg-next").hidden = true;
      const next = h("button", { type: "button", class: "plg-button", onclick: () => {
        const ticks = [...region.querySelectorAll(".plg-ticks input")].flatMap((box, i) => box.checked ? [i] : []);
        send({ kind: "next", id: feedback.id, ticks });
      } }, feedback.next);
      region.className = `plg-feedback shown ${feedback.tone}`;
      region.replaceChildren(...[
        h("div", {},
          h("h4", {}, feedback.title),
          (feedback.lines ?? []).map((line) => h("p", {}, line)),
          feedback.marks?.length > 0 && h("dl", { class: "plg-marks" }, feedback.marks.map(([name, value, effect]) =>
            h("div", { class: effect }, h("dt", {}, name), h("dd", {}, value)))),
          feedback.samples?.length > 0 && h("ul", { class: "plg-samples" }, feedback.samples.map((line) => h("li", {}, line)))),
        feedback.checklist && checklist(feedback.checklist),
        h("div", { class: "plg-next" }, next)].filter(Boolean));
      const marks = (feedback.marks ?? []).map(([name, value]) => `${name}: ${value}.`);
      said.textContent = went === feedback.id ? [feedback.title, ...(feedback.lines ?? []), ...marks].join(" ") : "";
      said.classList.add("plg-hidden");
      if (went === feedback.id) (region.querySelector(".plg-ticks input") ?? next).focus({ preventScroll: true });
      region.scrollIntoView({ block: "nearest" });
    }

    model.on("change:task", () => { tellAll(""); draw(); });
    model.on("change:feedback", tell);
    model.on("change:problem", () => tellAll(model.get("problem")));
    draw();
  },
};
