// What a limit for a whole comparison means for each of its trainings, before it starts. The engine gives
// every training its share of the time that is then left; what does not need its share leaves it to the
// later ones, and a share of under two seconds is not worth training in.

export interface Fit {
  /** Expected seconds, all repetitions together. */
  readonly seconds: number;
  readonly state: 'whole' | 'short' | 'none';
}

const leastSeconds = 2;

/**
 * @param planned expected seconds of each training once through
 * @param total seconds for all, null without limit
 * @param shares of each training (`sharesOfTime`); one each where left out
 */
export function fitIntoTime(
  planned: readonly number[],
  repeats: number,
  total: number | null,
  shares: readonly number[] = planned.map(() => 1),
): Fit[] {
  if (total === null)
    return planned.map((seconds) => ({
      seconds: seconds * repeats,
      state: 'whole',
    }));
  let left = total;
  let toCome = repeats * shares.reduce((sum, one) => sum + one, 0);
  return planned.map((seconds, i) => {
    const own = shares[i]!;
    let state: Fit['state'] = 'whole';
    let sum = 0;
    for (let repeat = 0; repeat < repeats; repeat++) {
      const share = (left * own) / toCome;
      toCome -= own;
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
