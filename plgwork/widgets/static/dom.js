// Elements from plain values. Strings become text nodes, so nothing a person wrote can be markup.
function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value" || name === "checked") element[name] = value;
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child != null && child !== false));
  return element;
}
// Whether a message went out. From a page whose kernel ended none does; the frame says that.
const trySend = (model, message) => { try { model.send(message); return true; } catch { return false; } };
// Counted for the whole page: every part has a copy of this file, and radios of two parts that
// bore one name would be one choice.
const freshId = (name) => `plg-${name}-${(window.plgCount = (window.plgCount ?? 0) + 1)}`;
const drawer = (model, el, names, draw) => {
  const redraw = () => el.replaceChildren(...[draw()].flat().filter(Boolean));
  names.forEach((name) => model.on(`change:${name}`, redraw));
  redraw();
};
// Everybody who would read what one shares, by name.
const cohort = ({ name, readers }, props = {}) => h("details", { class: "plg-readers", ...props },
  h("summary", {}, `Who is my cohort? ${readers.length} people in ${name}`), h("p", {}, readers.join(", ")));
// Two native radios that say who can read something; asks before nothing, sends what was chosen.
function whoCanRead({ shared, audience, choose }) {
  const name = freshId("who");
  const radio = (value, text, checked) =>
    h("label", {}, h("input", { type: "radio", name, value, checked, onchange: () => choose(value) }), ` ${text}`);
  return h("fieldset", { class: "plg-who" },
    h("legend", { class: "plg-hidden" }, "Who can read this"),
    h("span", { class: "plg-seg" },
      radio("me", "Only me", !shared),
      audience && radio("cohort", "My cohort", shared)));
}
