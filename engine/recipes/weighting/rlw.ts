// Random loss weighting: new weights for every step, softmax of normal numbers. Balancing methods should beat it.

import { mul, softmax, sum } from '@tensorflow/tfjs-core';
import type { Tensor1D } from '@tensorflow/tfjs-core';
import type { Weighting } from './weighting.ts';

export const rlw: Weighting = {
  about: {
    id: 'rlw',
    name: { ja: 'ランダムな重み(RLW)', en: 'Random weights (RLW)' },
    purpose: {
      ja: 'ステップごとに重みを乱数で決めます。ほかの方法と比べるための目安になります。',
      en: 'Draws new weights for every step: a yardstick for the other methods.',
    },
    cost: { ja: '追加の負荷はありません。', en: 'No extra cost.' },
    source: 'Lin, Ye, Zhang, Tsang 2022 (arXiv 2111.10603); LibMTL RLW',
    settings: [],
    weightsFrom: {
      ja: '重みは学習の状態によらず、更新のたびに無作為に決めています（ほかの方法と比べるための目安です）。',
      en: 'The weights are drawn at random for every update, whatever the training is like: a yardstick for the others.',
    },
  },
  noise: (taskCount) => ({ shape: [taskCount], draw: (rng) => rng.normal() }),
  start: () => ({ variables: {}, memory: {} }),
  objective: ({ losses, importance, present, noise }) => {
    const weights = mul(mul(softmax(noise!), importance), present) as Tensor1D;
    return { objective: sum(mul(losses, weights)), weights };
  },
};
