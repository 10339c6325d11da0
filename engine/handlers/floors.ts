// The floor a person set for a task: a run that does not reach it may not be adopted.

import type { RunResult } from '../contract/runs.ts';
import type { Task } from '../contract/tasks.ts';
import { isHigherBetter } from '../evaluation/index.ts';

export interface Shortfall {
  readonly task: string;
  readonly metric: string;
  readonly value: number;
  readonly floor: number;
}

/** The first task whose main metric misses its floor; null where none does or none has one. */
export function belowFloor(tasks: readonly Task[], result: RunResult): Shortfall | null {
  for (const task of tasks) {
    const outcome = result.tasks[task.id];
    const value = outcome?.metrics[outcome.mainMetric]?.value;
    if (task.floor === undefined || outcome === undefined || value === null || value === undefined) continue;
    const reaches = isHigherBetter(outcome.mainMetric) ? value >= task.floor : value <= task.floor;
    if (!reaches) return { task: task.id, metric: outcome.mainMetric, value, floor: task.floor };
  }
  return null;
}
