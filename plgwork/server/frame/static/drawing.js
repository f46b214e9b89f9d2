// Draws models: parts by their own modules, as anywidget would, and boxes of them.
import { named } from "./models.js";

const PARTS = new URL("../widgets/", import.meta.url);
const MODULE = /^[a-z_]+\.js$/; // the server has them; what a kernel says runs no other program
const KINDS = { AnyModel: part, BoxModel: box, VBoxModel: box };

// The element of a model, at once; `drawn` comes when all of it stands, and `end` ends it.
export function view(models, id) {
  const model = models.get(id), element = document.createElement("div"), endings = [];
  const follow = (event, act) => {
    model.on(event, act);
    endings.push(() => model.off(event, act));
    act();
  };
  follow("change:_dom_classes", () => (element.className = (model.get("_dom_classes") ?? []).join(" ")));
  const draw = KINDS[model.get("_model_name")] ?? unknown;
  const drawn = draw({ models, model, element, endings, follow }).catch((error) => fail(element, error));
  const end = () => {
    for (const one of endings.splice(0)) one();
    element.remove();
  };
  return { id, element, drawn, end };
}

async function part({ model, element, endings }) {
  const { default: { render } } = await program(model.get("_esm"));
  const end = await render({ model, el: element });
  if (end) endings.push(end);
}

function program(name) {
  if (!MODULE.test(name)) throw new Error(`No part of ours: ${name}`);
  return import(new URL(name, PARTS));
}

async function box({ models, model, element, endings, follow }) {
  let views = [];
  const arrange = () => {
    const before = new Map(views.map((one) => [one.id, one]));
    views = model.get("children").map(named).map((id) => {
      const known = before.get(id);
      before.delete(id);
      return known ?? view(models, id);
    });
    for (const gone of before.values()) gone.end();
    // Who stays where they are keep what is typed in them, and the focus.
    views.forEach((one, at) => {
      if (element.children[at] !== one.element) element.insertBefore(one.element, element.children[at] ?? null);
    });
  };
  follow("change:children", arrange);
  endings.push(() => views.forEach((one) => one.end()));
  await Promise.all(views.map((one) => one.drawn));
}

async function unknown({ model }) {
  throw new Error(`No part of ours: ${model.get("_model_name")}`);
}

function fail(element, error) {
  reportError(error); // whoever looks for it finds it there
  const notice = document.createElement("p");
  notice.className = "plg-notice";
  notice.setAttribute("role", "alert");
  notice.textContent = "This part of the page could not be drawn. What you wrote is kept; please reload the page.";
  element.replaceChildren(notice);
}
