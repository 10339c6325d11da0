// Reading a target column into numbers: shared by the kinds of task.

import { Refusal } from '../contract/errors.ts';
import type { Task } from '../contract/tasks.ts';
import { cellText, columnOf } from '../data/table.ts';
import type { Column, Table } from '../data/table.ts';

/** The column a task predicts, or a refusal that names it. */
export function targetColumn(table: Table, task: Task): Column {
  const column = columnOf(table, task.target);
  if (!column) throw new Refusal('task.no-column', { task: task.id, column: task.target });
  return column;
}

/** Spellings of a column, numbers by size and words in order of first appearance, and each row's index into them (-1 = missing). */
export function spellings(column: Column, rowCount: number): { classes: string[]; codes: Int32Array } {
  const indexOf = new Map<string, number>();
  const codes = new Int32Array(rowCount);
  for (let row = 0; row < rowCount; row++) {
    const text = cellText(column, row);
    if (text === '') {
      codes[row] = -1;
      continue;
    }
    let index = indexOf.get(text);
    if (index === undefined) indexOf.set(text, (index = indexOf.size));
    codes[row] = index;
  }
  const seen = [...indexOf.keys()];
  if (column.kind !== 'number') return { classes: seen, codes };
  const classes = seen.toSorted((a, b) => Number(a) - Number(b));
  const rank = seen.map((text) => classes.indexOf(text));
  return { classes, codes: codes.map((code) => (code < 0 ? -1 : rank[code]!)) };
}

/** Refuses a target without a single label, or with the same label everywhere. */
export function refuseUseless(task: Task, classes: readonly string[]): void {
  if (classes.length === 0) throw new Refusal('task.all-missing', { task: task.id, column: task.target });
  if (classes.length === 1)
    throw new Refusal('task.one-class', { task: task.id, column: task.target, value: classes[0]! });
}
