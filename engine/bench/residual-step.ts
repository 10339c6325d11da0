// A whole training step of a residual network for benchmarks: 7 x 7 stem, highest of 3 x 3, stages of basic
// blocks with batch normalisation (He et al. 2015, ResNet-18's layout), mean over the picture, heads, Adam.

import { add, addN, conv2d, grads, matMul, maxPool, mean, mul, pad, relu, reshape } from '@tensorflow/tfjs-core';
import { rsqrt, slice, square, squaredDifference, stack, sub } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Rng } from '../base/rng.ts';
import type { BatchShapes, HostState, HostTensor, Step, TensorFunction } from '../runtime/index.ts';
import { adam } from '../runtime/testing/mlp-step.ts';

export interface ResidualOptions {
  readonly batch: number;
  readonly side: number;
  readonly channels: number;
  /** Channels and blocks of each stage; every stage after the first halves the picture. */
  readonly stages: readonly (readonly [channels: number, blocks: number])[];
  readonly heads: number;
}

/** ResNet-18 on pictures of 96 x 96. */
export const referenceResidual: ResidualOptions = {
  batch: 16,
  side: 96,
  channels: 3,
  stages: [
    [64, 2],
    [128, 2],
    [256, 2],
    [512, 2],
  ],
  heads: 3,
};

/** As PyTorch's: share of a new batch in the running mean and variance, and what keeps a variance above zero. */
const momentum = 0.1;
const epsilon = 1e-5;

interface Layer {
  readonly name: string;
  readonly window: number;
  readonly stride: number;
  readonly from: number;
  readonly to: number;
}
interface Block {
  readonly first: Layer;
  readonly second: Layer;
  /** Null where the input is added as it is. */
  readonly shortcut: Layer | null;
}

function blocksOf({ stages }: ResidualOptions): Block[] {
  let from = stages[0]![0];
  return stages.flatMap(([to, count], stage) =>
    Array.from({ length: count }, (_, at): Block => {
      const stride = stage > 0 && at === 0 ? 2 : 1;
      const name = `stage${stage}/${at}`;
      const given = from;
      from = to;
      return {
        first: { name: `${name}/first`, window: 3, stride, from: given, to },
        second: { name: `${name}/second`, window: 3, stride: 1, from: to, to },
        shortcut: stride > 1 || given !== to ? { name: `${name}/short`, window: 1, stride, from: given, to } : null,
      };
    }),
  );
}

function stemOf({ channels, stages }: ResidualOptions): Layer {
  return { name: 'stem', window: 7, stride: 2, from: channels, to: stages[0]![0] };
}

/** Parameters `p/...` with moments `m/...` and `v/...`, running statistics `r/...`, and the step count. */
export function residualState(options: ResidualOptions, rng: Rng): HostState {
  const state: Record<string, HostTensor> = { step: { shape: [], data: Float32Array.of(0) } };
  const parameter = (name: string, shape: readonly number[], draw: () => number): void => {
    const data = Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, draw);
    state[`p/${name}`] = { shape, data };
    for (const moment of ['m', 'v']) state[`${moment}/${name}`] = { shape, data: new Float32Array(data.length) };
  };
  const layers = blocksOf(options).flatMap(({ first, second, shortcut }) => [first, second, shortcut ?? []].flat());
  for (const { name, window, from, to } of [stemOf(options), ...layers]) {
    const deviation = Math.sqrt(2 / (window * window * from));
    parameter(`${name}/w`, [window, window, from, to], () => rng.normal() * deviation);
    parameter(`${name}/gain`, [to], () => 1);
    parameter(`${name}/shift`, [to], () => 0);
    state[`r/${name}/mean`] = { shape: [to], data: new Float32Array(to) };
    state[`r/${name}/variance`] = { shape: [to], data: new Float32Array(to).fill(1) };
  }
  const width = options.stages.at(-1)![0];
  for (let head = 0; head < options.heads; head++) {
    parameter(`head${head}/w`, [width, 1], () => rng.normal() * Math.sqrt(1 / width));
    parameter(`head${head}/b`, [1], () => 0);
  }
  return state;
}

export function residualShapes({ batch, side, channels, heads }: ResidualOptions): BatchShapes {
  return {
    x: { shape: [batch, side, side, channels], dtype: 'float32' },
    y: { shape: [batch, heads], dtype: 'float32' },
    rate: { shape: [], dtype: 'float32' },
  };
}

