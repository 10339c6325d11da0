// Equal weights: the plain sum of the losses.

import { mul, sum } from '@tensorflow/tfjs-core';
import type { Tensor1D } from '@tensorflow/tfjs-core';
import type { Weighting } from './weighting.ts';

export const equal: Weighting = {
  neutral: true,
  about: {
    id: 'equal',
    name: { ja: '均等な重み', en: 'Equal weights' },
    purpose: {
      ja: 'すべてのタスクの損失をそのまま足し合わせます(重要度の指定は反映します)。',
      en: 'Adds up the losses of all tasks as they are, times the importance you gave them.',
    },
    cost: { ja: '追加の負荷はありません。', en: 'No extra cost.' },
    source: 'LibMTL EW',
    settings: [],
  },
  start: () => ({ variables: {}, memory: {} }),
  objective: ({ losses, importance, present }) => {
    const weights = mul(importance, present) as Tensor1D;
    return { objective: sum(mul(losses, weights)), weights };
  },
};
