// Forecasts of one series as one task or as one task a column.

import { targetsOf } from '../../engine/contract/tasks.ts';
import type { ForecastTask, Task } from '../../engine/contract/tasks.ts';

/** The task with these columns, in this order; at least one. */
export function withTargets(task: ForecastTask, columns: readonly string[]): ForecastTask {
  const { targets: _targets, ...rest } = task;
  const target = columns[0] ?? task.target;
  return columns.length > 1 ? { ...rest, target, targets: [...columns] } : { ...rest, target };
}

/** All forecasts of its data set in this one task, where the first of them stood. */
export function mergedForecasts(tasks: readonly Task[], task: ForecastTask): Task[] {
  const own = tasks.filter((one) => one.kind === 'forecast' && one.data === task.data);
  const columns = [...new Set(own.flatMap(targetsOf))];
  return tasks.flatMap((one) => (own.includes(one) ? (one === own[0] ? [withTargets(task, columns)] : []) : [one]));
}

/** A task for each of its columns, called as the column, with a number where that is taken. */
export function separateForecasts(tasks: readonly Task[], task: ForecastTask): Task[] {
  const taken = new Set(tasks.filter((one) => one !== task).map((one) => one.id));
  const nameOf = (column: string): string => {
    let name = column;
    for (let number = 2; taken.has(name); number++) name = `${column} ${number}`;
    taken.add(name);
    return name;
  };
  return tasks.flatMap((one) =>
    one === task ? targetsOf(task).map((column) => ({ ...withTargets(task, [column]), id: nameOf(column) })) : [one],
  );
}

/** Tasks without this column of a data set: a forecast of several columns goes on with the others. */
export function withoutColumn(tasks: readonly Task[], task: Task, column: string): Task[] {
  const columns = targetsOf(task).filter((one) => one !== column);
  return tasks.flatMap((one) => {
    if (one !== task) return [one];
    return one.kind === 'forecast' && columns.length > 0 ? [withTargets(one, columns)] : [];
  });
}
