// A whole training step for tests and benchmarks: a trunk of two layers, several heads, AdamW.

import {
  add,
  div,
  grads,
  matMul,
  mean,
  mul,
  relu,
  scalar,
  sqrt,
  square,
  slice,
  squaredDifference,
  stack,
  sub,
  addN,
} from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { Rng } from '../../base/rng.ts';
import type { BatchShapes, HostState, HostTensor, State, Step } from '../executor.ts';

export interface MlpOptions {
  readonly inputs: number;
  readonly trunk: readonly number[];
  readonly heads: number;
  readonly headWidth: number;
  readonly batch: number;
  readonly weightDecay: number;
}

export const referenceMlp: MlpOptions = {
  inputs: 20,
  trunk: [128, 128],
  heads: 3,
  headWidth: 64,
  batch: 256,
  weightDecay: 0,
};

/** Parameters `p/…`, their moments `m/…` and `v/…`, and the step count. He's initialisation. */
export function mlpState({ inputs, trunk, heads, headWidth }: MlpOptions, rng: Rng): HostState {
  const state: Record<string, HostTensor> = { step: { shape: [], data: Float32Array.of(0) } };
  const layer = (name: string, from: number, to: number): void => {
    const weights = Float32Array.from({ length: from * to }, () => rng.normal() * Math.sqrt(2 / from));
    const parameters = { w: { shape: [from, to], data: weights }, b: { shape: [to], data: new Float32Array(to) } };
    for (const [part, value] of Object.entries(parameters)) {
      state[`p/${name}/${part}`] = value;
      for (const moment of ['m', 'v'])
        state[`${moment}/${name}/${part}`] = { shape: value.shape, data: new Float32Array(value.data.length) };
    }
  };
  trunk.forEach((width, at) => layer(`trunk${at}`, trunk[at - 1] ?? inputs, width));
  for (let head = 0; head < heads; head++) {
    layer(`head${head}/hidden`, trunk.at(-1)!, headWidth);
    layer(`head${head}/out`, headWidth, 1);
  }
  return state;
}

export function mlpShapes({ inputs, heads, batch }: MlpOptions): BatchShapes {
  return {
    x: { shape: [batch, inputs], dtype: 'float32' },
    y: { shape: [batch, heads], dtype: 'float32' },
    rate: { shape: [], dtype: 'float32' },
  };
}

/** Mean squared error per head, summed; Adam (Kingma and Ba 2015) with decoupled decay (Loshchilov and Hutter 2019). */
export function mlpStep({ trunk, heads, weightDecay }: MlpOptions): Step {
  return (state, batch) => {
    const names = Object.keys(state).filter((name) => name.startsWith('p/'));
    const lossesOf = (parameters: readonly Tensor[]): Tensor[] => {
      const p = Object.fromEntries(names.map((name, at) => [name.slice(2), parameters[at]!]));
      const dense = (x: Tensor, name: string): Tensor =>
        add(matMul(x as Tensor2D, p[`${name}/w`] as Tensor2D), p[`${name}/b`]!);
      const shared = trunk.reduce<Tensor>((x, _, at) => relu(dense(x, `trunk${at}`)), batch['x']!);
      return Array.from({ length: heads }, (_, head) => {
        const prediction = dense(relu(dense(shared, `head${head}/hidden`)), `head${head}/out`);
        return mean(squaredDifference(prediction, slice(batch['y']!, [0, head], [-1, 1])));
      });
    };
    const parameters = names.map((name) => state[name]!);
    const gradients = grads((...p: Tensor[]) => addN(lossesOf(p)))(parameters);
    // tfjs disposes what was computed inside `grads`. Written once more here, the forward pass costs
    // nothing: the compiler merges what is the same.
    const losses = stack(lossesOf(parameters));
    return { state: adam(state, names, gradients, batch['rate']!, weightDecay), metrics: { losses } };
  };
}

/** New parameters and moments; `step`, `p/...`, `m/...` and `v/...` as in `mlpState`. */
export function adam(
  state: State,
  names: readonly string[],
  gradients: readonly Tensor[],
  rate: Tensor,
  weightDecay: number,
): State {
  const step = add(state['step']!, 1);
  const next: State = { step };
  // Bias corrections as scalars of the step count: no value is read.
  const first = sub(1, scalar(0.9).pow(step));
  const second = sqrt(sub(1, scalar(0.999).pow(step)));
  const scale = div(mul(rate, second), first);
  const epsilon = mul(second, 1e-8);
  for (const [at, name] of names.entries()) {
    const gradient = gradients[at]!;
    const mean = add(mul(state[`m${name.slice(1)}`]!, 0.9), mul(gradient, 0.1));
    const spread = add(mul(state[`v${name.slice(1)}`]!, 0.999), mul(square(gradient), 0.001));
    const moved = sub(state[name]!, mul(scale, div(mean, add(sqrt(spread), epsilon))));
    next[`m${name.slice(1)}`] = mean;
    next[`v${name.slice(1)}`] = spread;
    next[name] = weightDecay === 0 ? moved : sub(moved, mul(mul(rate, weightDecay), state[name]!));
  }
  return next;
}

export function mlpBatch(options: MlpOptions, rng: Rng, rate = 0.001): Record<string, HostTensor> {
  const normals = (count: number): Float32Array => Float32Array.from({ length: count }, () => rng.normal());
  return {
    x: { shape: [options.batch, options.inputs], data: normals(options.batch * options.inputs) },
    y: { shape: [options.batch, options.heads], data: normals(options.batch * options.heads) },
    rate: { shape: [], data: Float32Array.of(rate) },
  };
}
