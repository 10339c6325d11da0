// A task's target as the checks read it: nothing is refused here, what is wrong becomes a finding.

import type { Task } from '../../contract/tasks.ts';
import { cellText, isMissing, type Column } from '../table.ts';

export interface TaskLabels {
  readonly task: Task;
  readonly column: Column;
  readonly labelled: number;
  /** Class of each row, -1 where missing; regression has none. */
  readonly codes: Int32Array;
  readonly classes: readonly string[];
  /** Rows of each class. */
  readonly counts: readonly number[];
  /** Binary: index of the class that means NG; -1 otherwise. */
  readonly ng: number;
  /** Regression: the value of each row, NaN where missing; empty otherwise. */
  readonly values: Float64Array;
}

export function labelsOf(task: Task, column: Column, rowCount: number): TaskLabels {
  if (task.kind === 'regression') {
    const values = 'codes' in column ? new Float64Array(rowCount).fill(NaN) : column.values;
    const labelled = values.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0);
    return { task, column, labelled, codes: new Int32Array(0), classes: [], counts: [], ng: -1, values };
  }
  const indexOf = new Map<string | number, number>();
  const classes: string[] = [];
  const counts: number[] = [];
  let labelled = 0;
  const codes = new Int32Array(rowCount).fill(-1);
  for (let row = 0; row < rowCount; row++) {
    if (isMissing(column, row)) continue;
    const cell = 'codes' in column ? column.codes[row]! : column.values[row]!;
    let code = indexOf.get(cell);
    if (code === undefined) {
      code = classes.length;
      indexOf.set(cell, code);
      classes.push(cellText(column, row));
      counts.push(0);
    }
    codes[row] = code;
    counts[code]!++;
    labelled++;
  }
  const ng = task.kind === 'binary' ? ngClass(task.positive, classes, counts) : -1;
  return { task, column, labelled, codes, classes, counts, ng, values: new Float64Array(0) };
}

/** The class the user named; otherwise the rarer one. */
function ngClass(positive: string | undefined, classes: readonly string[], counts: readonly number[]): number {
  const named = positive === undefined ? -1 : classes.indexOf(positive);
  if (named >= 0) return named;
  return classes.length === 0 ? -1 : counts.indexOf(Math.min(...counts));
}
