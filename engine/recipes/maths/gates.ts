// Gates between each task's own features and common ones, channel by channel: the arithmetic of
// share-specialise-prune (InterroGate, equations 2 to 4). Pure tfjs.
//
// A gate stands behind every layer whose channels can be removed; layers before it that have none (the
// embedding of numbers) belong to the same block: what they put out, one group a number, is no channel
// that one task could do without.

import {
  add,
  cast,
  customGrad,
  greater,
  mean,
  mul,
  relu,
  reshape,
  sigmoid,
  softmax,
  sub,
  unstack,
} from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { under } from '../../models/trunk.ts';
import type { Channels, Layer, Parameters, Prepared, Trunk } from '../../models/trunk.ts';

/** Layers up to and with one whose channels can be removed. */
export interface Block {
  /** That layer's name. */
  readonly name: string;
  readonly layers: readonly Layer[];
  /** Place of the first layer in the trunk. */
  readonly from: number;
  readonly channels: Channels;
}

/** The trunk's blocks; none where its last outputs cannot be removed one by one. */
export function blocksOf({ layers }: Trunk): readonly Block[] {
  const blocks: Block[] = [];
  let from = 0;
  layers.forEach(({ name, channels }, i) => {
    if (!channels) return;
    blocks.push({ name, channels, from, layers: layers.slice(from, i + 1) });
    from = i + 1;
  });
  return from === layers.length ? blocks : [];
}

/**
 * A block's layers one after another on `[rows, n]`, `[members, rows, width]` or `[rows, height, width, channels]`.
 * @param read which of its outputs somebody reads, `[channels]`; null = all
 */
export function applyBlock(
  block: Block,
  parameters: Parameters,
  input: Tensor,
  kept: Prepared['kept'],
  read: Tensor | null = null,
): Tensor {
  const last = block.layers.length - 1;
  return block.layers.reduce(
    (value, layer, i) =>
      layer.apply(under(`${layer.name}/`, parameters), value, kept[block.from + i] ?? null, i === last ? read : null),
    input,
  );
}

/**
 * 1 where sigmoid(alpha) is above one half, else 0 (a tie is shared). Backward the threshold counts as the
 * identity, so dG/dalpha = sigmoid'(alpha): straight-through.
 */
export function hardGate(alpha: Tensor): Tensor {
  return customGrad((x, save) => {
    const given = x as Tensor;
    const slope = mul(sigmoid(given), sub(1, sigmoid(given)));
    (save as (kept: Tensor[]) => void)([slope]);
    return {
      value: cast(greater(given, 0), 'float32'),
      gradFunc: (dy: Tensor, saved: Tensor[]) => mul(dy, saved[0]!),
    };
  })(alpha);
}

/** Equation 2: own where the gate is 1, common where it is 0; exactly so, whatever the other one holds. */
export function choose(gate: Tensor, own: Tensor, common: Tensor): Tensor {
  return add(mul(gate, own), mul(sub(1, gate), common));
}

/** Equation 3: the tasks' gated features, each channel weighed by a softmax over tasks. `mixing` `[channels, T]`. */
export function mix(mixing: Tensor, gated: readonly Tensor[]): Tensor {
  const shares = unstack(softmax(mixing as Tensor2D), 1);
  return gated.map((features, t) => mul(features, shares[t]!)).reduce((a, b) => add(a, b));
}

/**
 * Equation 4: mean over tasks of how far the mean soft gate lies above the task's target, 0 below it. A scalar.
 * @param alphas by task, one tensor a layer
 */
export function hinge(alphas: readonly (readonly Tensor[])[], targets: readonly number[]): Tensor {
  const excess = alphas.map((layers, t) => {
    const soft = layers.map((alpha) => mean(sigmoid(alpha))).reduce((a, b) => add(a, b));
    return relu(sub(mul(soft, 1 / layers.length), targets[t]!));
  });
  return reshape(
    mul(
      excess.reduce((a, b) => add(a, b)),
      1 / alphas.length,
    ),
    [],
  );
}
