// The frame's one script: the menu, one section at a time, what the cells show put in its place,
// the state of the connection, and word of changes elsewhere.
window.plg = (() => {
  const SOON = 1500; // a shorter break in the connection is not worth a word
  const AGAIN = 3000, PATIENCE = 8000, RENEWING = 10000;
  const byId = (id) => document.getElementById(id);
  const base = () => document.body.dataset.baseUrl;
  document.documentElement.classList.add("plg-script");

  // --- the bar -------------------------------------------------------------------------------

  function menu() {
    const button = document.querySelector(".plg-menu");
    if (!button) return;
    const open = (yes) => button.setAttribute("aria-expanded", yes);
    button.addEventListener("click", () => open(button.getAttribute("aria-expanded") !== "true"));
    button.closest("header").addEventListener("keydown", ({ key }) => {
      if (key !== "Escape" || button.getAttribute("aria-expanded") !== "true") return;
      open(false);
      button.focus();
    });
  }

  // --- sections ------------------------------------------------------------------------------

  const all = () => [...document.querySelectorAll("main[data-steps] > section[id]")];
  function named() { // the section that the address names, or that holds what it names
    let target = null;
    try { target = byId(decodeURIComponent(location.hash.slice(1))); } catch { /* not an address of ours */ }
    return target && all().find((section) => section.contains(target));
  }

  function show(section) {
    if (!section) return;
    for (const other of all()) other.toggleAttribute("data-current", other === section);
    const name = document.title.split(" · ").at(-1);
    document.title = [section.dataset.title, byId("content").dataset.title, name].join(" · ");
    window.dispatchEvent(new CustomEvent("plg:section", { detail: { id: section.id } }));
  }

  function move() {
    const section = named() ?? (location.hash ? null : all()[0]); // "back" to where one arrived
    if (!section) return;
    show(section);
    focusHeading(section);
  }

  function focusHeading(section) {
    const heading = section.querySelector("h2");
    if (heading) heading.tabIndex = -1;
    heading?.focus({ preventScroll: true });
    // A step begins at the top of the page, where the steps are; only there one can go on.
    window.scrollTo({ top: 0 });
  }

  // --- what the cells show -------------------------------------------------------------------

  const cell = (index) => document.querySelector(`[data-cell="${index}"]`);
  const beside = (name) => import(new URL(name, source).href);
  const source = document.currentScript.src;
  let page, kernel, models, drawing = [];

  // The kernel has begun; while it works, the line to it is laid.
  function begun(id) {
    page = Promise.all(["kernel.js", "models.js", "drawing.js"].map(beside));
    page.then(([{ Kernel }, { Models }]) => {
      kernel = new Kernel(base(), id);
      models = new Models(kernel);
      watch();
    }).catch(failed);
  }

  // A cell is done: what its parts hold, and which of them it shows.
  function arrived(index) {
    const sent = document.querySelector(`template[data-for="${index}"]`), place = cell(index);
    const states = JSON.parse(sent.content.querySelector("script").textContent);
    const shown = [...sent.content.children].filter(({ localName }) => localName !== "script");
    sent.remove();
    if (!shown.length) place?.remove();
    // A cell that was to show nothing failed: that is said before the first section.
    else if (!place) document.querySelector("main > section").before(...shown);
    const drawn = page.then(async ([, , { view }]) => {
      models.take(states);
      if (place) await put(place, shown, (id) => view(models, id));
    });
    drawn.catch(failed);
    drawing.push(drawn);
  }

  async function put(place, shown, view) {
    const views = shown.map((one) => (one.dataset.model ? view(one.dataset.model) : { element: one }));
    place.append(...views.map(({ element }) => element));
    await Promise.all(views.map(({ drawn }) => drawn));
    place.querySelector(":scope > .plg-skeleton")?.remove();
  }

  // The page is open when everything it shows is drawn, or when it is clear that it will not be.
  function complete() {
    page.then(() => Promise.all(drawing)).then(() => {
      models.complete();
      // A cell that failed ends the page: what would have come after it never comes.
      for (const empty of document.querySelectorAll(".plg-cell")) if (empty.querySelector(":scope > .plg-skeleton")) empty.remove();
      byId("content").removeAttribute("aria-busy");
      document.querySelector(".plg-opening")?.remove();
    }).catch(failed);
  }

  // --- the connection ------------------------------------------------------------------------

  // What the page is in, and what the banner says of it, once. Only "connected" is heard; the
  // parts look at body[data-line], and hear of a change by plg:line.
  const LINES = {
    connected: "",
    reconnecting: "Reconnecting… What you write is kept in this tab.",
    away: "The workbook cannot be reached just now. What you write is kept in this tab.",
    stopped: "This page was stopped. What you wrote is kept; reload to go on.",
    "signed out": "You are signed out. What you wrote is kept in this tab.",
    failed: "This page could not be opened. What you wrote is kept.",
  };
  const BUTTONS = { stopped: "Reload", "signed out": "Sign in", failed: "Reload" };
  let line = "connected", dead = false, looking = null, later = 0, word = 0, renewed = 0;

  function be(state) {
    if (state === line) return;
    const before = line;
    document.body.dataset.line = line = state;
    if (heard(before) !== heard(state)) window.dispatchEvent(new CustomEvent("plg:line"));
    clearTimeout(word);
    // A short break is not worth a word; what only a click can mend is said at once.
    word = setTimeout(say, BUTTONS[state] || state === "connected" ? 0 : SOON);
  }
  const heard = (state) => state === "connected";

  function say() {
    const banner = byId("banner");
    if (banner.dataset.text === LINES[line]) return; // announced already
    banner.dataset.text = LINES[line];
    banner.replaceChildren(LINES[line]);
    if (!BUTTONS[line]) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "plg-button";
    button.textContent = BUTTONS[line];
    button.addEventListener("click", goOn);
    banner.append(" ", button);
  }

  // Nobody is sent to a server that would not answer: the page would be lost to the browser's.
  // Who asked for that once need not ask again when it answers.
  let wished = false;
  async function goOn() {
    wished = true;
    const state = await ask();
    if (answers(state)) return location.reload();
    be("away");
    again();
  }
  const answers = (state) => state !== "away" && state !== "broken";

  // The front end goes on trying to reach a kernel that is gone; only the server knows that it is.
  async function ask() {
    const to = `${base()}${kernel ? `api/kernels/${kernel.id}` : "health"}`;
    try {
      const { status } = await fetch(to, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
      if (status === 404) return "stopped";
      if (status === 401 || status === 403) return "signed out";
      return status < 500 ? "there" : "broken";
    } catch {
      return "away";
    }
  }

  // One look at a time; while something is amiss, one every few seconds.
  function look() {
    return (looking ??= ask().then(understand).finally(() => (looking = null)));
  }
  function understand(answer) {
    if (!kernel) return;
    if (wished && answers(answer)) return location.reload();
    const connected = !dead && kernel.status === "connected";
    // A server that answers, and whose database does not: the parts say that.
    const state = answer === "broken" ? (connected ? "there" : "away") : answer;
    if (state !== "there") be(state);
    else if (dead) be("stopped");
    else if (connected && line !== "away") be("connected");
    else renew(); // a line that was out of reach may hang half open
    if (line === "reconnecting" || line === "away") again();
  }
  function again() {
    clearTimeout(later);
    later = setTimeout(look, AGAIN);
  }

  function renew() {
    be("reconnecting");
    if (Date.now() < renewed + RENEWING) return;
    renewed = Date.now();
    kernel.reconnect();
  }

  function connection() {
    if (kernel.status === "connected" && !dead) {
      if (line === "reconnecting" || line === "away") be("connected"), listen();
    } else if (line === "connected") {
      be("reconnecting");
      look();
    }
  }

  function watch() {
    kernel.addEventListener("status", connection);
    kernel.addEventListener("over", () => {
      dead = true;
      if (!leaving) look();
    });
    window.addEventListener("online", look);
    window.addEventListener("offline", look);
    window.addEventListener("plg:unanswered", look); // by a part that waits for an answer
  }

  let leaving = false;
  window.addEventListener("beforeunload", () => {
    leaving = true;
    window.dispatchEvent(new CustomEvent("plg:leaving")); // the last that parts can say
    setTimeout(() => (leaving = false), RENEWING); // whoever is here then has stayed
  }, { capture: true });
  // A page that is left takes its kernel along; one that a browser kept has none to come back to.
  window.addEventListener("pagehide", () => {
    if (!kernel) return;
    const form = new FormData();
    form.set("_xsrf", token());
    navigator.sendBeacon(`${base()}voila/api/shutdown/${kernel.id}`, form);
    kernel.end();
  });
  window.addEventListener("pageshow", ({ persisted }) => persisted && location.reload());

  // --- changes elsewhere ---------------------------------------------------------------------

  // A browser keeps only six connections to a server, so that a tab out of sight lets go of its
  // own; when it comes back the server tells it every topic once.
  let stream, before = false;
  function listen() {
    if (document.hidden) {
      stream?.close();
      stream = null;
      return;
    }
    if (kernel) look();
    if (stream && stream.readyState !== EventSource.CLOSED) return;
    stream = new EventSource(`${base()}live${before ? "?again" : ""}`);
    before = true;
    stream.onmessage = ({ data }) =>
      window.dispatchEvent(new CustomEvent("plg:changed", { detail: JSON.parse(data) }));
    // It ends when one is signed out. After a refusal the browser does not ask again by itself.
    stream.onerror = () => {
      if (kernel) look();
      if (stream?.readyState === EventSource.CLOSED) setTimeout(listen, 2 * AGAIN);
    };
  }

  // --- being here ------------------------------------------------------------------------------

  // Whoever presses keys or taps stays signed in; a page that only lies open does not.
  const MINUTE = 60000;
  let told = Date.now();
  function here() {
    if (Date.now() - told < MINUTE) return;
    told = Date.now();
    fetch(`${base()}here`, { method: "POST", headers: { "X-XSRFToken": token() } }).catch(() => {});
  }
  const token = () => document.cookie.match(/(?:^|; )_xsrf=([^;]*)/)?.[1] ?? "";

  // -------------------------------------------------------------------------------------------

  function laidOut() {
    forget(document.body.dataset.visitor); // what somebody else left unsaved in this tab
    for (const kind of ["keydown", "pointerdown"]) document.addEventListener(kind, here, { passive: true });
    window.addEventListener("hashchange", move);
    show(named() ?? all()[0]);
    listen();
    document.addEventListener("visibilitychange", listen);
  }

  document.addEventListener("DOMContentLoaded", () => {
    // Not by its address, which says which step this is.
    document.querySelector(".plg-skip").addEventListener("click", (event) => {
      event.preventDefault();
      byId("content").focus();
    });
    for (const button of document.querySelectorAll("[data-print]"))
      button.addEventListener("click", () => window.print());
    // What was not yet saved lies in this tab; the next person must not find it. Whoever comes
    // back as themselves does.
    for (const form of document.querySelectorAll("form[data-leaves]"))
      form.addEventListener("submit", ({ submitter }) => forget(submitter?.value));
  });

  function forget(except) {
    try {
      for (const key of Object.keys(sessionStorage))
        if (!except || !key.startsWith(`plgwork ${except} `)) sessionStorage.removeItem(key);
    } catch { /* none */ }
  }

  const failed = () => be("failed");

  return { arrived, begun, complete, failed, laidOut, menu, get kernel() { return kernel; }, get models() { return models; } };
})();
