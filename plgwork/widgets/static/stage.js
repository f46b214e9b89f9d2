// What everybody in the room sees of a run: the step, who speaks, what happens, the time, what is
// next. The player and the room's screen share it; what to watch for is not on it.
import { h } from "./dom.js";
import { MINUTE, reckon, figures, count, clockTime } from "./clock.js";

const SVG = "http://www.w3.org/2000/svg";
const UP = "Time for this step is up. Go on when you are ready.";

export const stage = () => {
  const title = h("p", {}), where = h("p", {}), speaker = h("b", {}), name = h("h2", {});
  const happens = h("p", { class: "plg-happens", dir: "auto" }), speaking = h("p", { class: "plg-soft" });
  const next = h("p", { class: "plg-soon" }), question = h("p", { class: "plg-asked", dir: "auto" });
  const time = h("span", {}), of = h("small", {}), note = h("p", { class: "plg-stage-note" });
  const said = h("p", { class: "plg-hidden", role: "status" });
  const ring = document.createElementNS(SVG, "svg");
  const circle = (kind) => {
    const one = document.createElementNS(SVG, "circle");
    const shape = { class: kind, cx: 50, cy: 50, r: 46, pathLength: 100, fill: "none" };
    for (const [key, value] of Object.entries(shape)) one.setAttribute(key, value);
    ring.append(one);
    return one;
  };
  ring.setAttribute("viewBox", "0 0 100 100");
  ring.setAttribute("aria-hidden", "true");
  circle("plg-ring-all");
  const arc = circle("plg-ring-left");

  const element = h("div", { class: "plg-stage" },
    h("div", { class: "plg-stage-top" }, title, where),
    h("div", { class: "plg-stage-middle" },
      h("div", { class: "plg-stage-words" },
        h("p", { class: "plg-speaks" }, h("span", {}, "Speaking now: "), speaker),
        name, happens, speaking, question, next),
      h("div", { class: "plg-time" }, ring, h("div", { role: "timer", "aria-label": "Time left in this step" }, time, of))),
    note, said);

  const put = (place, text) => { if (place.textContent !== text) place.textContent = text; };
  const names = ({ presenter, timekeeper, notes }) => [
    presenter && `${presenter} presents`, timekeeper && `${timekeeper} keeps time`, notes && `${notes} takes notes`,
  ].filter(Boolean);
  const ending = (run, at) => {
    if (at.finished) return "Finished";
    const late = at.late > 0 ? `, ${count(at.late, "minute")} later than planned` : at.late < 0 ? `, ${count(-at.late, "minute")} earlier than planned` : "";
    return `Step ${at.step + 1} of ${run.steps.length} · ends about ${clockTime(at.ends, run.timezone)}${late}`;
  };
  const coming = (run, at) => {
    const after = run.steps[at.step + 1];
    if (!after) return "This is the last step.";
    return `Next: ${after.name}, ${count(after.minutes + at.extra[at.step + 1], "minute")}`;
  };
  const lasts = (step, at) => {
    const all = count(step.minutes + at.extra[at.step], "minute");
    if (at.left <= -1000) return `over the ${all}`;
    const each = Math.floor(step.minutes / step.turns);
    return step.turns > 1 && each ? `of ${all}, ${step.turns} turns of ${each}` : `of ${all}`;
  };
  const condition = (at) => at.finished ? "finished" : at.left <= 0 ? "over" : at.running ? "running" : "paused";
  // Read out: a new step, two minutes before its end, and its end; never each second.
  let told = null;
  const tell = (run, at) => {
    const state = condition(at), close = at.left <= 2 * MINUTE && at.given > 2 * MINUTE;
    const here = `${at.step} ${state} ${state === "running" && close} ${at.given}`;
    if (here === told) return;
    const step = run.steps[at.step], moved = told?.split(" ")[0] !== String(at.step);
    told = here;
    if (state === "finished") return put(said, "The protocol is finished.");
    if (state === "over") return put(said, UP);
    if (state === "paused") return put(said, "Paused.");
    const left = close ? "Two minutes left." : `${count(Math.ceil(at.left / MINUTE), "minute")} left.`;
    put(said, moved ? `${step.name}. ${step.speaker}. ${left}` : left);
  };

  const draw = (run, now) => {
    const at = reckon(run, now), step = run.steps[at.step], state = condition(at);
    element.dataset.state = state;
    put(title, [run.name, ...names(run.roles)].join(" · "));
    put(where, ending(run, at));
    put(speaker, step.speaker);
    put(name, step.name);
    put(happens, step.happens);
    put(speaking, step.speaking);
    put(question, run.question ? `${run.roles.presenter || "Our"}${run.roles.presenter ? "’s" : ""} question: ${run.question}` : "");
    put(next, coming(run, at));
    put(time, figures(at.left));
    put(of, lasts(step, at));
    put(note, state === "over" ? UP : state === "paused" ? "Paused. The clock waits." : "");
    arc.setAttribute("stroke-dasharray", `${at.left > 0 ? Math.min(100, (100 * at.left) / at.given) : 100} 200`);
    tell(run, at);
    return at;
  };
  return { element, draw };
};
