// Two gentle tones at the end of a step, laid on the audio clock, which goes on in a tab out of
// sight. A browser lets a page sound only after a tap on it.
export const bell = () => {
  const LATE = 0.3, TONES = [[0, 659], [0.45, 523]];
  let context = null, due = null, tones = [];
  const quiet = () => {
    tones.forEach((one) => one.stop());
    [due, tones] = [null, []];
  };
  const tone = (at, pitch) => {
    const source = context.createOscillator(), volume = context.createGain();
    source.frequency.value = pitch;
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(0.25, at + 0.03);
    volume.gain.exponentialRampToValueAtTime(0.001, at + 1.4);
    source.connect(volume).connect(context.destination);
    source.start(at);
    source.stop(at + 1.5);
    return source;
  };
  return {
    async allow() {
      context ??= new AudioContext();
      await context.resume();
    },
    get allowed() { return context?.state === "running"; },
    // To sound in so many milliseconds; null: not at all. Said again and again, it sounds once.
    ring(left) {
      if (!this.allowed) return;
      const when = left === null ? null : context.currentTime + left / 1000;
      if (when === null || (left <= 0 && due > context.currentTime + LATE)) return quiet();
      if (left <= 0 || (due !== null && Math.abs(due - when) < LATE)) return;
      quiet();
      due = when;
      tones = TONES.map(([after, pitch]) => tone(when + after, pitch));
    },
  };
};
