// CAGrad, conflict-averse gradient: near the mean gradient, the direction along which the task that gains least
// gains most.

import { add, div, matMul, maximum, mul, reshape, sqrt, sub, sum } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { meanSquare, unscaled } from '../maths/gram.ts';
import { simplexMinimum } from '../maths/simplex-minimum.ts';
import { numberOf, optionOf } from '../settings.ts';
import type { Weighting } from './weighting.ts';

/** Under roots and quotients, as in the published code. */
const smallest = 1e-8;

/**
 * How much of the flatness along w itself a Newton step counts on: all of it overshoots, nothing is slow where the
 * gradients are nearly dependent. Measured: optimal to within 1e-3 of |g_0| |g_k| for c below 1, 1e-6 where the
 * gradients are independent.
 */
const caution = 0.8;

export const cagrad: Weighting = {
  gram: true,
  about: {
    id: 'cagrad',
    name: { ja: '遅れるタスクを助ける平均方向(CAGrad)', en: 'Average direction that leaves none behind (CAGrad)' },
    purpose: {
      ja: '平均の勾配の近くで、いちばん改善しにくいタスクが最もよく改善する方向に進みます。',
      en: 'Near the average gradient, follows the direction that is best for the task that improves least.',
    },
    cost: {
      ja: 'タスクの数だけ逆伝播を行います。タスクが多いほど遅くなり、勾配の保存に必要なメモリーも増えます。',
      en: 'One backward pass and one stored gradient a task: slower the more tasks there are.',
    },
    source: 'Liu, Liu, Jin, Stone, Liu 2021 (arXiv 2110.14048), equation 3; LibMTL CAGrad',
    settings: [
      {
        key: 'calpha',
        kind: 'number',
        name: { ja: '平均から離れる範囲 c', en: 'Distance from the average c' },
        effect: {
          ja: '0で平均の勾配と同じになり、大きいほど遅れるタスクを優先します。',
          en: 'At 0 the average gradient; larger values favour the task that improves least.',
        },
        minimum: 0,
        maximum: 10,
        initial: 0.5,
      },
      {
        key: 'rescale',
        kind: 'choice',
        name: { ja: '長さの調整', en: 'Rescaling' },
        effect: { ja: '進む距離の補正方法です。', en: 'How the length of the direction is corrected.' },
        initial: 'square',
        options: [
          { id: 'square', name: { ja: '1 + c² で割る(標準)', en: 'Divide by 1 + c² (usual)' } },
          { id: 'none', name: { ja: 'しない', en: 'None' } },
          { id: 'linear', name: { ja: '1 + c で割る', en: 'Divide by 1 + c' } },
        ],
      },
    ],
  },
  start: () => ({ variables: {}, memory: {} }),
  // Importance, which is in the products, stands outside of what is decided here.
  // w on the simplex minimises <g_w, g_0> + c |g_0| |g_w|; the direction is g_0 + c |g_0| g_w / |g_w|.
  objective: ({ gram, importance, present, settings }) => {
    const products = unscaled(gram!, importance);
    const count = products.shape[0];
    const reachOf = numberOf(settings, 'calpha');
    const scale = meanSquare(products, present);
    const scaled = div(products, scale) as Tensor2D;
    const floor = add(div(smallest, scale), smallest);
    const even = div(present, maximum(sum(present), 1)) as Tensor1D; // 1/K each: g_0 is their mean
    const times = (at: Tensor): Tensor1D => reshape(matMul(scaled, reshape(at, [count, 1])), [count]) as Tensor1D;
    const lengthOf = (at: Tensor, image: Tensor): Tensor => sqrt(add(maximum(sum(mul(at, image)), 0), floor));
    const toMean = times(even);
    const reach = mul(lengthOf(even, toMean), reachOf);
    const weights = simplexMinimum(
      {
        slope: (at) => {
          const image = times(at);
          return add(toMean, mul(reach, div(image, lengthOf(at, image)))) as Tensor1D;
        },
        curvature: (at) => {
          const image = times(at);
          const length = lengthOf(at, image);
          const unit = div(image, length);
          const flat = mul(reshape(unit, [count, 1]), reshape(unit, [1, count]));
          return mul(sub(scaled, mul(flat, caution)), div(reach, length)) as Tensor2D;
        },
      },
      present,
    );
    const beyond = mul(weights, div(reach, lengthOf(weights, times(weights))));
    const direction = mul(add(even, beyond), 1 / shortening(optionOf(settings, 'rescale'), reachOf)) as Tensor1D;
    return { objective: mul(sum(direction), 0), weights: direction };
  },
};

function shortening(rescale: string, reach: number): number {
  return rescale === 'square' ? 1 + reach * reach : rescale === 'linear' ? 1 + reach : 1;
}
