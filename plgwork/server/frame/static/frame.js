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

  function arrived(index) {
    const sent = document.querySelector(`template[data-for="${index}"]`);
    const place = cell(index);
    if (!sent.content.childElementCount) place?.remove();
    else if (place) place.append(sent.content);
    // A cell that was to show nothing failed: that is said before the first section.
    else byId("content").insertBefore(sent.content, document.querySelector("main > section"));
    sent.remove();
  }

  function complete() {
    // A cell that failed ends the page: what would have come after it never comes.
    for (const empty of document.querySelectorAll(".plg-cell")) {
      if (!empty.querySelector(".jp-OutputArea-child, .plg-notice")) empty.remove();
    }
    window.addEventListener("load", () => setTimeout(opened, 0));
  }

  // The page is open when everything it shows is drawn, or when it is clear that it will not be.
  function opened() {
    const ready = () => {
      const cells = [...document.querySelectorAll(".plg-cell")];
      for (const one of cells.filter(drawn)) one.querySelector(".plg-skeleton")?.remove();
      for (const one of cells.map(overlooked)) if (one) draw(one).catch(failed);
      if (!cells.every(drawn)) return;
      observer.disconnect();
      byId("content").removeAttribute("aria-busy");
      document.querySelector(".plg-opening")?.remove();
    };
    const observer = new MutationObserver(ready);
    observer.observe(byId("content"), { childList: true, subtree: true });
    ready();
  }
  const drawn = (one) => one.querySelector(".jp-OutputArea-output > *, .plg-notice");

  // The front end looks two seconds long for what a widget is made of. Where it is busy at their end,
  // be it with just that, it looks no more, and says for good that there is none: it is drawn here.
  const overlooked = (one) => one.querySelector(".jp-OutputArea-output.jupyter-widgets:not(:has(*))");
  async function draw(output) {
    output.classList.remove("jupyter-widgets"); // it is taken in hand
    const manager = await app.widgetManagerPromise.promise;
    const view = await manager.create_view(await manager.get_model(output.parentElement.dataset.model));
    view.luminoWidget.processMessage({ type: "before-attach" });
    output.replaceChildren(view.luminoWidget.node);
    view.luminoWidget.processMessage({ type: "after-attach" });
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
  let app, kernel, line = "connected", dead = false, looking = null, later = 0, word = 0, renewed = 0;

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
  async function goOn() {
    const state = await ask();
    if (state !== "away" && state !== "broken") return location.reload();
    be("away");
    again();
  }

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
    const connected = !dead && kernel.connectionStatus === "connected";
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
    kernel.reconnect().catch(() => {}); // its status tells
  }

  function connection(status) {
    if (status === "connected" && !dead) {
      if (line === "reconnecting" || line === "away") be("connected"), listen();
    } else if (line === "connected") {
      be("reconnecting");
      look();
    }
  }

  async function watch() {
    kernel = (await app.widgetManagerPromise.promise).kernel;
    kernel.connectionStatusChanged.connect((_, status) => connection(status));
    kernel.statusChanged.connect((_, status) => {
      if (["autorestarting", "restarting", "terminating", "dead"].includes(status)) ended();
    });
    kernel.disposed.connect(ended);
    window.addEventListener("online", look);
    window.addEventListener("offline", look);
    window.addEventListener("plg:unanswered", look); // by a part that waits for an answer
  }
  function ended() {
    dead = true;
    if (!leaving) look();
  }

  let leaving = false; // the front end ends the kernel itself when the tab closes
  window.addEventListener("beforeunload", () => {
    leaving = true;
    window.dispatchEvent(new CustomEvent("plg:leaving")); // the front end ends the line next
    setTimeout(() => (leaving = false), RENEWING); // whoever is here then has stayed
  }, { capture: true });
  // Voilà's front end announces itself by this name when it has started.
  Object.defineProperty(window, "jupyterapp", {
    configurable: true,
    get: () => app,
    set: (value) => { app = value; watch(); },
  });

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
    const token = document.cookie.match(/(?:^|; )_xsrf=([^;]*)/)?.[1] ?? "";
    fetch(`${base()}here`, { method: "POST", headers: { "X-XSRFToken": token } }).catch(() => {});
  }

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

  return { arrived, complete, failed, laidOut, menu };
})();
// Voilà's front end calls these; the frame has its own ways.
window.voila_heartbeat = window.voila_process = window.voila_finish = () => {};
