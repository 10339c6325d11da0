// Grid search over fixed task weights: train with every point of a coarse grid on the simplex, keep
// the one that does best on the validation rows.
//
// Two tasks: p = 0.1 ... 0.9 (methods.md 2.6). More: the middle, one task ahead with half of all
// weight, one task behind with a third of the others' share: 2K + 1 points.

import { Refusal } from '../../contract/errors.ts';
import type { Search } from './search.ts';

/** More trainings than this are refused by `resolveRecipe`: they would take longer than anyone waits. */
const mostGridPoints = 13;

export const grid: Search = {
  about: {
    id: 'grid',
    name: { ja: '重みの総当たり探索', en: 'Try a grid of weights' },
    purpose: {
      ja: '重みの組み合わせを順に試し、検証データで最も良いものを採用します。',
      en: 'Tries combinations of task weights and keeps the best one on the validation rows.',
    },
    cost: {
      ja: '学習時間が組み合わせの数だけかかります(2タスクで9回分)。',
      en: 'Takes one whole training for each combination: nine for two tasks.',
    },
    source: 'Royer et al. 2023 (arXiv 2310.08910), sweep over p; grid step ours',
    settings: [],
  },
  varies: 'weights',
  refuse: (tasks) => {
    const points = gridPoints(tasks).length;
    if (points > mostGridPoints) throw new Refusal('recipe.grid-too-large', { tasks, points, most: mostGridPoints });
  },
  start: ({ taskCount }) => gridPoints(taskCount).map((weights) => ({ weights, strength: null })),
  trainings: (_settings, taskCount) => gridPoints(taskCount).length,
};

/** The points to try, each `[taskCount]` with sum 1; the uniform one is always among them. */
export function gridPoints(taskCount: number): number[][] {
  if (taskCount === 1) return [[1]];
  if (taskCount === 2) return Array.from({ length: 9 }, (_, i) => [(i + 1) / 10, (9 - i) / 10]);
  const uniform = new Array<number>(taskCount).fill(1 / taskCount);
  // One task ahead (half of all weight), one task behind (a third of the others' share).
  const ahead = uniform.map((_, k) => uniform.map((_share, j) => (j === k ? 0.5 : 0.5 / (taskCount - 1))));
  const behind = uniform.map((_, k) => uniform.map((_share, j) => (j === k ? 1 : 3) / (3 * taskCount - 2)));
  return [uniform, ...ahead, ...behind];
}
