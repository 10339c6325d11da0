// A task's labels as numbers, one array a task, rows in table order.

import type { Task } from '../contract/tasks.ts';

export interface TaskTargets {
  readonly task: Task;
  /** Binary: 1 = NG, 0 = OK. Classification: index into `classes`. Regression: the value itself. NaN = no label. */
  readonly values: Float32Array;
  /** Spellings of the classes: binary `[OK, NG]`, classification in order of first appearance; empty for regression. */
  readonly classes: readonly string[];
}
