// Geometric loss strategy: minimises the geometric mean of the losses, so that only ratios of losses count.

import { div, exp, log, maximum, mul, sum } from '@tensorflow/tfjs-core';
import type { Tensor1D } from '@tensorflow/tfjs-core';
import { stopGradient } from '../../models/stop-gradient.ts';
import type { Weighting } from './weighting.ts';

/** Losses are floored here before their logarithm. */
const smallest = 1e-8;

export const gls: Weighting = {
  about: {
    id: 'gls',
    name: { ja: '損失の幾何平均(GLS)', en: 'Geometric mean of losses (GLS)' },
    purpose: {
      ja: '損失の幾何平均を最小にします。損失の大きさ(単位)が違うタスクも同じように扱えます。',
      en: 'Minimises the geometric mean of the losses: tasks of different scale count alike.',
    },
    cost: { ja: '追加の負荷はありません。', en: 'No extra cost.' },
    source: 'Chennupati et al. 2019 (arXiv 1904.08492); LibMTL GLS',
    settings: [],
  },
  start: () => ({ variables: {}, memory: {} }),
  // exp of the importance-weighted mean of log l over the tasks present: with equal importance (prod l)^(1/K).
  objective: ({ losses, importance, present }) => {
    const counted = mul(importance, present);
    const shares = div(counted, maximum(sum(counted), smallest));
    const floored = maximum(losses, smallest);
    const total = exp(sum(mul(shares, log(floored))));
    // Without any label the mean is empty and exp gives 1; its gradient is 0 all the same.
    return { objective: total, weights: stopGradient(div(mul(shares, total), floored) as Tensor1D) };
  },
};
