// Which runs a report is made of: those of one frozen data set that read the same, each recipe and seed once.

import type { ProjectDocument } from '../contract/project.ts';
import type { RunSummary } from '../contract/runs.ts';
import { whatIsRead } from '../jobs/what-is-read.ts';

/**
 * The runs beside `last` in one report. The report states what its models read, so models that read other columns belong to
 * another one; and a recipe trained again with the same seed, after costs or limits were changed, replaces what it was
 * before: the two are not two seeds.
 */
export function reportedRuns(
  all: readonly RunSummary[],
  last: RunSummary,
  documentOf: (run: RunSummary) => ProjectDocument,
): RunSummary[] {
  const reads = whatIsRead(documentOf(last));
  const beside = all.filter((run) => run.snapshotId === last.snapshotId && whatIsRead(documentOf(run)) === reads);
  const keyOf = ({ kind, recipe, seed }: RunSummary): string => JSON.stringify([kind, recipe, seed]);
  const told = new Map<string, RunSummary>();
  for (const run of beside) {
    const before = told.get(keyOf(run));
    // What was ended long before its time does not take the place of what was trained to the end.
    if (run.result && !(before && run.result.cutShort && !before.result?.cutShort)) told.set(keyOf(run), run);
  }
  return beside.filter((run) => run.result === null || told.get(keyOf(run)) === run);
}
