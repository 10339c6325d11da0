// What every trunk offers: a fixed preparation of raw inputs, then layers with parameters.
//
// A trunk is a value, not an object with state: parameters come in with every call, so that a
// method can hold one set for all tasks, one for each, or a mixture, layer by layer.

import { slice } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { Rng } from '../base/rng.ts';
import type { ForecastHead, RowMoments } from '../tasks/rules.ts';
import type { HostArrays } from './arrays.ts';

/** Named tensors of one layer or head. */
export type Parameters = Readonly<Record<string, Tensor>>;
/**
 * Raw inputs by name; a tabular trunk reads `numeric` `[rows, F]` and `categorical` `[rows, C]`, one for photos
 * `image` `[rows, height * width * channels]` (0 to 1), one for series `series` `[rows, lookback, channels]` (missing =
 * NaN) and `known` `[rows, horizon, features]`.
 */
export type Inputs = Readonly<Record<string, Tensor>>;

/** Prepared inputs, and in training what dropout keeps behind each layer (`kept` `[rows, sum of dropWidth]` among the inputs). */
export interface Prepared {
  readonly columns: Tensor;
  readonly kept: readonly (Tensor | null)[];
}

/** What something costs: multiply-adds to judge one row, counted once, and trained numbers. */
export interface Cost {
  readonly operations: number;
  readonly parameters: number;
}

/** Outputs of a layer that can be removed one by one. */
export interface Channels {
  readonly count: number;
  /** What each of them costs. */
  readonly each: Cost;
  /** Numbers that each of them is for one row: the pixels of a feature map; left out = one for each member. */
  readonly places?: number;
  /**
   * The layer's parameters, by name without the prefix, with these outputs only.
   * @param inputs the order in which its inputs come from now on; null = as they came
   */
  keep(parameters: HostArrays, kept: readonly number[], inputs: readonly number[] | null): HostArrays;
  /**
   * The layer's `apply` on what `keep` left, where that depends on which outputs remain (normalised in groups,
   * added to its inputs); left out where `apply` itself does it.
   */
  narrow?(kept: readonly number[], inputs: readonly number[] | null): Layer['apply'];
}

export interface Layer {
  /** Prefix of its parameters, unique within the trunk. */
  readonly name: string;
  /** What it costs however many of its channels remain; left out = nothing. */
  readonly fixed?: Cost;
  /** Its outputs, where they can be removed one by one. */
  readonly channels?: Channels;
  /** First values, named without the prefix. */
  start(rng: Rng): HostArrays;
  /** Numbers a row that dropout may silence behind this layer; 0 = no dropout here. */
  readonly dropWidth: number;
  /**
   * Pure tfjs. `[rows, n]` into the first layer, `[members, rows, width]` from then on.
   * @param kept `[rows, dropWidth]`, 0 where silenced, else 1 / (1 - rate); null outside training
   * @param read `[outputs]`, 1 where somebody reads the output, 0 where nobody does: those must not count in what
   *   a layer takes over several of its outputs. Left out = all are read.
   */
  apply(parameters: Parameters, input: Tensor, kept: Tensor | null, read?: Tensor | null): Tensor;
  /**
   * What several branches make of the same input outside training, in fewer operations than one `apply` after another:
   * judging one part is a matter of calls, not of products. Left out = one after another. Pure tfjs.
   */
  together?(branches: readonly Parameters[], input: Tensor): readonly Tensor[];
}

/** A head that is more than one linear map. */
export interface HeadLayer {
  start(rng: Rng): HostArrays;
  /** From the trunk's features, and what it was given, to `[members, rows, outputSize]`. Pure tfjs. */
  apply(parameters: Parameters, features: Tensor, prepared: Prepared): Tensor;
}

/** What a linear part reads: fixed arithmetic on the raw inputs. */
export interface LineColumns {
  readonly width: number;
  /** `[rows, width]`. Pure tfjs. */
  apply(inputs: Inputs): Tensor2D;
}

export interface Trunk {
  /** Scaling, filling, encoding: no parameters, the same for every task. Pure tfjs. */
  prepare(inputs: Inputs): Prepared;
  readonly layers: readonly Layer[];
  /** Members of the ensemble: features are `[members, rows, width]`. */
  readonly members: number;
  readonly width: number;
  /**
   * Parameters, by the last part of their names, that rest at their first values while a training begins: what they add
   * is kept only where it helps. Left out = none.
   */
  readonly late?: readonly string[];
  /** Trunks for tables: the columns that a linear part beside the trunk reads, `[rows, width]`. Left out = there is none. */
  readonly line?: LineColumns;
  /** Outside training: the same rows seen in several ways, the answers to which are averaged; left out = one way. Pure tfjs. */
  views?(prepared: Prepared): readonly Prepared[];
  /**
   * Trunks for photos: the same trunk, with its last feature maps that are fine enough to show where something is
   * (`[rows, height, width, channels]`, the calls of one layer by all branches in turn) going through `watch`.
   */
  withMaps?(watch: (maps: Tensor) => Tensor): Trunk;
  /** Trunks for series: outputs `[members, rows, columns * horizon * outputs]` in the head's deviations, in this order. */
  forecastHead?(head: ForecastHead): HeadLayer;
  /**
   * Trunks for series whose rows tell of strands: mean and deviation of the head's columns in each row's own, in which
   * that head's outputs are; null where the head's fixed ones hold. Pure tfjs.
   */
  rowMoments?(head: ForecastHead, inputs: Inputs): RowMoments | null;
}

/** Parameters whose name starts with `prefix`, named without it. */
export function under(prefix: string, parameters: Parameters): Parameters {
  const found: Record<string, Tensor> = {};
  for (const [name, tensor] of Object.entries(parameters)) {
    if (name.startsWith(prefix)) found[name.slice(prefix.length)] = tensor;
  }
  return found;
}

/** First values of every layer, named `<layer>/<parameter>`. */
export function startTrunk(trunk: Trunk, rng: Rng): HostArrays {
  const all: HostArrays = {};
  for (const layer of trunk.layers) {
    for (const [name, array] of Object.entries(layer.start(rng.fork(layer.name)))) all[`${layer.name}/${name}`] = array;
  }
  return all;
}

/** What the heads read, `[members, rows, width]`, from prepared inputs. Pure tfjs. */
export function applyTrunk(trunk: Trunk, parameters: Parameters, { columns, kept }: Prepared): Tensor {
  return trunk.layers.reduce(
    (value, layer, i) => layer.apply(under(`${layer.name}/`, parameters), value, kept[i] ?? null),
    columns,
  );
}

/** What dropout keeps behind each layer, from the `kept` input; nulls outside training. Pure tfjs. */
export function keptBehind(layers: readonly Layer[], inputs: Inputs): (Tensor | null)[] {
  const kept = inputs['kept'] as Tensor2D | undefined;
  let from = 0;
  return layers.map(({ dropWidth }) => {
    if (!kept || dropWidth === 0) return null;
    from += dropWidth;
    return slice(kept, [0, from - dropWidth], [-1, dropWidth]);
  });
}
