import { h, freshId, drawer, framed, opening } from "./dom.js";

export default {
  render({ model, el }) {
    const facts = (pairs) => h("dl", { class: "plg-facts" }, pairs.map(([name, value]) =>
      h("div", {}, h("dt", {}, name), h("dd", {}, value))));
    const links = (label, all) => all?.length > 0 && h("p", {}, label, all.map((one, i) =>
      [i > 0 && (i === all.length - 1 ? " or " : ", "), opening(model, one, one.name)]).flat().filter(Boolean), ".");
    const part = ({ title, text, lines = [], ...more }) => h("div", {}, h("h4", {}, title),
      text && h("p", {}, text), lines.length > 0 && h("ul", {}, lines.map((line) => h("li", {}, line))),
      links("Then take ", more.links),
      more.sources && h("ul", { class: "plg-sources" }, more.sources.map(({ name, link }) =>
        h("li", {}, h("a", { href: link, rel: "noreferrer" }, name), h("span", { class: "plg-address" }, ` ${link}`)))));
    const step = (one) => h("li", {},
      h("p", { class: "plg-minutes" }, h("b", {}, one.minutes), one.turns && h("span", {}, one.turns)),
      h("div", {}, h("h5", {}, one.name, one.ours && h("span", { class: "plg-badge" }, one.ours)),
        h("p", { class: "plg-walk-speaker" }, h("span", { class: "plg-hidden" }, "Who speaks: "), one.speaker),
        h("p", {}, one.happens), one.note && h("p", { class: "plg-soft" }, one.note)),
      h("p", { class: "plg-walk-watch" }, h("b", {}, "Watch for"), ` ${one.watch}`));
    const action = ({ text, href, quiet, print }) => href
      ? h("a", { class: `plg-button${quiet ? " quiet" : ""}`, href }, text)
      : h("button", { type: "button", class: "plg-button quiet", onclick: () => print && window.print() }, text);
    const draw = (sheet) => {
      const id = freshId("sheet");
      return h("article", { class: "plg-card plg-sheet", "aria-labelledby": id },
        h("p", { class: "plg-area" }, sheet.kicker), h("h3", { id }, sheet.title), h("p", { class: "plg-lede" }, sheet.text),
        sheet.actions.length > 0 && h("div", { class: "plg-next plg-noprint" }, sheet.actions.map(action)),
        facts(sheet.facts),
        h("div", { class: "plg-parts" }, sheet.when.map(part)),
        h("h4", {}, "The steps"), h("p", { class: "plg-soft" }, sheet.plan),
        h("ol", { class: "plg-plain plg-walk" }, sheet.steps.map(step)),
        h("div", { class: "plg-parts plg-more" }, sheet.more.map(part)),
        h("p", { class: "plg-soft plg-small" }, sheet.small));
    };
    let shown = model.get("sheet").id;
    const follow = () => {
      // In JupyterLab no frame leads to it.
      if (!framed && shown !== model.get("sheet").id) el.scrollIntoView();
      shown = model.get("sheet").id;
    };
    drawer(model, el, ["sheet"], () => model.get("sheet").title && draw(model.get("sheet")));
    model.on("change:sheet", follow);
  },
};
