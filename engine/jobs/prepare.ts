// From data and a document to what training reads: labels, frozen parts, encoded inputs.

import { hashBytes } from '../base/files.ts';
import { Refusal } from '../contract/errors.ts';
import type { ProjectDocument } from '../contract/project.ts';
import type { SplitSummary } from '../contract/splits.ts';
import { encodeInputs, fitFeatures, type EncodedInputs, type FeaturePlan } from '../data/features.ts';
import { makeSplit, rowsOfPart } from '../data/split.ts';
import { encodeTargets } from '../tasks/index.ts';
import type { TaskTargets } from '../tasks/targets.ts';
import type { LoadedData } from './jobs.ts';

/** Labels and parts: what decides which rows a run learns from and is judged on. */
export interface Frozen {
  readonly targets: readonly TaskTargets[];
  /** 0 train, 1 validation, 2 test, 255 left out; one a row. */
  readonly parts: Uint8Array;
  readonly split: SplitSummary;
  /** The same rows, labels and parts give the same id, and only then may two runs be compared. */
  readonly id: string;
  readonly partsHash: string;
}

/** Divides the data as the document says. Refuses in words what cannot be trained or judged. */
export function freeze(document: ProjectDocument, data: LoadedData): Frozen {
  const { tasks } = document;
  if (tasks.length === 0) throw new Refusal('project.no-tasks', {});
  const ids = new Set<string>();
  for (const task of tasks) {
    if (ids.has(task.id)) throw new Refusal('project.duplicate-task', { task: task.id });
    ids.add(task.id);
  }
  const targets = tasks.map((task) => encodeTargets(data.table, task));
  const { parts, summary } = makeSplit(data.table, targets, document.split);
  const partsHash = hashBytes(parts);
  const labels = tasks.map((task) => [
    task.id,
    task.target,
    task.kind,
    task.kind === 'binary' ? (task.positive ?? null) : null,
  ]);
  const id = hashBytes(JSON.stringify([data.tableHash, partsHash, labels])).slice(0, 32);
  return { targets, parts, split: summary, id, partsHash };
}

export interface Prepared extends Frozen {
  readonly plan: FeaturePlan;
  readonly inputs: EncodedInputs;
}

/** Fits the features on training rows and encodes every row. */
export function prepare(document: ProjectDocument, data: LoadedData, frozen: Frozen): Prepared {
  const targets = document.tasks.map((task) => task.target);
  const plan = fitFeatures(data.table, rowsOfPart(frozen.parts, 0), { exclude: excludedColumns(document), targets });
  if (plan.numeric.length + plan.categorical.length === 0) {
    throw new Refusal('project.no-inputs', { columns: data.table.columns.length });
  }
  return { ...frozen, plan, inputs: encodeInputs(data.table, plan) };
}

/** Columns that are no inputs: the user's choice, and the column that only says who is in which part. */
function excludedColumns({ inputs, split }: ProjectDocument): string[] {
  const excluded = inputs.exclude ?? [];
  return split.kind === 'column' ? [...excluded, split.column] : [...excluded];
}
