// A benchmark case from real files: table, tasks, parts, ready to train.

import type { Task } from '../contract/tasks.ts';
import { encodeInputs, fitFeatures } from '../data/features.ts';
import type { EncodedInputs, FeaturePlan } from '../data/features.ts';
import { importFiles } from '../data/import.ts';
import type { Table } from '../data/table.ts';
import { encodeTargets } from '../tasks/index.ts';
import type { TaskTargets } from '../tasks/targets.ts';

export interface Case {
  readonly table: Table;
  readonly targets: readonly TaskTargets[];
  readonly inputs: EncodedInputs;
  readonly plan: FeaturePlan;
  readonly parts: Uint8Array;
}

/** Labels, features fitted on the training rows, and raw inputs for these parts. */
export function prepareCase(table: Table, tasks: readonly Task[], exclude: readonly string[], parts: Uint8Array): Case {
  const targets = tasks.map((task) => encodeTargets(table, task));
  const trainingRows = Uint32Array.from(Array.from(parts, (_, row) => row).filter((row) => parts[row] === 0));
  const plan = fitFeatures(table, trainingRows, { exclude, targets: tasks.map((task) => task.target) });
  return { table, targets, plan, inputs: encodeInputs(table, plan), parts };
}

export async function readTable(paths: readonly string[]): Promise<Table> {
  return (await importFiles(paths)).table;
}
