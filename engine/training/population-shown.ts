// What a search over weights has to show: its trainings round by round, the weights along the ancestry of
// the one that was kept, and what to use elsewhere.

import type { PopulationShown } from '../contract/methods.ts';
import type { Recipe } from '../contract/recipes.ts';
import { weightingOf } from '../recipes/recipe.ts';
import type { LineageRow } from '../recipes/search/search.ts';
import { simplex } from '../recipes/maths/simplex.ts';
import type { Standing } from './checkpoint.ts';
import type { Member } from './member.ts';
import { roundEnds } from './rounds.ts';
import { sizeOfTrunk } from './setup.ts';
import type { Setup } from './setup.ts';

/** Null without a search over weights. `best` is the member that was kept. */
export function populationShown(setup: Setup, standing: Standing, best: number): PopulationShown | null {
  const { lineage, members, epochs } = standing;
  if (members[best]!.point.weights === null || lineage.length === 0) return null;
  const taskIds = setup.plan.network.heads.map((head) => head.task.id);
  const ancestry = ancestryOf(lineage, best);
  const size = sizeOfTrunk(setup.request);
  // Of a search in which nothing was learned, any weights are as good: none are offered.
  const found = hasLearned(members[best]!) ? meanOfSecondHalf(ancestry, roundEnds(setup, epochs)) : [];
  return {
    tasks: taskIds,
    rounds: Math.max(...lineage.map((row) => row.round)) + 1,
    lineage: lineage.map(({ round, member, weights, score, from }) => ({
      round,
      member,
      weights: [...weights!],
      score,
      from,
    })),
    best,
    ...keptScore(members[best]!),
    schedule: ancestry.map((row) => [...row.weights!]),
    found,
    searchedOn: size,
    usedOn: size,
    ...(found.length > 0 ? { reuse: reusable(taskIds, found, useOf(setup)) } : {}),
  };
}

/** The rows of the training that `member` ended as, one a round, oldest first: copies are followed to their source. */
export function ancestryOf(lineage: readonly LineageRow[], member: number): LineageRow[] {
  const rows: LineageRow[] = [];
  let at: number = member;
  for (let round = Math.max(...lineage.map((row) => row.round)); round >= 0; round--) {
    const row = lineage.find((one) => one.round === round && one.member === at);
    if (!row) continue; // it was stopped before this round
    rows.unshift(row);
    at = row.from ?? at;
  }
  return rows;
}

/** Of its kept state; nothing where it is no number. */
function keptScore({ kept }: Member): Pick<PopulationShown, 'keptScore'> {
  const mean = kept.scores.reduce((sum, score) => sum + score, 0) / kept.scores.length;
  return Number.isFinite(mean) ? { keptScore: mean } : {};
}

/** Whether the state that is kept does better than always giving the same answer, whose score is 1. */
function hasLearned({ kept }: Member): boolean {
  return kept.scores.reduce((sum, score) => sum + score, 0) < kept.scores.length;
}

/** Mean weights over the second half of the epochs, on the simplex: early weights serve a model that is no more. */
function meanOfSecondHalf(rows: readonly LineageRow[], ends: readonly number[]): number[] {
  const last = ends[Math.min(rows.length, ends.length) - 1]!;
  const spans = rows.map((_, round) => {
    const [from, to] = [ends[round - 1] ?? 0, ends[round] ?? last];
    return Math.max(0, to - Math.max(from, last / 2));
  });
  return simplex(
    rows[0]!.weights!.map((_, k) => rows.reduce((sum, row, round) => sum + spans[round]! * row.weights![k]!, 0)),
  );
}

/** The found weights as a recipe, named after them: readable in any language. */
function reusable(taskIds: readonly string[], found: readonly number[], use: Partial<Recipe>): Recipe {
  const weights = Object.fromEntries(taskIds.map((id, k) => [id, Number(found[k]!.toPrecision(4))]));
  const largest = Object.entries(weights).sort(([, a], [, b]) => b - a);
  const words = largest.slice(0, 3).map(([id, weight]) => `${id} ${weight.toFixed(2)}`);
  const name = `${words.join(' : ')}${largest.length > 3 ? ' …' : ''}`;
  return { sharing: 'hard', weighting: 'fixed', schedule: 'joint', search: 'none', ...use, weights, name };
}

/** What else was chosen for the weights, such as that rows are drawn by them: found for one use, they are not for another. */
function useOf({ request: { recipe } }: Setup): Partial<Recipe> {
  const { settings } = recipe.weighting;
  const chosen = weightingOf(recipe).about.settings.filter(
    (setting) => setting.kind === 'choice' && settings[setting.key] !== setting.initial,
  );
  return Object.fromEntries(chosen.map(({ key }) => [key, settings[key] as string]));
}
