// A block of several branches of a pruned network: layer by layer, those that read the same input together
// where the layer can.

import type { Tensor } from '@tensorflow/tfjs-core';
import { under } from '../../models/trunk.ts';
import type { Layer, Parameters, Prepared } from '../../models/trunk.ts';
import type { Block } from './gates.ts';

/** One task's own branch, or the common one. */
export interface Branch {
  /** Its trunk's parameters, named `<layer>/<parameter>`. */
  readonly parameters: Parameters;
  readonly input: Tensor;
  /** Channels that it computes. */
  readonly channels: readonly number[];
}

/**
 * What each branch puts out, by its own channels.
 * @param order in which the block finds its inputs; null = as they came
 */
export function applyBranches(
  block: Block,
  branches: readonly Branch[],
  order: readonly number[] | null,
  kept: Prepared['kept'],
): readonly Tensor[] {
  return block.layers.reduce<readonly Tensor[]>(
    (inputs, layer, i) => {
      const parameters = branches.map((branch) => under(`${layer.name}/`, branch.parameters));
      if (layer.together && inputs.length > 1 && inputs.every((input) => input === inputs[0]))
        return layer.together(parameters, inputs[0]!);
      return inputs.map((input, b) =>
        applyOf(layer, branches[b]!.channels, order)(parameters[b]!, input, kept[block.from + i] ?? null),
      );
    },
    branches.map(({ input }) => input),
  );
}

/** How the layer works on what pruning left of it. */
function applyOf(layer: Layer, channels: readonly number[], order: readonly number[] | null): Layer['apply'] {
  return layer.channels?.narrow?.(channels, order) ?? layer.apply;
}
