// Merge or not: what the comparisons with the single-task twins and the affinity map say about each task, each
// pair and all tasks, and into which models they suggest to put the tasks. Arithmetic on records; the words are
// in `text/advice.ts`.

import type { AffinityCell, AffinityMap } from './methods.ts';
import type { Comparison } from './runs.ts';

export type Verdict = Comparison['verdict'];

export interface TaskAdvice {
  readonly taskId: string;
  readonly verdict: Verdict;
  /** Against the model trained for this task alone; null where that was not trained. */
  readonly comparison: Comparison | null;
}

export interface PairAdvice {
  readonly first: string;
  readonly second: string;
  readonly verdict: Verdict;
  /** How updates of the one affect the other: first on second, second on first; null where not measured. */
  readonly cells: readonly [AffinityCell | null, AffinityCell | null];
}

/** A model and the tasks it is suggested for. */
export interface SuggestedModel {
  readonly tasks: readonly string[];
  /**
   * `all-joined`: exactly these tasks were trained together and compared with their twins; `alone`: a model of its
   * own, which is the twin; `untested`: not trained in this combination yet.
   */
  readonly basis: 'all-joined' | 'alone' | 'untested';
}

export interface MergeAdvice {
  readonly overall: Verdict | 'mixed';
  readonly tasks: readonly TaskAdvice[];
  /** Every unordered pair; all `unknown` without an affinity map. */
  readonly pairs: readonly PairAdvice[];
  /** Each task in exactly one model; empty where there is no evidence to suggest any. */
  readonly models: readonly SuggestedModel[];
  /** What the models follow from. */
  readonly groupedBy: 'comparison' | 'affinity' | null;
  readonly hasAffinity: boolean;
  readonly hasComparisons: boolean;
}

/**
 * Advice from what was measured. A trained comparison outweighs the map, which is a short probe: tasks that lost
 * nothing when all were trained together stay together; only where some task lost is the map asked how to part
 * them, and without a map the tasks that lost get a model of their own.
 *
 * @param comparisons of one run that trained all tasks together
 */
export function mergeAdvice(
  taskIds: readonly string[],
  comparisons: readonly Comparison[],
  affinity: AffinityMap | null,
): MergeAdvice {
  const against = comparisons.filter((one) => one.against === 'single-task');
  const tasks = taskIds.map((taskId): TaskAdvice => {
    const comparison = against.find((one) => one.taskId === taskId) ?? null;
    return { taskId, verdict: comparison?.verdict ?? 'unknown', comparison };
  });
  const pairs = taskIds.flatMap((first, i) => taskIds.slice(i + 1).map((second) => pairOf(first, second, affinity)));
  const hasComparisons = tasks.some((one) => one.comparison !== null);
  const { models, groupedBy } = taskIds.length < 2 ? nothing : modelsOf(tasks, affinity);
  return {
    overall: overallOf(hasComparisons ? tasks : pairs),
    tasks,
    pairs,
    models,
    groupedBy,
    hasAffinity: affinity !== null,
    hasComparisons,
  };
}

function pairOf(first: string, second: string, affinity: AffinityMap | null): PairAdvice {
  const cell = (source: string, target: string): AffinityCell | null =>
    affinity?.cells.find((one) => one.source === source && one.target === target) ?? null;
  const cells = [cell(first, second), cell(second, first)] as const;
  return { first, second, verdict: pairVerdict(cells.map((one) => one?.verdict ?? 'unknown')), cells };
}

/** One direction that hurts is reason enough to part; help needs one that helps and none that hurts. */
function pairVerdict(directions: readonly Verdict[]): Verdict {
  if (directions.includes('hurts')) return 'hurts';
  if (directions.includes('helps')) return 'helps';
  return directions.every((one) => one === 'no-difference') ? 'no-difference' : 'unknown';
}

/** `mixed` where some are helped and others hurt; what is not known of most of them stays unknown. */
function overallOf(parts: readonly { readonly verdict: Verdict }[]): MergeAdvice['overall'] {
  const has = (verdict: Verdict): boolean => parts.some((one) => one.verdict === verdict);
  if (has('helps') && has('hurts')) return 'mixed';
  if (has('hurts')) return 'hurts';
  if (has('helps')) return 'helps';
  return isMostlyTold(parts) ? 'no-difference' : 'unknown';
}

/** Nothing is concluded for all of them from the few that could be told. */
function isMostlyTold(parts: readonly { readonly verdict: Verdict }[]): boolean {
  const told = parts.filter((part) => part.verdict !== 'unknown').length;
  return told > 0 && 2 * told >= parts.length;
}

const nothing = { models: [], groupedBy: null } satisfies Pick<MergeAdvice, 'models' | 'groupedBy'>;

function modelsOf(
  tasks: readonly TaskAdvice[],
  affinity: AffinityMap | null,
): Pick<MergeAdvice, 'models' | 'groupedBy'> {
  const ids = tasks.map((one) => one.taskId);
  const harmed = tasks.filter((one) => one.verdict === 'hurts').map((one) => one.taskId);
  const isCompared = tasks.some((one) => one.verdict === 'helps') || isMostlyTold(tasks);
  if (isCompared && harmed.length === 0)
    return { models: [{ tasks: ids, basis: 'all-joined' }], groupedBy: 'comparison' };
  // A map in which nothing helps or hurts leaves every task alone for want of evidence, which is no suggestion.
  if (affinity?.cells.some((one) => one.source !== one.target && ['helps', 'hurts'].includes(one.verdict))) {
    // Harmed when all were joined: then all joined is no suggestion, whatever the map says.
    const groups = affinity.groups.flatMap((group) => (group.length === ids.length ? split(group, harmed) : [group]));
    return { models: groups.map(untested), groupedBy: 'affinity' };
  }
  if (harmed.length === 0) return nothing;
  return { models: split(ids, harmed).map(untested), groupedBy: 'comparison' };
}

function untested(tasks: readonly string[]): SuggestedModel {
  return { tasks, basis: tasks.length === 1 ? 'alone' : 'untested' };
}

/** Those that were not harmed together, and each harmed one alone. */
function split(ids: readonly string[], harmed: readonly string[]): string[][] {
  const rest = ids.filter((id) => !harmed.includes(id));
  return [...(rest.length > 0 ? [rest] : []), ...ids.filter((id) => harmed.includes(id)).map((id) => [id])];
}
