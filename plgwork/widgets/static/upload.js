import { h, heard, UNHEARD, onLine, freshId } from "./dom.js";

const PIECE = 1_000_000; // bytes; far below what a line takes at once
const size = (bytes) => (bytes < 100_000 ? `${Math.ceil(bytes / 1000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`);

export default {
  render({ model, el }) {
    const id = freshId("upload");
    const status = h("p", { class: "plg-found", role: "status" }), problem = h("p", { class: "plg-problem", role: "alert" });
    const note = h("p", { id: `${id}-note`, class: "plg-soft" }, model.get("note"));
    let file = null, chosen = null, ticket = 0;
    const say = (told, wrong = "") => {
      if (status.textContent !== told) status.textContent = told;
      problem.textContent = wrong;
    };
    const send = async (at) => {
      say(`Sending ${file.name}: ${size(at)} of ${size(file.size)}.`);
      const mine = ticket;
      let bytes;
      try { bytes = await file.slice(at, at + PIECE).arrayBuffer(); }
      catch { file = null; return say("", "This file could not be opened. It may have been moved or changed: choose it once more."); }
      if (mine !== ticket) return;
      if (at + PIECE >= file.size) say(`Reading ${file.name}…`);
      if (!heard()) return say(`${UNHEARD} It goes on when there is one again.`);
      model.send({ kind: "piece", ticket, name: file.name, size: file.size, at }, undefined, [bytes]);
    };
    // A field that is empty takes the same file again, mended; whoever then takes none has the last.
    const empty = () => (input.value = "");
    const again = () => {
      const files = new DataTransfer();
      if (chosen) files.items.add(chosen);
      input.files = files.files;
    };
    const forget = () => {
      chosen = null;
      empty();
      say("");
    };
    const take = () => {
      chosen = input.files[0];
      if (!chosen) return;
      const most = model.get("most");
      if (chosen.size > most) return say("", `${chosen.name} is ${size(chosen.size)}; at most ${size(most)} can be taken. Nothing was sent.`);
      [file, ticket] = [chosen, Date.now()];
      send(0);
    };
    const answered = () => {
      const answer = model.get("answer");
      if (answer.cleared) return void (file || forget());
      if (!file || answer.ticket !== ticket) return; // another file is on its way
      if (answer.at !== undefined) return void send(answer.at);
      file = null;
      say(answer.status ?? "", answer.problem ?? "");
    };
    const input = h("input", { id, type: "file", accept: model.get("kinds"), "aria-describedby": note.id, onclick: empty, oncancel: again, onchange: take });
    el.append(h("div", { class: "plg-card plg-form plg-upload" }, h("label", { for: id }, model.get("label")), note, input, status, problem));
    model.on("change:answer", answered);
    model.on("change:note", () => (note.textContent = model.get("note")));
    return onLine(model, () => heard() && file && send(model.get("answer").ticket === ticket ? model.get("answer").at ?? 0 : 0));
  },
};
