// Elements from plain values. Strings become text nodes, so nothing a person wrote can be markup.
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value" || name === "checked") element[name] = value;
    else if (name === "style") element.style.cssText = value; // an attribute would be taken for foreign
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child != null && child !== false));
  return element;
}
// Whether what is sent now is heard: the frame knows. In JupyterLab there is no frame.
export const heard = () => (document.body.dataset.line ?? "connected") === "connected";
export const UNHEARD = "There is no connection just now.";
// Whether a message went out. What would only wait in a line is not sent: it may come too late.
export const trySend = (model, message) => {
  if (!heard()) return false;
  try { model.send(message); return true; } catch { return false; }
};
// Calls a part when the line was lost or is back. What the page said meanwhile may be lost: it
// is asked to say everything anew.
export const onLine = (model, changed) => {
  const hear = () => { if (heard()) trySend(model, { kind: "anew" }); changed(); };
  window.addEventListener("plg:line", hear);
  return () => window.removeEventListener("plg:line", hear);
};
// What is not yet saved lies in the tab. A private window or a full store stops nobody from
// writing; whether it was kept is the answer.
export const tab = {
  set(key, value) {
    try { value ? sessionStorage.setItem(key, JSON.stringify(value)) : sessionStorage.removeItem(key); return true; }
    catch { return false; }
  },
  get(key) { try { return JSON.parse(sessionStorage.getItem(key)); } catch { return null; } },
};
// Counted for the whole page: every part has a copy of this file, and radios of two parts that
// bore one name would be one choice.
export const freshId = (name) => `plg-${name}-${(window.plgCount = (window.plgCount ?? 0) + 1)}`;
// What is being pressed stays until it is let go, or dragged away: a click on what is gone is lost.
let pressed = null;
window.addEventListener("pointerdown", ({ button, target }) => { if (!button) pressed = target; }, true);
["pointerup", "pointercancel", "contextmenu"].forEach((end) =>
  window.addEventListener(end, () => setTimeout(() => (pressed = null)), true));
const SOON = 20; // milliseconds
export const onChange = (model, el, names, draw) => {
  const when = () => (pressed && el.contains(pressed) ? setTimeout(when, SOON) : draw());
  names.forEach((name) => model.on(`change:${name}`, when));
};
export const drawer = (model, el, names, draw) => {
  const redraw = () => el.replaceChildren(...[draw()].flat().filter(Boolean));
  onChange(model, el, names, redraw);
  redraw();
};
// Behind our server the address belongs to the page; in JupyterLab it is Lab's own.
export const framed = "plgFrame" in document.body.dataset;
export const inAddress = (values) => {
  const address = new URL(location);
  for (const [name, value] of Object.entries(values))
    value ? address.searchParams.set(name, value) : address.searchParams.delete(name);
  return address;
};
export const onlyAsking = (values) => {
  const address = new URL(location);
  address.search = new URLSearchParams(values);
  return address;
};
// A link that opens another protocol on this page, and by itself in another tab.
export const opening = (model, { id, href }, text) => h("a", { href, onclick: (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (!trySend(model, { kind: "open", id }) || !framed) return;
  const address = inAddress({ open: id });
  address.hash = new URL(href, location).hash;
  history.pushState(null, "", address);
  window.dispatchEvent(new HashChangeEvent("hashchange")); // pushing an address says nothing
} }, text);
// Everybody who would read what one shares, by name.
export const cohort = ({ name, readers }, props = {}) => h("details", { class: "plg-readers", ...props },
  h("summary", {}, `Who is my cohort? ${readers.length} people in ${name}`), h("p", {}, readers.join(", ")));
// Two native radios that say who can read something; asks before nothing, sends what was chosen.
export function whoCanRead({ shared, audience, choose }) {
  const name = freshId("who");
  const radio = (value, text, checked) =>
    h("label", {}, h("input", { type: "radio", name, value, checked, onchange: () => choose(value) }), ` ${text}`);
  return h("fieldset", { class: "plg-who" },
    h("legend", { class: "plg-hidden" }, "Who can read this"),
    h("span", { class: "plg-seg" },
      radio("me", "Only me", !shared),
      audience && radio("cohort", "My cohort", shared)));
}
