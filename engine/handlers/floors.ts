// The floor a person set for a task: a run that does not reach it may not be adopted.

import type { FactsOf } from '../contract/errors.ts';
import type { ProjectDocument } from '../contract/project.ts';
import type { RunSummary } from '../contract/runs.ts';
import { belowFloor } from '../evaluation/index.ts';

/** What the refusal says of the first task that misses its floor; null where none does. */
export function shortfall({
  summary,
  document,
}: {
  summary: RunSummary;
  document: ProjectDocument;
}): FactsOf<'run.below-floor'> | null {
  const [task] = belowFloor(summary, document);
  if (task === undefined) return null;
  const outcome = summary.result?.tasks[task];
  const floor = document.tasks.find(({ id }) => id === task)!.floor!;
  const metric = outcome?.mainMetric ?? '-';
  return { task, metric, value: outcome?.metrics[metric]?.value ?? null, floor };
}
