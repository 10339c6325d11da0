// How alike the tasks' weights of one layer are: what a person is shown of soft sharing (methods.md 4.3, 4.7).

import { dot, singularValues } from './singular-values.ts';

export interface Likeness {
  /** 1 where all tasks' weights point along one line, 0 where they stand at right angles with equal length; null for one task or weights that have vanished. */
  readonly share: number | null;
  /** Descending, one a task. Their sum is the trace norm. */
  readonly singularValues: number[];
  /** How many of them are above a thousandth of the largest. */
  readonly effectiveRank: number;
  /** Cosine of every pair of tasks; 0 beside a task whose weights are all zero. */
  readonly cosines: number[][];
}

/** Weights smaller than this, on average, have vanished: what is left of them is rounding. */
const vanished = 1e-5;

/** Of one row of numbers a task. @throws Error when a number is not finite */
export function likeness(rows: readonly ArrayLike<number>[]): Likeness {
  const values = singularValues(rows);
  const lengths = rows.map((row) => Math.sqrt(dot(row, row)));
  const norm = values.reduce((total, value) => total + value, 0);
  const frobenius = Math.hypot(...lengths);
  const most = Math.sqrt(rows.length);
  const count = rows.reduce((total, row) => total + row.length, 0);
  return {
    share:
      rows.length < 2 || frobenius <= vanished * Math.sqrt(count)
        ? null
        : clamp(1 - (norm / frobenius - 1) / (most - 1)),
    singularValues: values,
    effectiveRank: values.filter((value) => value > 1e-3 * values[0]!).length,
    cosines: rows.map((one, i) =>
      rows.map((other, j) => (i === j ? 1 : dot(one, other) / (lengths[i]! * lengths[j]!) || 0)),
    ),
  };
}

/** Rounding may leave [0, 1] by a hair. */
function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}
