// The pass line a person set for a task: a run that does not reach it may not be adopted.

import type { FactsOf } from '../contract/errors.ts';
import { missedLines } from '../contract/pass-lines.ts';
import type { ProjectDocument } from '../contract/project.ts';
import type { RunSummary } from '../contract/runs.ts';

/** What the refusal says of the first pass line that is missed; null where none is. */
export function shortfall({
  summary,
  document,
}: {
  summary: RunSummary;
  document: ProjectDocument;
}): FactsOf<'run.below-floor'> | null {
  for (const task of document.tasks) {
    const outcome = summary.result?.tasks[task.id];
    const [line] = missedLines(task, outcome);
    if (!line) continue;
    const measured = outcome?.metrics[line.metric];
    return {
      task: task.id,
      ...line,
      value: measured?.value ?? null,
      unit: 'unit' in task ? (task.unit ?? null) : null,
      count: measured && 'outOf' in measured ? { events: measured.events, outOf: measured.outOf } : null,
    };
  }
  return null;
}
