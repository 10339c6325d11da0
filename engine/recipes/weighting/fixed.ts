// Fixed weights: a weighted sum, the weights given by the user or by a search.
//
// Weights are held on the simplex and multiplied by K: under Adam a common factor is nearly a no-op
// and would only confound comparisons (methods.md 2.10). They enter the step as an input, so that a
// search over weights records one graph. Where each row belongs to one task only, they may be the shares in
// which rows are drawn instead (methods.md 2.3). Source: Royer et al. 2023, tuned static scalarisation.

import { mul, sum } from '@tensorflow/tfjs-core';
import type { Tensor1D } from '@tensorflow/tfjs-core';
import { simplex } from '../maths/simplex.ts';
import { optionOf } from '../settings.ts';
import type { Settings } from '../settings.ts';
import type { Weighting } from './weighting.ts';

export const fixed: Weighting = {
  takesWeights: true,
  about: {
    id: 'fixed',
    name: { ja: '決めた重み(スカラー化)', en: 'Fixed weights (scalarization)' },
    purpose: {
      ja: 'タスクごとに決めた重みで損失を足し合わせます。探索と組み合わせると、重みも自動で選べます。',
      en: 'Adds up the losses with weights you set for each task, or that a search finds.',
    },
    cost: { ja: '追加の負荷はありません。', en: 'No extra cost.' },
    source: 'Royer, Blankevoort, Ehteshami Bejnordi 2023 (arXiv 2310.08910), static scalarisation',
    settings: [
      {
        key: 'weights',
        kind: 'per-task',
        name: { ja: 'タスクの重み', en: 'Task weights' },
        effect: { ja: '大きいほど、そのタスクを優先して学習します。', en: 'Larger values put that task first.' },
        minimum: 0,
        maximum: 1000,
        initial: 1,
        relative: true,
      },
      {
        key: 'use',
        kind: 'choice',
        name: { ja: '重みの使い方', en: 'What the weights do' },
        effect: {
          ja: '「損失に掛ける」が通常です。「行を選ぶ割合にする」は、行ごとに属するタスク(製品・ライン・拠点など)が1つに決まっているデータで、重みの割合で行を選び、損失はそのまま使います。',
          en: 'Usually they multiply the losses. Where every row belongs to one task only (a product, a line, a site), they can be the shares in which rows are drawn instead, with the losses left as they are.',
        },
        options: [
          { id: 'losses', name: { ja: '損失に掛ける', en: 'Multiply the losses' } },
          { id: 'rows', name: { ja: '行を選ぶ割合にする', en: 'Shares in which rows are drawn' } },
        ],
        initial: 'losses',
      },
    ],
  },
  start: () => ({ variables: {}, memory: {} }),
  objective: ({ losses, importance, present, weights }) => {
    const factors = mul(mul(weights, importance), present) as Tensor1D;
    return { objective: sum(mul(losses, factors)), weights: factors };
  },
  host: ({ taskCount, settings }) => sharesIn(settings, taskCount).map((share) => share * taskCount),
  drawsBy: (settings, taskCount) => (optionOf(settings, 'use') === 'rows' ? sharesIn(settings, taskCount) : null),
};

function sharesIn(settings: Settings, taskCount: number): number[] {
  const weights = settings['weights'] as readonly number[] | null;
  return simplex(weights ?? new Array<number>(taskCount).fill(1));
}
