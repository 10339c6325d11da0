// The pass line of a task: what a person asked of its figures before the training, and which of it a result misses.

import { mainMetric } from './main-metric.ts';
import type { TaskResult } from './runs.ts';
import type { Task } from './tasks.ts';
import { metricText } from './text/metrics.ts';

export interface PassLine {
  /** A key of `TaskResult.metrics`. */
  readonly metric: string;
  /** The worst value that passes. */
  readonly worst: number;
}

/** All that was asked of the task; empty where nothing was. */
export function passLinesOf(task: Task): PassLine[] {
  const { missRate, overkillRate } = (task.kind === 'binary' ? task.passLine : undefined) ?? {};
  return [
    ...(missRate === undefined ? [] : [{ metric: 'missRate', worst: missRate }]),
    ...(overkillRate === undefined ? [] : [{ metric: 'overkillRate', worst: overkillRate }]),
    ...(task.floor === undefined ? [] : [{ metric: mainMetric(task), worst: task.floor }]),
  ];
}

/** Those that a result does not reach; a figure without a value reaches none. */
export function missedLines(task: Task, result: Pick<TaskResult, 'metrics'> | undefined): PassLine[] {
  return passLinesOf(task).filter((line) => !isReached(line, result?.metrics[line.metric]?.value ?? null));
}

export function isReached({ metric, worst }: PassLine, value: number | null): boolean {
  if (value === null) return false;
  return metricText(metric).better === 'higher' ? value >= worst : value <= worst;
}
