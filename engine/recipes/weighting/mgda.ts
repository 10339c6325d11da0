// MGDA: the shared part follows the shortest convex combination of the tasks' gradients, along which every task
// improves, or none can without another getting worse.

import {
  add,
  clipByValue,
  concat,
  div,
  greater,
  matMul,
  maximum,
  mul,
  ones,
  reshape,
  slice,
} from '@tensorflow/tfjs-core';
import { sub, sum, where } from '@tensorflow/tfjs-core';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { lengthsOf, meanSquare, unscaled } from '../maths/gram.ts';
import { simplexMinimum } from '../maths/simplex-minimum.ts';
import { optionOf } from '../settings.ts';
import type { Weighting, WeightingInput } from './weighting.ts';

/** Shares of the two-gradient solution stay within [0.001, 0.999], as in the published code. */
const margin = 0.001;
/** Below it a divisor counts as it. */
const smallest = 1e-12;

export const mgda: Weighting = {
  gram: true,
  about: {
    id: 'mgda',
    name: { ja: '全タスクが改善する方向(MGDA)', en: 'Direction that improves all (MGDA)' },
    purpose: {
      ja: 'どのタスクも悪くならない方向を選んで、共通部分を更新します。',
      en: 'Moves the shared part only in directions that make no task worse.',
    },
    cost: {
      ja: 'タスクの数だけ逆伝播を行います。タスクが多いほど遅くなり、勾配の保存に必要なメモリーも増えます。',
      en: 'One backward pass and one stored gradient a task: slower the more tasks there are.',
    },
    source: 'Sener, Koltun 2018 (arXiv 1810.04650), equation 3; LibMTL MGDA',
    settings: [
      {
        key: 'normalisation',
        kind: 'choice',
        name: { ja: '勾配のそろえ方', en: 'Scaling of gradients' },
        effect: {
          ja: '大きさの違う勾配を比べる前に、何で割るかを決めます。',
          en: 'What each gradient is divided by before they are compared.',
        },
        initial: 'none',
        options: [
          { id: 'none', name: { ja: 'そのまま', en: 'As they are' } },
          { id: 'length', name: { ja: '勾配の大きさで割る', en: 'Its length' } },
          { id: 'loss', name: { ja: '損失で割る', en: 'Its loss' } },
          { id: 'both', name: { ja: '損失と勾配の大きさで割る', en: 'Its loss and length' } },
        ],
      },
    ],
  },
  start: () => ({ variables: {}, memory: {} }),
  // Shares are found for the gradients as they are; importance, which is in the products, stands outside: inside,
  // the more important task would get the smaller share.
  objective: (input) => {
    const plain = unscaled(input.gram!, input.importance);
    const inverse = div(input.present, maximum(divisors({ ...input, gram: plain }), smallest)) as Tensor1D;
    const count = inverse.shape[0];
    const outer = mul(reshape(inverse, [count, 1]), reshape(inverse, [1, count]));
    const products = mul(plain, outer) as Tensor2D;
    const shares = count === 2 ? shortestOfTwo(products, input.present) : shortest(products, input.present);
    const weights = mul(shares, inverse) as Tensor1D;
    return { objective: mul(sum(weights), 0), weights };
  },
};

/** What each gradient is divided by, `[K]`. */
function divisors({ losses, gram, settings }: WeightingInput): Tensor1D {
  const kind = optionOf(settings, 'normalisation');
  const one = ones([losses.shape[0]]);
  const byLoss = kind === 'loss' || kind === 'both' ? losses : one;
  return (kind === 'length' || kind === 'both' ? mul(byLoss, lengthsOf(gram!)) : byLoss) as Tensor1D;
}

/** Closed form for two gradients; all weight on one that is alone. */
function shortestOfTwo(products: Tensor2D, present: Tensor1D): Tensor1D {
  const [first, across, , second] = [0, 1, 2, 3].map((at) => slice(reshape(products, [4]), at, 1));
  const apart = sub(add(first!, second!), mul(across!, 2));
  const share = clipByValue(div(sub(second!, across!), maximum(apart, smallest)), margin, 1 - margin);
  const pair = concat([share, sub(1, share)]);
  return where(greater(sum(present), 1), pair, present) as Tensor1D;
}

/** The general case, to within 1e-6 of the largest inner product. */
function shortest(products: Tensor2D, present: Tensor1D): Tensor1D {
  const scaled = div(products, meanSquare(products, present)) as Tensor2D;
  const count = present.shape[0];
  return simplexMinimum(
    {
      slope: (at) => reshape(matMul(scaled, reshape(at, [count, 1])), [count]) as Tensor1D,
      curvature: () => scaled,
    },
    present,
  );
}
