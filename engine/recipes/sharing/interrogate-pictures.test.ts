// Gates on every layer of a convolution trunk: standardised kernels, squeeze-excitation and residual additions
// must not notice that a channel is gone (methods.md 5.12, properties 1 and 2; 5.6 for what it costs).

import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import type { Tensor } from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { createRng } from '../../base/rng.ts';
import { compileWith, countFlops } from '../../compile/index.ts';
import { nodeAt, sizeOf } from '../../compile/ir/graph.ts';
import type { HostArrays } from '../../models/arrays.ts';
import type { ConvolutionOptions } from '../../models/convolution.ts';
import { applyTrunk, under } from '../../models/trunk.ts';
import { costOf, mixes, ownedChannels, uniformGates } from '../maths/gate-cost.ts';
import type { Gates } from '../maths/gate-cost.ts';
import { chanceGates, tensorsOf, withGates } from '../testing/small-gated.ts';
import type { SmallGated } from '../testing/small-gated.ts';
import { chancePictures, gatedPictures } from '../testing/small-pictures.ts';
import { interrogate } from './interrogate.ts';

const valuesOf = (features: readonly Tensor[]): number[][] => features.map((each) => [...each.dataSync()]);

const featuresOf = ({ context }: SmallGated, parameters: HostArrays): number[][] =>
  valuesOf(interrogate.features(context, tensorsOf(parameters), context.trunk.prepare(chancePictures()), null));

const plain = ({ context, parameters }: SmallGated, branch: string): number[] => {
  const { trunk } = context;
  return [...applyTrunk(trunk, under(branch, tensorsOf(parameters)), trunk.prepare(chancePictures())).dataSync()];
};

const apart = (a: readonly number[], b: readonly number[]): number => {
  expect(a).toHaveLength(b.length);
  return a.reduce((largest, value, i) => Math.max(largest, Math.abs(value - b[i]!)), 0);
};

const kinds: readonly (readonly [string, Partial<ConvolutionOptions>])[] = [
  ['with squeeze-excitation', {}],
  ['without', { excitation: false }],
  ['deeper, as many channels in both stages', { stages: [8, 8], depth: 2 }],
] as const;

describe.each(kinds)('%s', (_name, change) => {
  test.each([2, 3])('%i tasks: every layer has gates; all 0 is the shared network, all 1 one a task', (tasks) => {
    const gated = gatedPictures(tasks, change);
    expect(gated.cost.blocks.map(({ name }) => name)).toEqual(gated.context.trunk.layers.map(({ name }) => name));
    const shared = plain(gated, 'shared/trunk/');
    for (const found of featuresOf(gated, withGates(gated, uniformGates(gated.cost, 0))))
      expect(apart(found, shared)).toBeLessThan(1e-5);
    featuresOf(gated, withGates(gated, uniformGates(gated.cost, 1))).forEach((found, t) =>
      expect(apart(found, plain(gated, `task/${t}/trunk/`))).toBeLessThan(1e-5),
    );
  });

  test.each([2, 3])('%i tasks: pruned equals unpruned to 1e-5, with the numbers that are counted', (tasks) => {
    const gated = gatedPictures(tasks, change);
    const { trunk } = gated.context;
    const rng = createRng(6);
    for (const share of [0, 0.05, 0.3, 0.5, 0.7, 0.95, 1]) {
      const gates = chanceGates(gated.cost, share, rng);
      const parameters = withGates(gated, gates);
      const pruned = interrogate.prune!(gated.context, parameters)!;
      const smaller = valuesOf(pruned.features(tensorsOf(pruned.parameters), trunk.prepare(chancePictures())));
      featuresOf(gated, parameters).forEach((whole, t) => {
        const ordered = whole.map((_, i) => whole[i - (i % trunk.width) + pruned.order[i % trunk.width]!]!);
        expect(Math.max(...ordered)).toBeGreaterThan(0.1);
        expect(apart(smaller[t]!, ordered)).toBeLessThan(1e-5);
      });
      const heads = gated.cost.outputSizes.reduce((sum, size) => sum + (trunk.width + 1) * size, 0);
      const left = Object.values(pruned.parameters).reduce((sum, { data }) => sum + data.length, 0);
      expect(left + heads).toBe(costOf(gated.cost, gates).parameters);
    }
  });
});

describe('what is counted', () => {
  const gated = gatedPictures(3);
  const { trunk } = gated.context;
  const shapes = { image: { shape: [1, 9 * 9 * 2], dtype: 'float32' as const } };

  /** The pruned network as it would be exported, its heads left out. */
  const graphOf = (gates: Gates) => {
    const pruned = interrogate.prune!(gated.context, withGates(gated, gates))!;
    const run = (inputs: Record<string, Tensor>): Record<string, Tensor> =>
      Object.fromEntries(
        pruned.features(tensorsOf(pruned.parameters), trunk.prepare(inputs)).map((each, t) => [`t${t}`, each]),
      );
    return compileWith(run, shapes);
  };

  /** Multiply-adds of products and convolutions. */
  const productsIn = (graph: ReturnType<typeof graphOf>): number =>
    graph.nodes.reduce((sum, node) => {
      if (node.op === 'convolve') {
        const filters = nodeAt(graph, node.inputs[1]!).shape;
        // Means over windows are convolutions of each channel by itself (layers read two or more), and no products
        // that are counted.
        return filters[1] === 1 ? sum : sum + sizeOf(node.shape) * sizeOf(filters.slice(1));
      }
      if (node.op !== 'matmul' && node.op !== 'gemm') return sum;
      const left = nodeAt(graph, node.inputs[0]!).shape;
      return sum + sizeOf(node.shape) * left.at(node.attributes.transposeA ? -2 : -1)!;
    }, 0);

  test('products in the exported graph are the operations counted, mixing and heads aside', () => {
    const rng = createRng(3);
    for (const share of [0, 0.2, 0.5, 0.8, 1]) {
      const gates = chanceGates(gated.cost, share, rng);
      const mixing = gated.cost.blocks.reduce((sum, { channels }, l) => {
        return sum + (mixes(gates, l) ? (channels.places ?? 1) * ownedChannels(gates[l]!).length * 3 : 0);
      }, 0);
      const heads = gated.cost.outputSizes.reduce((sum, size) => sum + trunk.width * size, 0);
      const counted = costOf(gated.cost, gates).operations;
      expect(productsIn(graphOf(gates))).toBe(counted - mixing - heads);
      expect(countFlops(graphOf(gates))).toBeGreaterThan(2 * (counted - mixing - heads));
    }
  });
});
