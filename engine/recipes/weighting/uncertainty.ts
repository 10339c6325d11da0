// Uncertainty weighting: each task has a learned log-variance s, and a task that is hard to predict counts less.

import { add, exp, mul, neg, sum } from '@tensorflow/tfjs-core';
import type { Tensor1D } from '@tensorflow/tfjs-core';
import { filled } from '../../models/arrays.ts';
import { numberOf } from '../settings.ts';
import type { Weighting } from './weighting.ts';

export const uncertainty: Weighting = {
  about: {
    id: 'uncertainty',
    name: { ja: '不確かさで調整(UW)', en: 'By uncertainty (UW)' },
    purpose: {
      ja: '予測の難しいタスクの重みを下げ、易しいタスクの重みを上げるよう、重みを学習します。',
      en: 'Learns weights that count tasks less the harder they are to predict.',
    },
    cost: {
      ja: '逆伝播は1回で、追加の負荷はほとんどありません。',
      en: 'One backward pass; hardly any extra cost.',
    },
    source: 'Kendall, Gal, Cipolla 2018 (arXiv 1705.07115); LibMTL UW',
    settings: [
      {
        key: 'logVariance',
        kind: 'number',
        name: { ja: '不確かさの初期値(対数分散)', en: 'First uncertainty (log-variance)' },
        effect: {
          ja: '小さいほど、学習のはじめの重みが大きくなります。',
          en: 'Smaller values start with larger weights.',
        },
        minimum: -5,
        maximum: 5,
        initial: -0.5,
      },
    ],
  },
  start: ({ taskCount, settings }) => ({
    variables: { logVariance: filled([taskCount], numberOf(settings, 'logVariance')) },
    memory: {},
  }),
  // sum of l / (2 exp(s)) + s / 2, optimum exp(s) = l. Importance stands before both terms: inside the first
  // alone, s would learn to cancel it.
  objective: ({ losses, importance, present, variables }) => {
    const logVariance = variables['logVariance']!;
    const counted = mul(mul(importance, present), 0.5);
    const weights = mul(counted, exp(neg(logVariance))) as Tensor1D;
    return { objective: sum(add(mul(losses, weights), mul(counted, logVariance))), weights };
  },
};
