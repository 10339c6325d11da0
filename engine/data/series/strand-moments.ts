// Mean and spread of each of several series, from the training rows of its own: a machine at 1 kW beside one at 1000 kW
// is neither flattened nor forgotten.

import type { ChannelMoments } from '../features.ts';
import { momentsBy, momentsWhere, quantile, sorted } from '../statistics.ts';

export interface MomentsByStrand extends ChannelMoments {
  /** One for each strand. */
  readonly strands: readonly ChannelMoments[];
}

/**
 * Of all rows that train, and of those of each strand. A strand that does not differ in them has the spread that is usual
 * among the others (a machine that stood still may start); one without any value there has what all have.
 *
 * @param values one a row, missing = NaN
 * @param strandOf of a row, from 0; -1 = none of these
 */
export function momentsByStrand(
  values: ArrayLike<number>,
  isTraining: (row: number) => boolean,
  count: number,
  strandOf: (row: number) => number,
): MomentsByStrand {
  const whole = momentsWhere(values, isTraining);
  const all = { mean: whole.mean, deviation: whole.deviation > 0 ? whole.deviation : 1 };
  const own = momentsBy(values, isTraining, count, strandOf);
  const spreads = sorted(own.flatMap(({ deviation }) => (deviation > 0 ? [deviation] : [])));
  const usual = spreads.length > 0 ? quantile(spreads, 0.5) : all.deviation;
  return {
    ...all,
    strands: own.map(({ count: found, mean, deviation }) =>
      found === 0 ? all : { mean, deviation: deviation > 0 ? deviation : usual },
    ),
  };
}
