// One data set's labels among the rows of all data sets.

import type { Task } from '../contract/tasks.ts';
import { targetsOf } from '../contract/tasks.ts';
import type { TaskTargets } from '../tasks/targets.ts';
import type { LoadedSource } from './loaded.ts';

/** The labels at the data set's place; no label in any other row. */
export function inAllRows(
  targets: TaskTargets,
  { firstRow, table }: Pick<LoadedSource, 'firstRow' | 'table'>,
  rowCount: number,
): TaskTargets {
  if (table.rowCount === rowCount) return targets;
  const values = new Float32Array(rowCount).fill(NaN);
  values.set(targets.values, firstRow);
  const { ahead } = targets;
  if (!ahead) return { ...targets, values };
  return {
    ...targets,
    values,
    ahead: {
      ...ahead,
      lastRow: (row) => ahead.lastRow(row - firstRow) + firstRow,
      valueAt: (row, c) => ahead.valueAt(row - firstRow, c),
      read: (row, into) => ahead.read(row - firstRow, into),
    },
  };
}

/** What of a task decides its labels and on which of them it is judged: another importance or floor changes neither. */
export function labelRecord(task: Task): readonly unknown[] {
  const record = [task.id, task.target, task.kind, task.kind === 'binary' ? (task.positive ?? null) : null];
  if (task.kind !== 'forecast') return record;
  // Nothing is added for every row, so that runs of earlier releases keep their snapshot.
  return [...record, targetsOf(task), task.horizon, ...(task.origins ? [task.origins.hour] : [])];
}
