// What was expected of the trainings last started in a project, kept over a reload of the page.

import type { Recipe } from '../../engine/contract/recipes.ts';
import { likelySeconds } from './expected.ts';
import type { Expected } from './expected.ts';
import { recall, remember } from './remember.ts';
import { fitIntoTime } from './time-limit.ts';

interface Started {
  /** Under the keys of their recipes. */
  readonly runs: Readonly<Record<string, Expected>>;
  readonly totalSeconds: number | null;
}

const keyOf = (projectId: string): string => `expected.${projectId}`;

export function startedIn(projectId: string): {
  expectedOf: (recipe: Recipe) => Expected | null;
  totalSeconds: number | null;
} {
  const { runs, totalSeconds } = recall<Started>(keyOf(projectId), { runs: {}, totalSeconds: null });
  return { expectedOf: (recipe) => runs[recipeKey(recipe)] ?? null, totalSeconds };
}

export function rememberStarted(
  projectId: string,
  runs: readonly { readonly recipe: Recipe; readonly expected: Expected }[],
  totalSeconds: number | null,
): void {
  const started: Started = {
    runs: Object.fromEntries(runs.map(({ recipe, expected }) => [recipeKey(recipe), expected])),
    totalSeconds,
  };
  remember(keyOf(projectId), started);
}

/**
 * Share of the work that is done, 0 to 1, each training counted by the time that was expected of it: by their number, a
 * long one at the end would wait behind a bar that is almost full. Equal shares where nothing was expected.
 *
 * @param shares of a limit for all of them, as `sharesOfTime` says
 * @param done of each training, 0 to 1, in the order in which they are trained
 */
export function shareDone(
  done: readonly number[],
  expected: readonly (Expected | null)[],
  totalSeconds: number | null,
  shares?: readonly number[],
): number {
  const seconds = expected.map((one) => (one === null ? null : likelySeconds(one)));
  const known = seconds.every((one) => one !== null && one > 0);
  const fits = known
    ? fitIntoTime(seconds as number[], 1, totalSeconds, shares).map((fit) => fit.seconds)
    : done.map(() => 1);
  const all = fits.reduce((sum, one) => sum + one, 0);
  return all > 0 ? fits.reduce((sum, one, i) => sum + one * done[i]!, 0) / all : 0;
}

/** The same recipe under the same key, whatever the order of its fields. */
export function recipeKey(recipe: Recipe): string {
  return JSON.stringify(Object.entries(recipe).sort(([a], [b]) => (a < b ? -1 : 1)));
}
