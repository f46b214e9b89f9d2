import { h, trySend, freshId, onChange } from "./dom.js";

export default {
  render({ model, el }) {
    const id = freshId("search");
    const search = h("input", { id, type: "search", autocomplete: "off", oninput: () => later() });
    const found = h("p", { role: "status", class: "plg-soft" });
    const list = h("div", {});
    let timer = 0;
    const later = () => { clearTimeout(timer); timer = setTimeout(() => trySend(model, { kind: "search", query: search.value }), 250); };

    const asked = h("p", {}), sure = h("button", { type: "button", class: "plg-button danger" }, "Delete for good");
    const dialog = h("dialog", { class: "plg-dialog", "aria-labelledby": `${id}-sure` },
      h("h2", { id: `${id}-sure` }, "Delete this for good?"), asked, h("p", {}, model.get("warning")),
      h("div", { class: "plg-next" }, h("button", { type: "button", class: "plg-button quiet", onclick: () => dialog.close() }, "Keep it"), sure));
    const confirm = (entry) => {
      asked.textContent = entry.title;
      sure.onclick = () => { trySend(model, { kind: "delete", id: entry.id }); dialog.close(); search.focus(); };
      dialog.showModal();
    };

    const earlier = (entry) => entry.earlier && h("details", {
      ontoggle: (event) => event.target.open && !model.get("versions")[entry.id] && trySend(model, { kind: "versions", id: entry.id }),
      "data-id": entry.id,
    }, h("summary", {}, entry.earlier), h("div", {}, shown(entry.id)));
    const shown = (entryId) => (model.get("versions")[entryId] ?? []).map(({ at, text }) =>
      h("div", { class: "plg-version" }, h("p", { class: "plg-soft" }, at), h("blockquote", { dir: "auto" }, text)));
    const card = (entry) => {
      const heading = freshId("entry");
      return h("article", { class: "plg-card plg-entry", "aria-labelledby": heading, "data-entry": entry.id },
        entry.kicker && h("p", { class: "plg-area" }, entry.kicker),
        h("h4", { id: heading, dir: "auto" }, entry.title),
        h("p", { class: "plg-text", dir: "auto" }, entry.text),
        h("div", { class: "plg-foot" }, h("span", {}, entry.note),
          h("button", { type: "button", class: "plg-link plg-noprint", "aria-label": `Delete: ${entry.title}`, onclick: () => confirm(entry) }, "Delete…")),
        earlier(entry));
    };
    // A change from elsewhere draws all of it again: what is folded or unfolded stays so, unless it
    // is the page that wants it otherwise, and focus stays.
    let wanted = {};
    const place = (element) => {
      const entry = element.closest("[data-entry]")?.dataset.entry;
      const month = element.closest(".plg-fold").dataset.name;
      return [entry ?? month, element.localName];
    };
    const at = ([owner, kind]) => [...list.querySelectorAll(kind)].find((one) => String(place(one)) === String([owner, kind]));
    const draw = () => {
      const months = model.get("months");
      const focused = list.contains(document.activeElement) && place(document.activeElement);
      const unfolded = [...list.querySelectorAll("details[data-id][open]")].map((one) => one.dataset.id);
      const stood = Object.fromEntries([...list.querySelectorAll(".plg-fold")].map((one) => [one.dataset.name, one.open]));
      const stays = ({ name, open }) => (wanted[name] === open ? stood[name] ?? open : open);
      const fold = ({ name, entries, open }) =>
        h("details", { class: "plg-fold", "data-name": name, open: stays({ name, open }) },
          h("summary", {}, h("h3", {}, name), h("span", { class: "plg-soft" }, entries.length === 1 ? "1 entry" : `${entries.length} entries`)),
          entries.map(card));
      list.replaceChildren(...(months.length ? months.map(fold) : [h("p", { class: "plg-empty" }, model.get("empty"))]));
      wanted = Object.fromEntries(months.map(({ name, open }) => [name, open]));
      for (const one of list.querySelectorAll("details[data-id]")) one.open = unfolded.includes(one.dataset.id);
      if (focused) (at(focused) ?? search).focus({ preventScroll: true });
    };
    const say = () => (found.textContent = model.get("found"));
    const fill = () => list.querySelectorAll("details[data-id]").forEach((details) =>
      details.lastChild.replaceChildren(...shown(details.dataset.id)));
    el.append(h("p", { class: "plg-field plg-noprint" }, h("label", { for: id }, "Search your words"), search), found, list, dialog);
    onChange(model, list, ["months", "empty"], draw);
    model.on("change:found", say);
    model.on("change:versions", fill);
    draw();
    say();
  },
};
