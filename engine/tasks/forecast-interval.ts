// Intervals of forecasts brought to their nominal coverage on rows that nothing was learned from.
//
// The ends are learned by quantile, and after early stopping hold more or less than they are to. On the validation
// forecasts each column's lower and upper halves are stretched until the share beyond each end is what it should be
// (split conformal prediction with locally scaled scores: Lei et al. 2018, section 5.2, each end for itself).

import type { ForecastTask } from '../contract/tasks.ts';
import type { ForecastHead, TaskHead } from './rules.ts';
import type { TaskTargets } from './targets.ts';

/** Fewer values than this of a column cannot tell how much lies beyond an end. */
const fewestValues = 50;
/** Forecasts looked at, at most. */
const mostRows = 500;
/** An end is never put nearer to the point than this share of its learned distance. */
const least = 0.02;

/** Factors on the distance of each column's ends from the point. */
export interface Stretch {
  readonly lower: readonly number[];
  readonly upper: readonly number[];
}

/**
 * @param predictions `[rows, columns * horizon * 3]` in the columns' units
 * @param rows origins; `used` are the places among them whose forecasts are looked at
 */
export function stretchOf(
  predictions: Float32Array,
  { ahead }: TaskTargets,
  rows: ArrayLike<number>,
  used: readonly number[],
  { task, outputSize }: TaskHead,
): Stretch {
  const { columns, horizon, width, read } = ahead!;
  const inside = ((task as ForecastTask).interval! + 1) / 2;
  const actual = new Float32Array(width);
  const scores = columns.map(() => ({ lower: [] as number[], upper: [] as number[] }));
  const step = Math.max(1, used.length / mostRows);
  for (let i = 0; i < used.length; i += step) {
    const place = used[Math.floor(i)]!;
    read(rows[place]!, actual);
    actual.forEach((value, at) => {
      if (Number.isNaN(value)) return;
      const from = place * outputSize + at * 3;
      const point = predictions[from]!;
      const { lower, upper } = scores[Math.floor(at / horizon)]!;
      lower.push((point - value) / Math.max(Number.EPSILON, point - predictions[from + 1]!));
      upper.push((value - point) / Math.max(Number.EPSILON, predictions[from + 2]! - point));
    });
  }
  return {
    lower: scores.map((one) => factorOf(one.lower, inside)),
    upper: scores.map((one) => factorOf(one.upper, inside)),
  };
}

function factorOf(scores: readonly number[], inside: number): number {
  if (scores.length < fewestValues) return 1;
  const sorted = Float64Array.from(scores).sort();
  // One more than there are: the value to come counts among those beyond (Lei et al. 2018, eq. 3).
  const place = Math.min(sorted.length - 1, Math.ceil(inside * (sorted.length + 1)) - 1);
  return Math.max(least, sorted[place]!);
}

/** Forecasts with their ends moved; the points stay. */
export function stretched(
  predictions: Float32Array,
  { horizon }: ForecastHead,
  { lower, upper }: Stretch,
): Float32Array {
  const moved = predictions.slice();
  const columns = lower.length;
  for (let from = 0; from < moved.length; from += 3) {
    const column = Math.floor(from / 3 / horizon) % columns;
    const point = moved[from]!;
    moved[from + 1] = point + (moved[from + 1]! - point) * lower[column]!;
    moved[from + 2] = point + (moved[from + 2]! - point) * upper[column]!;
  }
  return moved;
}
