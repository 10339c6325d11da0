// A run in words: its recipe's name, or what baseline it is; with its seed where that is not the usual one.

import type { Language } from '../../engine/contract/language.ts';
import type { RunSummary } from '../../engine/contract/runs.ts';
import { forecastBaselineName } from '../../engine/contract/text/forecasts.ts';
import { taskCountOf } from '../../engine/contract/text/lone-training.ts';
import { runWords } from '../text/runs.ts';
import { recipeName, withoutBrackets } from './recipe-names.ts';
import type { Choices } from './recipe-names.ts';

/** @param tasksNow how many tasks the project has: those of a run that has not finished */
export function runName(
  run: RunSummary,
  tasksNow: number,
  choices: Choices,
  language: Language,
  form: 'full' | 'short' = 'full',
): string {
  const t = runWords[language];
  if (run.kind !== 'recipe') return forecastBaselineName(run)?.[language] ?? t.kinds[run.kind];
  const full = recipeName(run.recipe, taskCountOf(run, tasksNow), choices, language);
  const name = form === 'short' ? withoutBrackets(full) : full;
  return run.seed === 1 ? name : `${name} (${t.seed(run.seed)})`;
}

/** Names by run id; runs that would be called the same are numbered in the order in which they were trained. */
export function distinctNames(
  runs: readonly RunSummary[],
  nameOf: (run: RunSummary) => string,
): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const counts = new Map<string, number>();
  for (const run of [...runs].sort((a, b) => a.queuedAt - b.queuedAt)) {
    const name = nameOf(run);
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    names.set(run.id, count === 1 ? name : `${name} #${count}`);
  }
  return names;
}
