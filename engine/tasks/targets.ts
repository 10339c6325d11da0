// A task's labels as numbers, one array a task, rows in table order.

import type { Task } from '../contract/tasks.ts';

export interface TaskTargets {
  readonly task: Task;
  /**
   * Binary: 1 = NG, 0 = OK. Classification: index into `classes`. Regression: the value itself. Forecast: 1 where what
   * comes after the row is known. NaN = no label.
   */
  readonly values: Float32Array;
  /** Spellings of the classes: binary `[OK, NG]`, classification in order of first appearance; empty for regression. */
  readonly classes: readonly string[];
  /** Forecasts: what comes after each row. */
  readonly ahead?: AheadTargets;
}

/** What comes after a row of a table in order of time. */
export interface AheadTargets {
  /** Columns in order, `horizon` values each. */
  readonly columns: readonly string[];
  readonly horizon: number;
  /** columns x horizon. */
  readonly width: number;
  /** Last row of the series that a row belongs to. */
  lastRow(row: number): number;
  /** Where a data set holds several series: the place of a row's among the strands of the plan; -1 = none of them. */
  strandOf?(row: number): number;
  /** The value of column `c` in a row itself; missing = NaN. */
  valueAt(row: number, c: number): number;
  /** Writes `[columns, horizon]` in the columns' own units, missing = NaN. */
  read(row: number, into: Float32Array): void;
}
