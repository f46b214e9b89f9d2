// A run for whoever moves it. The clock is reckoned here, from moments: neither a busy page nor
// one that was stopped holds it up. What is pressed counts at once; it lies in the tab, with its
// moment, and is sent again until the run holds it.
import { h, heard, trySend, onLine, tab, freshId } from "./dom.js";
import { count, serverTime, EXTENSION } from "./clock.js";
import { bell } from "./sound.js";
import { stage } from "./stage.js";

const TICK = 200, RETRY = 4000;
const ELSEWHERE = "Somebody moved this run in another window at the same time. Here is how it stands now.";

export default {
  render({ model, el }) {
    const key = `plgwork ${model.get("key")}`;
    let pending = tab.get(key) ?? [], retry = 0, last = null;
    const ask = async () => {
      const { now } = model.get("place");
      if (!now) return new Promise((answer) => {
        const told = () => { model.off("change:now", told); answer(model.get("now")); };
        model.on("change:now", told);
        model.send({ kind: "now" });
      });
      return (await (await fetch(now, { cache: "no-store", signal: AbortSignal.timeout(5000) })).json()).now;
    };
    const server = serverTime(ask, model.get("now")), sound = bell(), shown = stage();
    const run = () => ({ ...model.get("run"), moves: [...model.get("run").moves, ...pending] });

    // --- moves -----------------------------------------------------------------------------

    const keep = () => tab.set(key, pending.length ? pending : null);
    function press(kind, reason = "") {
      if (sounds.checked) sound.allow();
      pending.push({ number: run().moves.length + 1, kind, at: Math.round(server.now()), reason });
      keep();
      draw();
      send();
    }
    function send() {
      clearTimeout(retry);
      if (!pending.length) return;
      trySend(model, { kind: "moves", moves: pending });
      retry = setTimeout(send, RETRY);
    }
    // What the run holds is kept. Where it holds another move than ours, ours came too late, and
    // so did all that was made upon it.
    function settle() {
      const { moves } = model.get("run");
      const late = pending.some(({ number, kind }) => number <= moves.length && moves[number - 1].kind !== kind);
      pending = late ? [] : pending.filter(({ number }) => number > moves.length);
      keep();
      put(problem, late ? ELSEWHERE : model.get("problem"));
      draw();
      send();
    }
    function refused() {
      pending = [];
      keep();
      draw();
    }

    // --- what one presses ------------------------------------------------------------------

    const button = (text, act, look = " quiet") => h("button", { type: "button", class: `plg-button${look}`, onclick: act }, text);
    const put = (place, text) => { if (place.textContent !== text) place.textContent = text; };
    const on = button("Next step", () => press(last.step === run().steps.length - 1 ? "finish" : "next"), "");
    const pause = button("Pause", () => press(last.running ? "pause" : "resume"));
    const more = button(`${EXTENSION === 2 ? "Two" : EXTENSION} more minutes`, () => press("extend"));
    const back = button("Back", () => press("back"));
    const skip = button("Skip…", () => {
      const step = run().steps[last.step];
      question(`Skip “${step.name}”?`, step.closing ? [model.get("closing")] : [], "Skip it", (reason) => {
        const final = last.step === run().steps.length - 1;
        press("skip", reason);
        if (final) press("finish");
      }, true);
    });
    const end = button("Finish early…", () => {
      const left = run().steps.slice(last.step + 1).map(({ name }) => name);
      question("Finish now?", [left.length ? `Still to come: ${left.join(", ")}.` : "", "What ran so far is kept."].filter(Boolean), "Finish now", () => press("finish"));
    });
    function question(title, lines, verb, act, reasoned = false) {
      const id = freshId("ask"), why = h("input", { id: `${id}-why`, maxlength: 200, autocomplete: "off" });
      const close = () => { dialog.close(); dialog.remove(); };
      const dialog = h("dialog", { class: "plg-dialog", "aria-labelledby": id, onclose: () => dialog.remove() },
        h("form", { method: "dialog", onsubmit: (event) => { event.preventDefault(); close(); act(why.value.trim()); } },
          h("h2", { id }, title), lines.map((line) => h("p", {}, line)),
          reasoned && h("p", { class: "plg-reason" }, h("label", { for: why.id }, "Why? It is kept with what ran, and may stay empty."), why),
          h("div", { class: "plg-next" }, button("Not now", close), h("button", { class: "plg-button" }, verb))));
      root.append(dialog);
      dialog.showModal();
    }
    const full = button("Fill the screen", () => (document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen()));
    full.hidden = !document.fullscreenEnabled;
    const filled = () => put(full, document.fullscreenElement ? "Leave the full screen" : "Fill the screen");

    const sounds = h("input", { type: "checkbox", checked: tab.get(`${key} quiet`) !== true, onchange: () => {
      tab.set(`${key} quiet`, !sounds.checked);
      if (sounds.checked) sound.allow();
      draw();
    } });
    const tap = h("span", { class: "plg-soft" });
    const watch = h("p", { dir: "auto" });
    const watching = h("details", { class: "plg-watching" }, h("summary", {}, "What to watch for"), watch);

    const every = h("ol", {});
    const all = h("details", { class: "plg-all" }, h("summary", {}, "All steps"), every);

    // --- the room --------------------------------------------------------------------------

    function room() {
      const { room: path, picture } = model.get("place");
      if (!path) return "";
      const address = location.origin + path;
      return h("details", { class: "plg-showing" }, h("summary", {}, "Show on the room’s screen"),
        h("div", { class: "plg-showing-in" },
          h("img", { src: picture, alt: "The address as a picture for a phone", width: 148, height: 148 }),
          h("div", {},
            h("p", {}, "Open this on the projector’s machine, or on a phone: ", h("a", { href: path, target: "_blank", rel: "noopener" }, address)),
            h("p", { class: "plg-soft" }, "Whoever has this address can see the step, the clock, the question and the names you typed, without signing in, until 12 hours after you last pressed a button here. What to watch for is never on it."))));
    }

    // --- drawing ---------------------------------------------------------------------------

    const problem = h("p", { class: "plg-problem", role: "alert" });
    const follow = h("p", { class: "plg-soft" }, "You follow along here. Whoever started it, or facilitates the group, moves it on.");
    const controls = h("div", { class: "plg-pressing", role: "group", "aria-label": "The clock" },
      h("div", { class: "plg-controls plg-main" }, on, pause), h("div", { class: "plg-controls" }, more, back, skip, end));
    const extras = h("div", { class: "plg-extras" },
      h("label", { class: "plg-switch" }, sounds, " Sound at the end of a step ", tap), full);
    const root = h("div", { class: "plg-player plg-wide" }, shown.element, problem, follow, controls, watching, all, extras, room());

    function draw() {
      last = shown.draw(run(), server.now());
      const { steps } = run(), final = last.step === steps.length - 1;
      put(on, final ? "Finish" : "Next step");
      on.classList.toggle("plg-due", last.left <= 0 && !last.finished);
      put(pause, last.running ? "Pause" : "Go on");
      back.disabled = last.step === 0;
      end.hidden = final;
      controls.hidden = last.finished || !model.get("movable");
      follow.hidden = last.finished || model.get("movable");
      put(watch, steps[last.step].watch);
      steps.forEach(({ name, minutes }, i) => {
        const line = every.children[i] ?? every.appendChild(h("li", {}));
        put(line, `${name}, ${count(minutes + last.extra[i], "minute")}${last.skipped[i] === null ? "" : ", skipped"}`);
        i === last.step ? line.setAttribute("aria-current", "step") : line.removeAttribute("aria-current");
      });
      sound.ring(sounds.checked && last.running ? last.left : null);
      put(tap, sounds.checked && !sound.allowed ? "(tap anywhere once, and it can be heard)" : "");
    }
    const remember = () => {
      const { own } = model.get("place");
      if (own && location.pathname + location.search !== own) history.replaceState(history.state, "", own + location.hash);
    };
    const told = () => put(problem, model.get("problem"));
    const tapped = () => { if (sounds.checked && !sound.allowed) sound.allow().then(draw); };
    const seen = () => { if (document.visibilityState === "visible") server.sync().then(draw); };

    el.append(root);
    model.on("change:run", settle);
    model.on("change:movable", draw);
    model.on("change:problem", told);
    model.on("change:refused", refused);
    model.on("change:place", remember);
    const stopLine = onLine(model, () => { if (heard()) server.sync().then(draw); send(); });
    document.addEventListener("visibilitychange", seen);
    document.addEventListener("pointerdown", tapped);
    document.addEventListener("fullscreenchange", filled);
    remember();
    told();
    settle();
    server.sync().then(draw);
    const ticking = setInterval(draw, TICK);
    requestAnimationFrame(() => {
      if (!model.get("wanted")) return;
      const heading = root.querySelector("h2");
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
      root.scrollIntoView({ block: "start" });
      model.set("wanted", false);
      model.save_changes();
    });
    return () => {
      stopLine();
      clearInterval(ticking);
      clearTimeout(retry);
      sound.ring(null);
      document.removeEventListener("visibilitychange", seen);
      document.removeEventListener("pointerdown", tapped);
      document.removeEventListener("fullscreenchange", filled);
    };
  },
};
