// What a limit for a whole comparison means for each of its trainings, before it starts. The engine gives
// every training an even share of the time that is then left; what does not need its share leaves it to
// the later ones, and a share of under two seconds is not worth training in.

export interface Fit {
  /** Expected seconds, all repetitions together. */
  readonly seconds: number;
  readonly state: 'whole' | 'short' | 'none';
}

const leastSeconds = 2;

/** `planned`: expected seconds of each training once through; `total`: seconds for all, null without limit. */
export function fitIntoTime(planned: readonly number[], repeats: number, total: number | null): Fit[] {
  if (total === null)
    return planned.map((seconds) => ({
      seconds: seconds * repeats,
      state: 'whole',
    }));
  let left = total;
  let toCome = planned.length * repeats;
  return planned.map((seconds) => {
    let state: Fit['state'] = 'whole';
    let sum = 0;
    for (let repeat = 0; repeat < repeats; repeat++) {
      const share = left / toCome;
      toCome -= 1;
      if (share < leastSeconds) {
        state = 'none';
        continue;
      }
      if (share < seconds && state === 'whole') state = 'short';
      const used = Math.min(share, seconds);
      left -= used;
      sum += used;
    }
    return { seconds: sum, state };
  });
}
