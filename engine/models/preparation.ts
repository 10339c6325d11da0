// Raw columns to what the first layer reads: fixed arithmetic, part of the graph and of every export.
//
// Numbers: missing ones become the training mean, then (x - mean) / deviation, then a smooth clip to
// +-3 so that one wild reading cannot run away (RealMLP, Holzmueller et al. 2024, section 3); a linear
// model, which cannot unbend what was bent, has it further out. A
// column that can miss gets a 0/1 indicator. Words become one-hot columns, the first of which stands
// for missing and never seen. Columns of the result: numbers, indicators, words.

import {
  add,
  cast,
  concat,
  div,
  equal,
  gather,
  isNaN as isMissing,
  mul,
  slice,
  sqrt,
  square,
  sub,
  tensor,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { FeaturePlan } from '../data/features.ts';
import type { Inputs } from './trunk.ts';

export interface Preparation {
  /** Columns of the result. */
  readonly width: number;
  /** How many of them, from the first, are numbers. */
  readonly numbers: number;
  /** `[rows, width]`. Pure tfjs. */
  apply(inputs: Inputs): Tensor2D;
}

/** Deviations from the mean at which the smooth clip saturates. */
const usualReach = 3;

export function createPreparation(plan: FeaturePlan, reach = usualReach): Preparation {
  const numbers = plan.numeric.length;
  const canMiss = plan.numeric.flatMap((feature, index) => (feature.canMiss ? [index] : []));
  const levels = plan.categorical.map((feature) => feature.levels.length + 1);
  return {
    numbers,
    width: numbers + canMiss.length + levels.reduce((total, count) => total + count, 0),
    apply: (inputs) => {
      const parts: Tensor[] = [];
      if (numbers > 0) {
        const raw = inputs['numeric']!;
        parts.push(smoothClip(standardise(raw, plan), reach));
        if (canMiss.length > 0)
          parts.push(gather(cast(isMissing(raw), 'float32'), tensor(canMiss, [canMiss.length], 'int32'), 1));
      }
      levels.forEach((count, column) => {
        const codes = slice(inputs['categorical']!, [0, column], [-1, 1]);
        const all = tensor(
          Array.from({ length: count }, (_, code) => code),
          [1, count],
          'int32',
        );
        parts.push(cast(equal(codes, all), 'float32'));
      });
      return (parts.length === 1 ? parts[0]! : concat(parts, 1)) as Tensor2D;
    },
  };
}

function standardise(raw: Tensor, plan: FeaturePlan): Tensor {
  const row = (numbers: readonly number[]): Tensor => tensor([...numbers], [1, numbers.length], 'float32');
  const centred = sub(raw, row(plan.numeric.map((feature) => feature.center)));
  const filled = where(isMissing(centred), zerosLike(centred), centred);
  return mul(filled, row(plan.numeric.map((feature) => 1 / feature.scale)));
}

/** x / sqrt(1 + (x / reach)^2): near 0 the identity, never beyond +-reach. */
function smoothClip(x: Tensor, reach: number): Tensor {
  return div(x, sqrt(add(square(mul(x, 1 / reach)), 1)));
}
