// The kinds of task. A new kind is one file, a line here, and its record in contract/tasks.ts.

import type { Task, TaskKind } from '../contract/tasks.ts';
import type { Table } from '../data/table.ts';
import { binary } from './binary.ts';
import { classification } from './classification.ts';
import { forecast } from './forecast.ts';
import { regression } from './regression.ts';
import type { TaskRules } from './rules.ts';
import type { TaskTargets } from './targets.ts';

const rules: Readonly<Record<TaskKind, TaskRules>> = { binary, classification, forecast, regression };

/** The rules of this task's kind. */
export function rulesOf(task: Task): TaskRules {
  return rules[task.kind];
}

/** A task's labels, one a row in table order; refuses in words what cannot be learned from. `lastRow` as in TaskRules. */
export function encodeTargets(table: Table, task: Task, lastRow?: Uint32Array): TaskTargets {
  return rulesOf(task).encode(table, task, lastRow);
}
