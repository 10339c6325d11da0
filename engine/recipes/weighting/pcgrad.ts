// PCGrad, projecting conflicting gradients: each task's gradient loses its component along every gradient it
// conflicts with, one after another in random order; the shared part follows the sum of what is left.
//
// p_i = sum over j of C_ij g_j throughout, so that only inner products and the coefficients C are needed.

import { cast, div, equal, expandDims, eye, less, matMul, minimum, mul, sub, sum } from '@tensorflow/tfjs-core';
import { add } from '@tensorflow/tfjs-core';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { squaresOf } from '../maths/gram.ts';
import type { Weighting } from './weighting.ts';

export const pcgrad: Weighting = {
  gram: true,
  about: {
    id: 'pcgrad',
    name: { ja: '勾配の衝突を取り除く(PCGrad)', en: 'Conflicts removed (PCGrad)' },
    purpose: {
      ja: 'タスクどうしの勾配がぶつかるとき、ぶつかる成分を取り除いてから足し合わせます。',
      en: 'Where the gradients of two tasks conflict, removes the conflicting part before adding them up.',
    },
    cost: {
      ja: 'タスクの数だけ逆伝播を行います。タスクが多いほど遅くなり、勾配の保存に必要なメモリーも増えます。',
      en: 'One backward pass and one stored gradient a task: slower the more tasks there are.',
    },
    source: 'Yu et al. 2020 (arXiv 2001.06782), algorithm 1; LibMTL PCGrad',
    settings: [],
  },
  // Row i sorts the tasks into the order in which gradient i visits them.
  noise: (taskCount) => ({ shape: [taskCount, taskCount], draw: (rng) => rng.next() }),
  start: () => ({ variables: {}, memory: {} }),
  objective: ({ gram, noise, present }) => {
    const products = gram!;
    const count = products.shape[0];
    // Place of j in the order of row i: how many come before it.
    const before = cast(less(expandDims(noise!, 1), expandDims(noise!, 2)), 'float32'); // [i, j, l]: l before j
    const place = sum(before, 2);
    const squares = add(squaresOf(products), 1e-8);
    let coefficients = eye(count) as Tensor2D;
    for (let visit = 0; visit < count; visit++) {
      const visited = cast(equal(place, visit), 'float32'); // row i: 1 at the task it visits now
      const along = sum(mul(matMul(coefficients, products), visited), 1, true); // <p_i, g_j>
      coefficients = sub(coefficients, mul(visited, div(minimum(along, 0), squares))) as Tensor2D;
    }
    const weights = mul(sum(coefficients, 0), present) as Tensor1D;
    return { objective: mul(sum(weights), 0), weights };
  },
};
