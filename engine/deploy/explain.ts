// Which part of a photo decided: a map for each task, recorded as a graph like the answers themselves.
//
// The map is the feature maps times the gradient of what the task says with respect to them, pixel by pixel, summed
// over channels (HiResCAM, Draelos and Carin 2020, eq. 3). Grad-CAM (Selvaraju et al. 2017, eq. 1-2) averages the
// gradient over the picture first; the last layer here weighs places apart, so the average would cancel what speaks
// for one corner and against another. Where all places weigh alike the two are the same.
//
// Of a class, only what speaks for it counts, channel by channel (LayerCAM, Jiang et al. 2021, eq. 5-6): what other
// channels say against it at the same place says nothing of where it is. On steel defects with known boxes (see
// models/feature-maps.ts) the strongest place is inside one in 80 % so, in 69 % with both signs; chance is 25 %.

import {
  add,
  argMax,
  avgPool,
  expandDims,
  mean,
  mul,
  oneHot,
  onesLike,
  relu,
  squeeze,
  sub,
  sum,
  tensor,
} from '@tensorflow/tfjs-core';
import type { Scalar, Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import { quantile } from '../data/statistics.ts';
import type { TensorFunction } from '../runtime/index.ts';
import type { TaskHead } from '../tasks/rules.ts';
import { gradientsOf } from '../training/gradients.ts';
import type { TrainedModel } from '../training/model.ts';
import { createNetwork, forward } from '../training/network.ts';
import type { Network } from '../training/network.ts';

/** Index of the class that stands for a good part, by task id; OK-or-NG tasks need none. */
export type NormalClasses = Readonly<Record<string, number>>;

/** True where the model reads photos through feature maps. */
export function canExplain(model: TrainedModel): boolean {
  return networkOf(model).trunk.withMaps !== undefined;
}

/**
 * From the model's inputs to maps `[rows, height, width]` by task id, of whatever resolution its last fine enough
 * feature maps have. Above 0 where a place speaks for what is asked; below 0, of numbers alone, where it speaks against:
 * OK or NG: for NG, in logits. A class: for the predicted one over the others; where a class is `normal`, for the
 * likeliest other one over it, so that a good part shows nothing above `scaleOf`. A number: for a larger value, in
 * the target's unit. Forecasts have none.
 */
export function explainFunction(model: TrainedModel, normal: NormalClasses = {}): TensorFunction {
  const network = networkOf(model);
  const arrays = Object.entries(model.state);
  return (inputs) => {
    const parameters = Object.fromEntries(
      arrays.map(([name, { shape, data }]) => [name, tensor(data, [...shape])]),
    ) as Record<string, Tensor>;
    const prepared = network.trunk.prepare(inputs);
    const maps: Tensor[] = [];
    const { outputs } = forward(
      watching(network, (seen) => {
        maps.push(seen);
        return seen;
      }),
      parameters,
      prepared,
    );
    // From here on the maps are inputs: every branch reads them in the same order as above.
    const told = (k: number): Tensor => {
      let next = 0;
      const again = forward(
        watching(network, () => maps[next++]!),
        parameters,
        prepared,
      );
      return mean(again.outputs[k]!, 0);
    };
    const explained = network.heads.flatMap((head, k) => {
      if (head.forecast) return [];
      const asked = askedOf(mean(outputs[k]!, 0) as Tensor2D, head, normal[head.task.id] ?? null);
      const gradients = gradientsOf(maps, () => sum(mul(told(k), asked)) as Scalar);
      const places = maps.map((map, i) => sum(mul(map, isSigned(head) ? gradients[i]! : relu(gradients[i]!)), 3));
      return [[head.task.id, evened(places.reduce((a, b) => add(a, b)))] as const];
    });
    return Object.fromEntries(explained);
  };
}

/**
 * The mean of each place and its neighbours, `[rows, height, width]` to the same. A layer that halves the maps weighs
 * neighbours by turns, which the gradient repeats as a chequerboard; on made-up photos with a bar, the strongest place
 * of good ones (99 % of them) against the median of those with a bar was 1.15 against 1.01 without this and 0.18
 * against 1.20 with it.
 */
function evened(places: Tensor): Tensor {
  return squeeze(avgPool(expandDims(places, 3) as Tensor4D, 3, 1, 'same'), [3]);
}

/** A number can be larger and smaller by a place; a class is there or is not. */
function isSigned({ task }: TaskHead): boolean {
  return task.kind === 'regression';
}

/** How much each of a head's outputs `[rows, size]` counts in what is asked of it; without gradient. */
function askedOf(outputs: Tensor2D, { task, outputSize, scale }: TaskHead, normal: number | null): Tensor {
  if (outputSize === 1) return mul(onesLike(outputs), task.kind === 'regression' ? scale : 1);
  const ofClass = (index: number): Tensor2D =>
    tensor([Array.from({ length: outputSize }, (_, i) => (i === index ? 1 : 0))], [1, outputSize], 'float32');
  if (normal !== null) {
    // Far below every other logit, so that the likeliest of the others is found.
    const others = sub(outputs, mul(ofClass(normal), 1e6));
    return sub(oneHot(argMax(others, 1), outputSize), ofClass(normal));
  }
  const predicted = oneHot(argMax(outputs, 1), outputSize);
  const share = outputSize / (outputSize - 1);
  // The predicted class less the mean of the others.
  return mul(sub(predicted, 1 / outputSize), share);
}

function networkOf({ plan, heads, recipe, capacity }: TrainedModel): Network {
  return createNetwork(plan, heads, recipe, capacity);
}

function watching(network: Network, watch: (maps: Tensor) => Tensor): Network {
  const trunk = network.trunk.withMaps?.(watch);
  if (!trunk) throw new Error('this model reads no photo through feature maps');
  return { ...network, trunk };
}

/** How strong a place of a map must be to be shown, and where the colours end. */
export interface MapScale {
  readonly least: number;
  readonly most: number;
}

/**
 * The scale of one project's maps, so that a good part shows none: 99 % of good parts stay below `least` everywhere.
 * @param maps `[rows, pixels]` of reference rows, best of rows that the model was not trained on
 * @param good 1 for rows of good parts; null = nothing tells good ones: then `least` is what nine places of ten stay
 *   below, whatever their sign
 */
export function scaleOf(maps: Float32Array, pixels: number, good: ArrayLike<number> | null): MapScale {
  const rows = Array.from({ length: maps.length / pixels }, (_, row) =>
    maps.subarray(row * pixels, (row + 1) * pixels),
  );
  if (good) {
    const highest = rows.map((map) => map.reduce((most, value) => Math.max(most, value), 0));
    const least = quantileOf(
      highest.filter((_, row) => good[row] === 1),
      0.99,
    );
    const others = quantileOf(
      highest.filter((_, row) => good[row] !== 1),
      0.9,
    );
    return { least, most: Math.max(others, 2 * least) };
  }
  const strongest = rows.map((map) => map.reduce((most, value) => Math.max(most, Math.abs(value)), 0));
  const least = quantileOf(maps.map(Math.abs), 0.9);
  return { least, most: Math.max(quantileOf(strongest, 0.99), 2 * least) };
}

/** 0 of nothing. */
function quantileOf(values: Float32Array | readonly number[], share: number): number {
  return values.length === 0 ? 0 : quantile(Float64Array.from(values).sort(), share);
}
