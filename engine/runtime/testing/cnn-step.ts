// A whole training step of a convolution network for tests and benchmarks: convolutions with strides, mean
// over the picture, several heads, Adam.

import { add, addN, conv2d, grads, matMul, mean, relu, slice, squaredDifference, stack } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Rng } from '../../base/rng.ts';
import type { BatchShapes, HostState, HostTensor, Step, TensorFunction } from '../executor.ts';
import { adam } from './mlp-step.ts';

export interface CnnOptions {
  readonly batch: number;
  readonly side: number;
  readonly channels: number;
  /** Channels and stride of each convolution; windows are 3 x 3. */
  readonly layers: readonly (readonly [channels: number, stride: number])[];
  readonly heads: number;
}

export const referenceCnn: CnnOptions = {
  batch: 32,
  side: 64,
  channels: 3,
  layers: [
    [16, 1],
    [32, 2],
    [64, 2],
    [64, 2],
  ],
  heads: 3,
};

/** Parameters `p/...`, their moments `m/...` and `v/...`, and the step count. He's initialisation. */
export function cnnState({ channels, layers, heads }: CnnOptions, rng: Rng): HostState {
  const state: Record<string, HostTensor> = { step: { shape: [], data: Float32Array.of(0) } };
  const parameter = (name: string, shape: readonly number[], deviation: number): void => {
    const data = Float32Array.from({ length: sizeOf(shape) }, () => rng.normal() * deviation);
    state[`p/${name}`] = { shape, data };
    for (const moment of ['m', 'v']) state[`${moment}/${name}`] = { shape, data: new Float32Array(data.length) };
  };
  let from = channels;
  for (const [at, [to]] of layers.entries()) {
    parameter(`layer${at}/w`, [3, 3, from, to], Math.sqrt(2 / (9 * from)));
    parameter(`layer${at}/b`, [to], 0);
    from = to;
  }
  for (let head = 0; head < heads; head++) {
    parameter(`head${head}/w`, [from, 1], Math.sqrt(1 / from));
    parameter(`head${head}/b`, [1], 0);
  }
  return state;
}

export function cnnShapes({ batch, side, channels, heads }: CnnOptions): BatchShapes {
  return {
    x: { shape: [batch, side, side, channels], dtype: 'float32' },
    y: { shape: [batch, heads], dtype: 'float32' },
    rate: { shape: [], dtype: 'float32' },
  };
}

/** The heads' values `y0`, `y1`, ... `[batch, 1]` of pictures `x`, the state given among the inputs. */
export function cnnInference({ layers, heads }: CnnOptions): TensorFunction {
  return (inputs) => {
    const p = Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name.replace(/^p\//, ''), value]));
    const values = predictions(layers, heads, p, inputs['x']!);
    return Object.fromEntries(values.map((value, head) => [`y${head}`, value]));
  };
}

/** Mean squared error a head, summed; Adam. Strided convolutions pad one pixel on every side, as PyTorch's do. */
export function cnnStep({ layers, heads }: CnnOptions): Step {
  return (state, batch) => {
    const names = Object.keys(state).filter((name) => name.startsWith('p/'));
    const lossesOf = (parameters: readonly Tensor[]): Tensor[] => {
      const p = Object.fromEntries(names.map((name, at) => [name.slice(2), parameters[at]!]));
      return predictions(layers, heads, p, batch['x']!).map((prediction, head) =>
        mean(squaredDifference(prediction, slice(batch['y']!, [0, head], [-1, 1]))),
      );
    };
    const parameters = names.map((name) => state[name]!);
    const gradients = grads((...p: Tensor[]) => addN(lossesOf(p)))(parameters);
    const losses = stack(lossesOf(parameters));
    return { state: adam(state, names, gradients, batch['rate']!, 0), metrics: { losses } };
  };
}

function predictions(
  layers: CnnOptions['layers'],
  heads: number,
  p: Readonly<Record<string, Tensor>>,
  pictures: Tensor,
): Tensor[] {
  const last = layers.reduce<Tensor>((x, [, stride], at) => {
    const filter = p[`layer${at}/w`] as Tensor4D;
    return relu(add(conv2d(x as Tensor4D, filter, stride, 1), p[`layer${at}/b`]!));
  }, pictures);
  const pooled = mean(last, [1, 2]) as Tensor2D;
  return Array.from({ length: heads }, (_, head) =>
    add(matMul(pooled, p[`head${head}/w`] as Tensor2D), p[`head${head}/b`]!),
  );
}

export function cnnBatch(
  { batch, side, channels, heads }: CnnOptions,
  rng: Rng,
  rate = 0.001,
): Record<string, HostTensor> {
  const normals = (shape: readonly number[]): HostTensor => ({
    shape,
    data: Float32Array.from({ length: sizeOf(shape) }, () => rng.normal()),
  });
  return {
    x: normals([batch, side, side, channels]),
    y: normals([batch, heads]),
    rate: { shape: [], data: Float32Array.of(rate) },
  };
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, extent) => product * extent, 1);
}
