// The room's screen follows a run that is moved elsewhere. It hears of each move, and asks again by
// itself in case it did not; without a line it counts on.
import { h } from "../widgets/dom.js";
import { serverTime } from "../widgets/clock.js";
import { bell } from "../widgets/sound.js";
import { stage } from "../widgets/stage.js";

const TICK = 200, LOOK = 20000;
const main = document.getElementById("content"), place = main.dataset.place;
const given = JSON.parse(document.getElementById("run").textContent);
const shown = stage(), sound = bell();
let run = given.run, over = false;

const look = async () => {
  const answer = await fetch(`${place}/state`, { cache: "no-store", signal: AbortSignal.timeout(8000) });
  if (answer.status === 404) over = true;
  if (!answer.ok) throw new Error("no answer");
  const told = await answer.json();
  run = told.run;
  return told.now;
};
const server = serverTime(look, given.now);
const refresh = () => server.sync().then(draw);

const tap = h("button", { type: "button", class: "plg-button quiet", onclick: () => sound.allow().then(draw) }, "Tap once to let this screen sound");
const full = h("button", { type: "button", class: "plg-button quiet", onclick: () => (document.fullscreenElement ? document.exitFullscreen() : main.requestFullscreen()) }, "Fill the screen");
const done = h("p", { class: "plg-stage-note", role: "status" });
full.hidden = !document.fullscreenEnabled;

function draw() {
  const at = shown.draw(run, server.now());
  tap.hidden = sound.allowed || at.finished;
  sound.ring(at.running ? at.left : null);
  if (over) done.textContent = "This screen is no longer shown. You can close it.";
}
function listen() {
  const stream = new EventSource(`${place}/live`);
  stream.onmessage = refresh;
  stream.onopen = refresh; // what was moved while the stream was lost
  stream.onerror = () => {
    if (stream.readyState !== EventSource.CLOSED || over) return;
    setTimeout(listen, 3000);
  };
}
main.append(h("div", { class: "plg-player" }, shown.element, done, h("div", { class: "plg-extras" }, tap, full)));
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && refresh());
document.addEventListener("fullscreenchange", () => (full.textContent = document.fullscreenElement ? "Leave the full screen" : "Fill the screen"));
window.addEventListener("online", refresh);
setInterval(refresh, LOOK);
setInterval(draw, TICK);
draw();
listen();
