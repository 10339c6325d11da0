// Judging in tests: a judge on a workbench, and what a run said of its own test rows beside what judging says of them.

import { isAbsolute, join } from 'node:path';
import { readPredictions } from '../predictions-file.ts';
import type { ProjectDocument } from '../../contract/project.ts';
import type { Recipe } from '../../contract/recipes.ts';
import { createJudge, type Judge, type JudgingRequest } from '../judging/judging.ts';
import type { JudgedTable } from '../judging/judged-table.ts';
import type { Workbench } from './workbench.ts';

export function judgeOn(bench: Workbench): Judge {
  return createJudge({
    store: bench.store.jobs,
    load: (document, options) => bench.jobs.load(document, options),
    resolveFile: (reference) => (isAbsolute(reference) ? reference : join(bench.folder, reference)),
    workFolder: join(bench.folder, 'judging'),
  });
}

/** Ids of finished runs of these recipes, in their order. */
export async function trained(
  bench: Workbench,
  document: ProjectDocument,
  recipes: readonly Recipe[],
): Promise<string[]> {
  const project = bench.store.projects.create(document.name, document);
  const started = await bench.jobs.start(project, document, recipes, [1]);
  await bench.jobs.idle();
  return started.filter(({ kind }) => kind === 'recipe').map(({ id }) => id);
}

export function filesOf(
  bench: Workbench,
  names: readonly string[],
  source: string | null = null,
): JudgingRequest['data'] {
  return [{ source, files: names.map((name) => ({ path: join(bench.folder, name), name })) }];
}

export const hooks = () => ({ signal: new AbortController().signal });

/** A column of a result as numbers; what is no number is NaN. */
export function column(table: JudgedTable, taskId: string, role: string): number[] {
  const place = table.columns.findIndex((one) => one.taskId === taskId && one.role === role);
  return table.cells(0, table.rows, 'en').map((cells) => (typeof cells[place] === 'number' ? cells[place] : NaN));
}

/**
 * The largest difference between the evaluated test predictions of a run and these values, one a row of a data set that
 * begins at `firstRow`; of values above 1 as a share of them.
 */
export function furthest(
  bench: Workbench,
  runId: string,
  taskId: string,
  values: readonly number[],
  firstRow = 0,
): { largest: number; compared: number } {
  const { test } = readPredictions(bench.store.jobs.readArtifact(runId, 'predictions')!);
  let [largest, compared] = [0, 0];
  test.rows.forEach((row, i) => {
    const evaluated = test.values[taskId]![i]!;
    const judged = values[row - firstRow];
    if (judged === undefined || Number.isNaN(evaluated)) return;
    largest = Math.max(largest, Math.abs(evaluated - judged) / Math.max(1, Math.abs(evaluated)));
    compared++;
  });
  return { largest, compared };
}
