// The frame's one script: the menu, one section at a time, what the cells show put in its place,
// the state of the connection, and word of changes elsewhere.
window.plg = (() => {
  const STOPPED = "This page was stopped. What you wrote is kept.";
  const SOON = 1500; // a shorter break in the connection is not worth a word
  const AGAIN = 4000;
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
    const section = named();
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

  // --- the connection ------------------------------------------------------------------------

  let app, kernel, timer, over = false;

  function say(text, reload = false) {
    const banner = byId("banner");
    if (over || banner.dataset.text === text) return;
    over = reload; // after that only a reload helps
    banner.dataset.text = text;
    banner.replaceChildren(text);
    if (!reload) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "plg-button";
    button.textContent = "Reload";
    button.addEventListener("click", () => location.reload());
    banner.append(" ", button);
  }

  function connection(status) {
    clearTimeout(timer);
    if (status === "connected") say("");
    else timer = setTimeout(lost, SOON);
  }

  function lost() {
    if (over) return;
    say("Reconnecting… What you write is kept.");
    check();
    timer = setTimeout(lost, AGAIN);
  }

  // The front end goes on trying to reach a kernel that is gone; only the server knows that it is.
  async function check() {
    if (!kernel || over) return;
    try {
      const answer = await fetch(`${base()}api/kernels/${kernel.id}`, { cache: "no-store" });
      if (answer.status === 404 || answer.status === 403) say(STOPPED, true);
    } catch {
      if (kernel.connectionStatus === "connected") say("Reconnecting… What you write is kept.");
    }
  }

  async function watch() {
    kernel = (await app.widgetManagerPromise.promise).kernel;
    kernel.connectionStatusChanged.connect((_, status) => connection(status));
    kernel.statusChanged.connect((_, status) => {
      if (["autorestarting", "restarting", "terminating", "dead"].includes(status)) say(STOPPED, true);
    });
    kernel.disposed.connect(() => leaving || say(STOPPED, true));
    window.addEventListener("online", check);
  }

  let leaving = false; // the front end ends the kernel itself when the tab closes
  window.addEventListener("beforeunload", () => (leaving = true), { capture: true });
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
    check();
    if (stream) return;
    stream = new EventSource(`${base()}live${before ? "?again" : ""}`);
    before = true;
    stream.onerror = check; // it ends when one is signed out
    stream.onmessage = ({ data }) =>
      window.dispatchEvent(new CustomEvent("plg:changed", { detail: JSON.parse(data) }));
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

  // What another person left unsaved in this tab is not for whoever is here now.
  function forgetOthers() {
    const mine = `plgwork ${document.body.dataset.visitor} `;
    try {
      for (const key of Object.keys(sessionStorage))
        if (key.startsWith("plgwork ") && !key.startsWith(mine)) sessionStorage.removeItem(key);
    } catch { /* none */ }
  }

  // -------------------------------------------------------------------------------------------

  function laidOut() {
    forgetOthers();
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
    // What was not yet saved lies in this tab; the next person must not find it.
    for (const form of document.querySelectorAll("form[data-leaves]"))
      form.addEventListener("submit", () => { try { sessionStorage.clear(); } catch { /* none */ } });
  });

  const failed = () => say("This page could not be opened. What you wrote is saved.", true);

  return { arrived, complete, failed, laidOut, menu };
})();
// Voilà's front end calls these; the frame has its own ways.
window.voila_heartbeat = window.voila_process = window.voila_finish = () => {};
