// Which run to adopt.
//
// The rule, as the report states it: (1) finished runs whose every task was trained and reaches its pass line; (2) for each task that
// some run is shown to learn (better than always giving the same answer; where none is, for all) the shortfall against the best of them on its main metric, in percent, averaged with the tasks' importance,
// and over the seeds of one recipe; (3) recipes within 1 point of the smallest shortfall count as equal, and the
// one that needs the fewest operations to judge a part is taken; of its seeds, the middle one, never the luckiest;
// (4) no recommendation unless it beats always giving the same answer in at least one task;
// (5) of several sizes of model, runs of the size with the most of them are ranked; others where it has no candidate.

import { missedLines } from '../contract/pass-lines.ts';
import type { ProjectDocument } from '../contract/project.ts';
import type { Comparison, RunSummary } from '../contract/runs.ts';
import { leadingSize, sizeOf } from '../contract/yardsticks.ts';
import { isHigherBetter } from './main-metric.ts';

export const recommendationReasons = [
  'best',
  'cheapest-of-equal',
  'only-run',
  'no-runs',
  'below-floor',
  'no-better-than-constant',
] as const;

export interface Recommendation {
  readonly runId: string | null;
  readonly reason: (typeof recommendationReasons)[number];
}

/** Shortfalls this close, in points of percent, count as equal. */
const equalWithin = 1;

export function recommend(runs: readonly RunSummary[], document: ProjectDocument): Recommendation {
  const finished = runs.filter(
    (run) =>
      run.kind === 'recipe' &&
      run.result &&
      !run.result.untrained &&
      (run.state === 'completed' || run.state === 'stopped'),
  );
  if (finished.length === 0) return { runId: null, reason: 'no-runs' };
  const allowed = finished.filter((run) => belowFloor(run, document).length === 0);
  if (allowed.length === 0) return { runId: null, reason: 'below-floor' };
  const candidates = allowed.filter(beatsConstant);
  if (candidates.length === 0) return { runId: null, reason: 'no-better-than-constant' };

  const useful = ofOneSize(candidates, finished);
  const shortfalls = new Map(useful.map((run) => [run, shortfall(run, useful, document)]));
  const groups = [...Map.groupBy(useful, (run) => JSON.stringify(run.recipe)).values()].map((members) => {
    const ordered = [...members].sort((a, b) => shortfalls.get(a)! - shortfalls.get(b)!);
    const mean = ordered.reduce((sum, run) => sum + shortfalls.get(run)!, 0) / ordered.length;
    return { middle: ordered[Math.floor(ordered.length / 2)]!, mean };
  });
  groups.sort((a, b) => a.mean - b.mean);
  const best = groups[0]!;
  const equal = groups.filter((group) => group.mean <= best.mean + equalWithin);
  const chosen = equal.reduce((least, group) =>
    group.middle.result!.flops < least.middle.result!.flops ? group : least,
  );
  const reason = finished.length === 1 ? 'only-run' : chosen === best ? 'best' : 'cheapest-of-equal';
  return { runId: chosen.middle.id, reason };
}

/** Candidates of the size that most of `finished` have; where there is none, of the size most candidates have. */
function ofOneSize(candidates: readonly RunSummary[], finished: readonly RunSummary[]): readonly RunSummary[] {
  const among = (runs: readonly RunSummary[]): readonly RunSummary[] => {
    const size = leadingSize(runs.map((run) => run.recipe));
    return candidates.filter((run) => sizeOf(run.recipe) === size);
  };
  const usual = among(finished);
  return usual.length > 0 ? usual : among(candidates);
}

/** Ids of the tasks whose result misses its pass line; an undefined figure misses it. */
export function belowFloor(run: Pick<RunSummary, 'result'>, document: ProjectDocument): string[] {
  return document.tasks
    .filter((task) => missedLines(task, run.result?.tasks[task.id]).length > 0)
    .map((task) => task.id);
}

/** Shown to be better, or better as far as too few rows can tell. */
function ahead(comparison: Comparison): boolean {
  return comparison.verdict === 'helps' || (comparison.verdict === 'unknown' && (comparison.difference.value ?? 0) > 0);
}

/** A run without such comparisons is not held back. */
function beatsConstant(run: RunSummary): boolean {
  const comparisons = run.result!.comparisons.filter((one) => one.against === 'constant');
  return comparisons.length === 0 || comparisons.some(ahead);
}

/**
 * Tasks whose figures say something about the runs. Where no run beats a constant answer, a figure twice as large
 * is chance twice as lucky, and in percent it would drown the tasks that are learned.
 */
function learned(runs: readonly RunSummary[], document: ProjectDocument): ProjectDocument['tasks'] {
  const shown = new Set(
    runs
      .flatMap((run) => run.result!.comparisons.filter((one) => one.against === 'constant' && one.verdict === 'helps'))
      .map((one) => one.taskId),
  );
  const tasks = document.tasks.filter((task) => shown.has(task.id));
  return tasks.length > 0 ? tasks : document.tasks;
}

/** Percent behind the best of `runs`, averaged over tasks with their importance. */
function shortfall(run: RunSummary, runs: readonly RunSummary[], document: ProjectDocument): number {
  let [sum, weight] = [0, 0];
  for (const task of learned(runs, document)) {
    const metric = run.result!.tasks[task.id]?.mainMetric;
    if (metric === undefined) continue;
    const figure = (one: RunSummary): number | null => one.result!.tasks[task.id]?.metrics[metric]?.value ?? null;
    const own = figure(run);
    const values = runs.map(figure).filter((value) => value !== null);
    if (own === null || values.length === 0) continue;
    const best = isHigherBetter(metric) ? Math.max(...values) : Math.min(...values);
    const scale = Math.abs(best) || Math.abs(own) || 1;
    sum += (task.importance * 100 * Math.abs(own - best)) / scale;
    weight += task.importance;
  }
  return weight > 0 ? sum / weight : 0;
}
