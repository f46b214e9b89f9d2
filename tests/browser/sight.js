// What can be measured on a page that is open: an object of functions, each of which returns
// the places where something is amiss, in words.
(() => {
  const OFFERED = "a[href], button, select, textarea, summary, input:not([type=hidden])";
  const STATES = ["aria-current", "aria-pressed", "aria-selected", "aria-invalid"];
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const told = (one) => one.outerHTML.slice(0, 150);
  const label = (one) => one.closest("label") ?? one;
  const shown = (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const pressable = () => all(OFFERED).filter((one) => !one.disabled && shown(one));

  const overflow = (one) => {
    const { overflowX, overflowY } = getComputedStyle(one);
    return `${overflowX} ${overflowY}`;
  };
  const rolls = (one) => /auto|scroll/.test(overflow(one));
  const cuts = (one) => !rolls(one) && /hidden|clip/.test(overflow(one));

  /* The nearest box that text cannot leave, unless that is the page itself. */
  const frameOf = (one) => {
    while (one && !rolls(one) && !cuts(one)) one = one.parentElement;
    return one === document.body || one === document.documentElement ? null : one;
  };

  const UNREAD = "script, style, option, textarea, noscript, template, svg";
  // For screen readers alone; and an excerpt says by its dots that there is more.
  const MEANT = ".plg-hidden, .plg-skip, .plg-excerpt";
  // What stays in its place lies over what is scrolled away below it.
  const STAYS = ".plg-banner, .plg-board-facts, .plg-main, dialog";

  /* Every text that can be seen, with the boxes of its lines. */
  function* texts() {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { data, parentElement: within } = walker.currentNode;
      if (!data.trim() || within.closest(`${UNREAD}, ${MEANT}`) || !shown(within)) continue;
      const range = document.createRange();
      range.selectNodeContents(walker.currentNode);
      const lines = [...range.getClientRects()].filter((box) => box.width > 1 && box.height > 1);
      yield { words: data.trim().slice(0, 60), within, lines };
    }
  }

  const leaves = (line, box) =>
    line.left < box.left - 2 || line.right > box.right + 2 ||
    line.top < box.top - 2 || line.bottom > box.bottom + 2;

  const covers = (one, other) => {
    const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
    const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
    return across > 3 && down > Math.min(one.height, other.height) * 0.4;
  };

  /* Words that a box cuts off, that stand outside the window, or on which other words lie. */
  const cutOff = () => {
    const found = new Set(), placed = [];
    const right = document.documentElement.clientWidth + 1;
    for (const { words, within, lines } of texts()) {
      const frame = frameOf(within);
      const edge = frame?.getBoundingClientRect();
      for (const line of lines) {
        if (frame && cuts(frame) && leaves(line, edge)) found.add(`cut off: ${words}`);
        if (!frame && (line.left < -1 || line.right > right)) found.add(`outside: ${words}`);
        if (!frame && !within.closest(STAYS)) placed.push({ line, words });
      }
    }
    placed.sort((one, other) => one.line.top - other.line.top);
    placed.forEach((one, i) => {
      for (let j = i + 1; j < placed.length && placed[j].line.top < one.line.bottom; j++)
        if (covers(one.line, placed[j].line)) found.add(`both: ${one.words} | ${placed[j].words}`);
    });
    return [...found];
  };

  const inSentence = (one) =>
    one.matches("a") && getComputedStyle(one).display === "inline" &&
    one.parentElement.textContent.trim() !== one.textContent.trim();

  /* WCAG 2.5.8: a circle of 24 pixels around the middle of a small one meets no other. */
  const near = (box, other) => {
    const x = box.left + box.width / 2, y = box.top + box.height / 2;
    const dx = Math.max(other.left - x, 0, x - other.right);
    const dy = Math.max(other.top - y, 0, y - other.bottom);
    return Math.hypot(dx, dy) < 12;
  };

  /* What is to be pressed, smaller than 24 by 24 pixels, and close to something else. */
  const small = () => {
    const targets = [...new Set(pressable().map(label))]
      .map((one) => ({ one, box: one.getBoundingClientRect() }))
      .filter(({ box }) => box.width && box.height);
    const crowded = ({ one, box }) => targets.some(({ one: other, box: its }) =>
      other !== one && !one.contains(other) && !other.contains(one) && near(box, its));
    return targets
      .filter((it) => Math.min(it.box.width, it.box.height) < 23.9)
      .filter((it) => !inSentence(it.one) && crowded(it))
      .map(({ one, box }) => `${Math.round(box.width)}×${Math.round(box.height)} ${told(one)}`);
  };

  const moves = (style) =>
    style.animationName !== "none" || style.scrollBehavior === "smooth" ||
    style.transitionDuration.split(", ").some((time) => parseFloat(time) > 0);

  /* What moves or glides now, and what would. */
  const moving = () => [
    ...document.getAnimations().map((one) => `moves: ${one.animationName}`),
    ...all("html, body, body *")
      .filter((one) => [null, "::before", "::after"].some((part) => moves(getComputedStyle(one, part))))
      .map((one) => `would move: ${told(one)}`),
  ];

  /* What has no ring when it has the focus. One presses a key first, so that rings are shown. */
  const ringless = () => pressable().filter((one) => {
    one.focus({ preventScroll: true });
    return document.activeElement === one && ![one, label(one)].some((part) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(part);
      return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
    });
  }).map(told);

  const lined = (one) => {
    const style = getComputedStyle(one);
    const sides = ["Top", "Right", "Bottom", "Left"].flatMap((side) =>
      ["Width", "Style", "Color"].map((what) => style[`border${side}${what}`]));
    return [...sides, style.textDecorationLine].join(" ");
  };
  const marked = (one) => STATES.some((state) => ![null, "false"].includes(one.getAttribute(state)));

  /* What is current, pressed or wrong, and has no line that others of its kind lack. */
  const alike = () => all(STATES.map((state) => `[${state}]`).join())
    .filter((one) => marked(one) && shown(one))
    .filter((one) => {
      const around = one.closest("ol, ul, nav, fieldset, tr, [role=group], main") ?? document;
      const kin = all(one.localName, around).filter((other) =>
        other !== one && shown(other) && !marked(other) && other.className === one.className);
      return kin.some((other) => lined(other) === lined(one));
    }).map(told);

  return { cutOff, small, moving, ringless, alike };
})()
