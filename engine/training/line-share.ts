// How much of an answer should be linear: the share that the validation rows find best, and none where its gain could be
// chance.

import { moments } from '../data/statistics.ts';
import { huber } from '../tasks/huber.ts';

/** What both are off by on one validation row, in deviations of the target. */
export interface RowErrors {
  readonly network: number;
  readonly line: number;
}

const steps = 20;
/** With fewer rows nothing is told from chance. */
const fewest = 8;
/**
 * By so many of its standard errors the mean absolute error must fall, or, where one row is far off and makes that error
 * large, the mean of the absolute errors' roots. Where the rule is linear (cars' price, two made-up tables, breast cancer
 * cells' area, oil temperature an hour ahead; three or four divisions each) one of them fell by 3 to 12; where a twentieth
 * or a tenth of a line had a smaller loss on few rows and was no better (Energy's cooling load, test error 18 % larger) by
 * less than 1.
 */
const leastErrors = 2;

/** 0 to 1 by twentieths. */
export function bestLineShare(rows: readonly RowErrors[]): number {
  if (rows.length < fewest) return 0;
  const losses = Array.from({ length: steps + 1 }, (_, step) =>
    rows.reduce((total, row) => total + huber(mixed(row, step / steps)), 0),
  );
  const share = losses.indexOf(Math.min(...losses)) / steps;
  const falls = [Math.abs, (error: number) => Math.sqrt(Math.abs(error))].map((size) =>
    inStandardErrors(rows.map((row) => size(row.network) - size(mixed(row, share)))),
  );
  return Math.min(...falls) > 0 && Math.max(...falls) > leastErrors ? share : 0;
}

/** The mean in its own standard errors. */
function inStandardErrors(values: readonly number[]): number {
  const { count, mean: center, deviation } = moments(values);
  return center === 0 ? 0 : center / (deviation / Math.sqrt(count));
}

function mixed({ network, line }: RowErrors, share: number): number {
  return (1 - share) * network + share * line;
}
