// In every page that is measured, before anything of its own: when it is usable, and how long
// something takes from what somebody does until it is to be seen.
window.bench = (() => {
  const EVERY = __EVERY__; // milliseconds between two looks; 0 is each frame
  const again = (look) => (EVERY ? setTimeout(look, EVERY) : requestAnimationFrame(look));
  // Panel and marimo draw behind shadow roots.
  const roots = (root = document) => [root, ...[...root.querySelectorAll("*")].flatMap((one) => (one.shadowRoot ? roots(one.shadowRoot) : []))];
  const all = (selector) => roots().flatMap((root) => [...root.querySelectorAll(selector)]);
  const seen = (one) => {
    const { width, height } = one.getBoundingClientRect();
    return width > 0 && height > 0;
  };
  const drawn = (one) => one.complete && one.naturalWidth >= 300 && seen(one);
  const picture = (height) => all("img").find((one) => drawn(one) && (!height || one.naturalHeight === height));
  const when = (is) => new Promise((done) => {
    const look = () => (is() ? requestAnimationFrame(() => done(performance.now())) : again(look));
    look();
  });
  const said = () => Math.max(0, ...roots().flatMap((root) => {
    const found = (root.body ?? root).textContent?.matchAll(/Saved #(\d+)/g) ?? [];
    return [...found].map(([, number]) => +number);
  }));
  // From the first of these events until it is so.
  const timed = (kinds, is) => {
    let begun = null;
    const begin = () => (begun ??= performance.now());
    for (const kind of kinds) window.addEventListener(kind, begin, { capture: true, once: true });
    bench.taken = when(() => begun !== null && is()).then((at) => at - begun);
  };
  const usable = () => __READY__;
  const bench = { all, drawn, picture, said, seen, timed };
  bench.ready = when(usable).then((at) => [at / 1000, (performance.timeOrigin + at) / 1000]);
  return bench;
})();
