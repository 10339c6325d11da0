// Dynamic weight averaging: before each epoch, tasks whose loss fell less in the last two epochs get more weight.

import { mul, sum } from '@tensorflow/tfjs-core';
import type { Tensor1D } from '@tensorflow/tfjs-core';
import { numberOf } from '../settings.ts';
import type { Weighting } from './weighting.ts';

export const dwa: Weighting = {
  about: {
    id: 'dwa',
    name: { ja: '進み具合で調整(DWA)', en: 'By pace of learning (DWA)' },
    purpose: {
      ja: '損失の減り方が遅いタスクの重みを、エポックごとに上げます。',
      en: 'Each epoch, raises the weight of tasks whose loss falls slowly.',
    },
    cost: { ja: '追加の負荷はありません。', en: 'No extra cost.' },
    source: 'Liu, Johns, Davison 2019 (arXiv 1803.10704); LibMTL DWA',
    settings: [
      {
        key: 'temperature',
        kind: 'number',
        name: { ja: '温度 T', en: 'Temperature T' },
        effect: { ja: '大きいほど、重みが均等に近づきます。', en: 'Larger values keep the weights closer to equal.' },
        minimum: 0.1,
        maximum: 100,
        initial: 2,
      },
    ],
  },
  start: () => ({ variables: {}, memory: {} }),
  objective: ({ losses, importance, present, weights }) => {
    const factors = mul(mul(weights, importance), present) as Tensor1D;
    return { objective: sum(mul(losses, factors)), weights: factors };
  },
  // K softmax(r / T), r = newest epoch's loss over that of the epoch before; ones in the first two epochs.
  host: ({ taskCount, epochLosses, settings }) => {
    const [before, newest] = epochLosses.slice(-2);
    if (!before || !newest) return new Array<number>(taskCount).fill(1);
    const temperature = numberOf(settings, 'temperature');
    const scores = newest.map((loss, k) => slowness(loss, before[k]!) / temperature);
    const highest = Math.max(...scores);
    const parts = scores.map((score) => Math.exp(score - highest));
    const total = parts.reduce((a, b) => a + b, 0);
    return parts.map((part) => (taskCount * part) / total);
  },
};

/** Ratio of two epochs' losses; 1 where it has no meaning (no labels, or nothing left to learn). */
function slowness(newest: number, before: number): number {
  const ratio = newest / before;
  return Number.isFinite(ratio) ? ratio : 1;
}
