// Where a run stands, from the moves that were made, and what is left of it: worked out from
// stored moments and never counted in ticks, so that every screen shows the same second, whatever
// slept meanwhile. Moments are milliseconds. analysis/running.py does the same with the moves, and
// a test holds the two together. The player and the room's screen share this file.
export const EXTENSION = 2, MINUTE = 60000, DRIFT = 1500;

export const standing = (count, moves) => {
  const now = {
    step: 0, furthest: 0, begun: false, running: false, finished: false, since: null,
    spent: Array(count).fill(0), extra: Array(count).fill(0), skipped: Array(count).fill(null),
  };
  const go = (step, at) => {
    if (step < 0 || step >= count) return;
    Object.assign(now, { step, furthest: Math.max(step, now.furthest), running: true, since: at });
    now.skipped[step] = null; // what is gone to is not skipped
  };
  const acts = {
    start: ({ at }) => Object.assign(now, { begun: true, running: true, since: at }),
    pause: () => (now.running = false),
    resume: ({ at }) => Object.assign(now, { running: true, since: at }),
    next: ({ at }) => go(now.step + 1, at),
    back: ({ at }) => go(now.step - 1, at),
    extend: () => (now.extra[now.step] += EXTENSION),
    skip: ({ at, reason }) => {
      now.skipped[now.step] = reason;
      if (now.step === count - 1) now.running = false;
      else go(now.step + 1, at);
    },
    finish: () => Object.assign(now, { running: false, finished: true }),
  };
  for (const move of moves) {
    // It begins once, and after its end nothing moves it.
    if (now.finished || now.begun === (move.kind === "start")) continue;
    if (now.running) {
      now.spent[now.step] += move.at - now.since;
      now.since = move.at;
    }
    acts[move.kind](move);
  }
  return now;
};

// The run at one moment: what is left of the step (less than nothing when its time is up), when
// all of it will end if each step from here on takes what it may, and how much later that is.
export const reckon = ({ steps, moves, minutes, begun_at }, now) => {
  const at = standing(steps.length, moves);
  const since = at.running ? Math.max(0, now - at.since) : 0;
  const spent = at.spent.map((one, i) => one + (i === at.step ? since : 0));
  const given = steps.map((step, i) => (step.minutes + at.extra[i]) * MINUTE);
  const rest = given.map((one, i) => (i < at.step ? 0 : Math.max(0, one - spent[i])));
  const ends = now + rest.reduce((sum, one) => sum + one, 0);
  const late = Math.round((ends - begun_at - minutes * MINUTE) / MINUTE);
  return { ...at, spent, given: given[at.step], left: given[at.step] - spent[at.step], ends, late };
};

// 8:24, and 1:20 when so much is over. What is left is shown until it is gone.
export const figures = (left) => {
  const seconds = left > 0 ? Math.ceil(left / 1000) : Math.floor(-left / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
};
export const count = (number, one) => `${number} ${one}${number === 1 ? "" : "s"}`;
export const clockTime = (moment, timeZone) =>
  new Intl.DateTimeFormat("en-US", { hour: "numeric", minute: "2-digit", timeZone }).format(moment)
    .replace(/\s?([AP]M)/, (_, half) => ` ${half.toLowerCase()}`);

// The server's time, on a machine whose own clock may be an hour wrong, be set, or sleep. ``ask``
// brings the server's moment; until it did once, ``first`` is as good as is known. Whoever asks
// while an answer is on its way is answered anew: that one may be from before.
export const serverTime = (ask, first) => {
  let ahead = first - Date.now(), date = Date.now(), ticks = performance.now();
  let asking = null, again = false;
  const once = async () => {
    again = false;
    const sent = Date.now();
    [date, ticks] = [sent, performance.now()];
    try {
      const moment = await ask();
      ahead = moment - (sent + Date.now()) / 2;
    } catch { /* no line: it counts on as it was */ }
  };
  const sync = () => {
    again = true;
    return (asking ??= (async () => {
      while (again) await once();
      asking = null;
    })());
  };
  const now = () => {
    // Two ways to count that disagree: somebody set the clock, or the machine slept.
    if (Math.abs(Date.now() - date - (performance.now() - ticks)) > DRIFT) sync();
    return Date.now() + ahead;
  };
  return { now, sync };
};
