// What every trunk offers: a fixed preparation of raw inputs, then layers with parameters.
//
// A trunk is a value, not an object with state: parameters come in with every call, so that a
// method can hold one set for all tasks, one for each, or a mixture, layer by layer.

import type { Tensor } from '@tensorflow/tfjs-core';
import type { Rng } from '../base/rng.ts';
import type { HostArrays } from './arrays.ts';

/** Named tensors of one layer or head. */
export type Parameters = Readonly<Record<string, Tensor>>;
/** Raw inputs by name; a tabular trunk reads `numeric` `[rows, F]` and `categorical` `[rows, C]`. */
export type Inputs = Readonly<Record<string, Tensor>>;

export interface Layer {
  /** Prefix of its parameters, unique within the trunk. */
  readonly name: string;
  /** First values, named without the prefix. */
  start(rng: Rng): HostArrays;
  /** Pure tfjs. `[rows, n]` into the first layer, `[members, rows, width]` from then on. */
  apply(parameters: Parameters, input: Tensor): Tensor;
}

export interface Trunk {
  /** Scaling, filling, encoding: no parameters, the same for every task. Pure tfjs. */
  prepare(inputs: Inputs): Tensor;
  readonly layers: readonly Layer[];
  /** Members of the ensemble: features are `[members, rows, width]`. */
  readonly members: number;
  readonly width: number;
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
export function applyTrunk(trunk: Trunk, parameters: Parameters, prepared: Tensor): Tensor {
  return trunk.layers.reduce((value, layer) => layer.apply(under(`${layer.name}/`, parameters), value), prepared);
}
