// How long a training will still take: learned from its own steps, told only once it can be believed.

export interface TimeLeft {
  /** A step took this many milliseconds. */
  step(milliseconds: number): void;
  /** An epoch's evaluation and checkpoint took this many milliseconds. */
  between(milliseconds: number): void;
  /** Seconds for this much work, or null before enough has been seen. */
  seconds(steps: number, epochs: number): number | null;
}

/** Improvements count as recent from this share of the finished epochs on. */
const recentFrom = Math.SQRT1_2;
/** Evidence held before any was seen, as epochs on the logarithmic scale, at one improvement an e-fold (chance alone). */
const priorEvidence = 0.8;
/** An epoch improves with this probability at most. */
const surest = 0.95;

/**
 * The epoch before which training ends as likely as after it: early stopping waits for the last improvement, which
 * nobody knows. The chance that an epoch improves is taken from the share that did recently, and falls with the
 * power 3/2 of the epoch's number: faster than the 1 / epoch of records among equally likely scores, since learning
 * slows down as well. Shape and constants are from AI4I and EDM (7 trainings): of what is told from a tenth of the way
 * on, 79 % is within 30 % of the truth, in epochs. On 7 of Energy and the gas turbine it is 73 %; a fixed multiple of
 * the last improvement gave 66 % and 56 %.
 *
 * @param epoch finished epochs
 * @param improvements those of them that improved, ascending
 * @param epochs laid out
 * @param patience epochs without improvement that end training
 */
export function expectedEnd(epoch: number, improvements: readonly number[], epochs: number, patience: number): number {
  const from = epoch * recentFrom;
  const recent = improvements.filter((improved) => improved > from).length;
  const chance = (recent + priorEvidence) / (Math.log(1 / recentFrom) + priorEvidence) / Math.max(1, epoch);
  // Probability of still training with the last improvement at an epoch, over `scale`, in the slot of that epoch:
  // each epoch takes the same share from all of them, so one factor serves, however long the patience.
  const waiting = new Float64Array(patience);
  waiting[(epoch - Math.min(patience - 1, epoch - (improvements.at(-1) ?? 0))) % patience] = 1;
  let scale = 1;
  let going = 1;
  for (let next = epoch + 1; next < epochs; next++) {
    const improves = Math.min(surest, chance * (epoch / next) ** 1.5);
    const slot = next % patience;
    const fresh = going * improves;
    scale *= 1 - improves;
    going -= waiting[slot]! * scale; // out of patience
    waiting[slot] = fresh / scale;
    if (going < 0.5) return next;
    if (scale > 1e-100) continue;
    waiting.forEach((share, i) => (waiting[i] = share * scale));
    scale = 1;
  }
  return epochs;
}

/** Steps and milliseconds that must have been seen. */
const fewestSteps = 30;
const fewestMilliseconds = 1500;
/** The first steps warm caches and are left out. */
const warming = 5;
/**
 * Milliseconds of training after which what was seen counts a third. Another program may have taken the cores since:
 * on two cores shared by ten processes, with the end known, 58 % of what is told from 20 s on is within 30 % of the
 * truth (988 epochs of nine trainings); 53 % with a minute, half of it with a mean over all.
 */
const fading = 10_000;

export function createTimeLeft(): TimeLeft {
  let count = 0;
  let total = 0;
  const steps = createPace();
  const breaks = createPace();
  const passed = (took: number): void => {
    steps.fade(took);
    breaks.fade(took);
  };
  return {
    step: (took) => {
      count++;
      if (count <= warming) return;
      total += took;
      passed(took);
      steps.add(took);
    },
    between: (took) => {
      passed(took);
      breaks.add(took);
    },
    seconds: (stepsLeft, epochsLeft) => {
      if (count < fewestSteps || total < fewestMilliseconds) return null;
      return (stepsLeft * steps.mean() + epochsLeft * breaks.mean()) / 1000;
    },
  };
}

/** No mean fades to less than this weight: with none at all it would be lost. */
const least = 1e-6;

/** A mean that forgets with the time that passes. */
function createPace(): { fade(took: number): void; add(took: number): void; mean(): number } {
  let [sum, count] = [0, 0];
  return {
    fade: (took) => {
      // Of what nothing newer was seen for hours, the mean stays what it was.
      const kept = Math.max(Math.exp(-took / fading), Math.min(1, least / count));
      sum *= kept;
      count *= kept;
    },
    add: (took) => {
      sum += took;
      count += 1;
    },
    mean: () => (count > 0 ? sum / count : 0),
  };
}
