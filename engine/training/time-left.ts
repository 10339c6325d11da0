// How long a training will still take: learned from its own steps, told only once it can be believed.

export interface TimeLeft {
  /** A step took this many milliseconds. */
  step(milliseconds: number): void;
  /** An epoch's evaluation and checkpoint took this many milliseconds. */
  between(milliseconds: number): void;
  /** Seconds for this much work, or null before enough has been seen. */
  seconds(steps: number, epochs: number): number | null;
}

/** Improvement that lasted until some epoch is expected to last half as long again. */
const lasting = 1.5;
/** Every epoch without improvement takes so many from that expectation. */
const doubt = 2;

/**
 * The epoch in which training will likely end: when patience runs out after the last improvement still to come.
 * Small tables stop long before the epochs laid out, so those alone would promise several times too much.
 *
 * @param epoch finished epochs
 * @param best the last of them that improved
 */
export function expectedEnd(epoch: number, best: number, epochs: number, patience: number): number {
  const last = Math.max(best, lasting * best - doubt * (epoch - best));
  return Math.min(epochs, Math.max(epoch + 1, Math.round(last) + patience));
}

/** Steps and milliseconds that must have been seen. */
const fewestSteps = 30;
const fewestMilliseconds = 1500;
/** The first steps warm caches and are left out. */
const warming = 5;
/** Weight of the newest step: a few hundred steps back count. */
const newest = 0.005;

export function createTimeLeft(): TimeLeft {
  let count = 0;
  let total = 0;
  let recent = 0;
  let breaks = 0;
  let breakTotal = 0;
  return {
    step: (took) => {
      count++;
      if (count <= warming) return;
      total += took;
      // A plain mean at first, then one that forgets: another program may have taken the cores since.
      const share = Math.max(newest, 1 / (count - warming));
      recent += (took - recent) * share;
    },
    between: (took) => {
      breaks++;
      breakTotal += took;
    },
    seconds: (steps, epochs) => {
      if (count < fewestSteps || total < fewestMilliseconds) return null;
      const perBreak = breaks > 0 ? breakTotal / breaks : 0;
      return (steps * recent + epochs * perBreak) / 1000;
    },
  };
}