type Tensors = Readonly<Record<string, Tensor>>;
/** `[rows, C]`, normalised; `layer` says by which statistics. */
type Normalise = (x: Tensor, layer: Layer) => Tensor;

function predictions(options: ResidualOptions, p: Tensors, x: Tensor, normalise: Normalise): Tensor[] {
  const apply = (input: Tensor, layer: Layer): Tensor => {
    const { name, window, stride } = layer;
    return normalise(conv2d(input as Tensor4D, p[`${name}/w`] as Tensor4D, stride, window >> 1), layer);
  };
  const stem = relu(apply(x, stemOf(options)));
  // Nothing lies below zero behind relu, so zeros beyond the edge are as good as PyTorch's lack of pixels.
  const edge: [number, number][] = [
    [0, 0],
    [1, 1],
    [1, 1],
    [0, 0],
  ];
  let picture: Tensor = maxPool(pad(stem, edge) as Tensor4D, 3, 2, 'valid');
  for (const { first, second, shortcut } of blocksOf(options)) {
    const inner = apply(relu(apply(picture, first)), second);
    picture = relu(add(inner, shortcut ? apply(picture, shortcut) : picture));
  }
  const pooled = mean(picture, [1, 2]) as Tensor2D;
  return Array.from({ length: options.heads }, (_, head) =>
    add(matMul(pooled, p[`head${head}/w`] as Tensor2D), p[`head${head}/b`]!),
  );
}

/** `x` times a number a channel plus a number a channel, which is all that normalisation is once both are known. */
function scaled(x: Tensor, average: Tensor, variance: Tensor, p: Tensors, { name }: Layer): Tensor {
  const scale = mul(p[`${name}/gain`]!, rsqrt(add(variance, epsilon)));
  return add(mul(x, scale), sub(p[`${name}/shift`]!, mul(average, scale)));
}

/** Mean squared error a head, summed; Adam. The running statistics move as PyTorch's do. */
export function residualStep(options: ResidualOptions): Step {
  return (state, batch) => {
    const names = Object.keys(state).filter((name) => name.startsWith('p/'));
    const running: Record<string, Tensor> = {};
    const lossesOf = (parameters: readonly Tensor[]): Tensor[] => {
      const p = Object.fromEntries(names.map((name, at) => [name.slice(2), parameters[at]!]));
      const normalise: Normalise = (x, layer) => {
        const channels = x.shape.at(-1)!;
        const rows = reshape(x, [-1, channels]);
        const average = mean(rows, 0);
        const variance = sub(mean(square(rows), 0), square(average));
        const unbiased = rows.shape[0]! / (rows.shape[0]! - 1);
        for (const [kind, value] of [
          ['mean', average],
          ['variance', mul(variance, unbiased)],
        ] as const) {
          const name = `r/${layer.name}/${kind}`;
          running[name] = add(mul(state[name]!, 1 - momentum), mul(value, momentum));
        }
        return scaled(x, average, variance, p, layer);
      };
      return predictions(options, p, batch['x']!, normalise).map((prediction, head) =>
        mean(squaredDifference(prediction, slice(batch['y']!, [0, head], [-1, 1]))),
      );
    };
    const parameters = names.map((name) => state[name]!);
    const gradients = grads((...p: Tensor[]) => addN(lossesOf(p)))(parameters);
    // Once more outside `grads`, which disposes what is computed in it: equal operations are merged.
    const losses = stack(lossesOf(parameters));
    return { state: { ...running, ...adam(state, names, gradients, batch['rate']!, 0) }, metrics: { losses } };
  };
}

/** `x` to `y` `[batch, heads]` with the running statistics, `state` given among the inputs. */
export function residualInference(options: ResidualOptions): TensorFunction {
  return (inputs) => {
    const p = Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name.replace(/^p\//, ''), value]));
    const normalise: Normalise = (x, layer) =>
      scaled(x, inputs[`r/${layer.name}/mean`]!, inputs[`r/${layer.name}/variance`]!, p, layer);
    const heads = predictions(options, p, inputs['x']!, normalise);
    return Object.fromEntries(heads.map((value, head) => [`y${head}`, value]));
  };
}
