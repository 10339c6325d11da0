// GradNorm: learned weights that keep the tasks' weighted gradients at one common length, longer for tasks that
// have come less far since the first epoch.

import { add, div, greater, max, maximum, mul, onesLike, pow, sign, softmax, sub, sum } from '@tensorflow/tfjs-core';
import { where } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import { filled } from '../../models/arrays.ts';
import { stopGradient } from '../../models/stop-gradient.ts';
import { lengthsOf, unscaled } from '../maths/gram.ts';
import { numberOf } from '../settings.ts';
import type { Weighting } from './weighting.ts';

export const gradnorm: Weighting = {
  gram: true,
  about: {
    id: 'gradnorm',
    name: { ja: '勾配の大きさをそろえる(GradNorm)', en: 'Equal pull of all tasks (GradNorm)' },
    purpose: {
      ja: '共通部分を動かす力(勾配の大きさ)がタスク間でそろうように、重みを学習します。',
      en: 'Learns weights with which all tasks pull equally hard at the shared part.',
    },
    cost: {
      ja: 'タスクの数だけ逆伝播を行います。タスクが多いほど遅くなり、勾配の保存に必要なメモリーも増えます。',
      en: 'One backward pass and one stored gradient a task: slower the more tasks there are.',
    },
    source: 'Chen, Badrinarayanan, Lee, Rabinovich 2018 (arXiv 1711.02257); LibMTL GradNorm',
    settings: [
      {
        key: 'alpha',
        kind: 'number',
        name: { ja: '遅れを取り戻す強さ α', en: 'Restoring strength α' },
        effect: {
          ja: '大きいほど、学習の遅れているタスクの力を強めます。',
          en: 'Larger values let tasks that lag behind pull harder.',
        },
        minimum: 0,
        maximum: 5,
        initial: 1.5,
      },
    ],
  },
  start: ({ taskCount }) => ({ variables: { scale: filled([taskCount], 1) }, memory: {} }),
  // What enters the step is not a weight but the mean loss of the first epoch; 0 until there is one.
  host: ({ taskCount, epochLosses }) =>
    Array.from({ length: taskCount }, (_, k) => {
      const first = epochLosses[0]?.[k] ?? 0;
      return Number.isFinite(first) ? first : 0;
    }),
  objective: ({ losses, importance, present, variables, weights: firstLosses, gram, settings }) => {
    const scaled = mul(softmax(variables['scale']!), losses.shape[0]);
    const known = mul(where(greater(firstLosses, 0), 1, 0), present);
    const started = max(where(greater(firstLosses, 0), 1, 0)); // 0 in the first epoch: equal weights, nothing learned
    const mean = (values: Tensor, over: Tensor): Tensor => div(sum(mul(values, over)), maximum(sum(over), 1));
    // Importance stands outside: within the lengths, the weights would learn to cancel it.
    const lengths = mul(scaled, lengthsOf(unscaled(gram!, importance)));
    const progress = div(losses, where(greater(firstLosses, 0), firstLosses, onesLike(firstLosses)));
    const relative = where(greater(known, 0), div(progress, maximum(mean(progress, known), 1e-12)), 1);
    const target = mul(mean(lengths, present), pow(relative, numberOf(settings, 'alpha')));
    const excess = sub(lengths, stopGradient(target));
    const objective = mul(sum(mul(mul(excess, stopGradient(sign(excess))), present)), started);
    const weights = add(mul(stopGradient(scaled), started), sub(1, started));
    return { objective, weights: mul(weights, present) as Tensor1D };
  },
};
