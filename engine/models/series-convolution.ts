// A small convolution network for series: every column's window by itself through the same strided kernels over time,
// then one layer over what they saw. What the kernels see is shared by columns and tasks; what a task makes of it, and a
// linear map of its windows beside it, is the task's own. Every layer has channels, so all sharing choices apply.

import { add, conv2d, matMul, mul, relu, reshape, slice, transpose } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Rng } from '../base/rng.ts';
import type { SeriesFeature } from '../data/features.ts';
import type { ForecastHead } from '../tasks/rules.ts';
import { filled, keepLast, keepRows, normal } from './arrays.ts';
import type { HostArrays } from './arrays.ts';
import { forecastHead, momentsOfHead } from './series-head.ts';
import type { Reading } from './series-head.ts';
import { companionNames, startCompanions, withCompanions } from './series-companions.ts';
import { besideOf, companionsOf, prepareWindow, windowShape } from './series-window.ts';
import type { WindowShape } from './series-window.ts';
import { keptBehind } from './trunk.ts';
import type { Layer, Trunk } from './trunk.ts';

/** Channels of both convolutions, and numbers a window that the heads read. */
const sizes = {
  small: { stages: [8, 16], width: 32 },
  medium: { stages: [16, 32], width: 64 },
  large: { stages: [32, 64], width: 128 },
} as const;

/** Steps in time that the first convolution leaves, about: a window of any length becomes a picture of one size. */
const coarse = 48;

/** Features are `[1, rows * columns, width]`, column after column of each row: only forecasts can be read from them. */
export function createSeriesConvolution(feature: SeriesFeature, size: keyof typeof sizes): Trunk {
  const shape = windowShape(feature);
  const { stages, width } = sizes[size];
  const layers: Layer[] = [];
  let site: Site = { steps: shape.lookback, channels: 1 };
  for (const [stage, channels] of stages.entries()) {
    const stride = stage === 0 ? Math.max(1, Math.round(shape.lookback / coarse)) : 2;
    const kernel = stage === 0 ? 2 * stride + 1 : 5;
    layers.push(convolution(stage, shape, site, { kernel, stride, channels }));
    site = { steps: Math.ceil(site.steps / stride), channels };
  }
  layers.push(overWindow(shape, site, width));
  return {
    prepare: (inputs) => ({ columns: prepareWindow(feature, inputs), kept: keptBehind(layers, inputs) }),
    layers,
    members: 1,
    ...(shape.companions > 0 ? { late: companionNames } : {}),
    width,
    forecastHead: (head) => forecastHead(feature, head, ownReading(shape, head, width)),
    rowMoments: (head, inputs) => momentsOfHead(feature, head, inputs),
  };
}

interface Site {
  readonly steps: number;
  readonly channels: number;
}

interface Kernel {
  readonly kernel: number;
  readonly stride: number;
  readonly channels: number;
}

/** `[rows * columns, steps, 1, in]` (the first: prepared rows) to `[rows * columns, fewer steps, 1, out]`. */
function convolution(stage: number, shape: WindowShape, from: Site, { kernel, stride, channels }: Kernel): Layer {
  const isFirst = stage === 0;
  const companions = isFirst ? shape.companions : 0;
  const reads = kernel * from.channels;
  const steps = Math.ceil(from.steps / stride);
  const places = shape.channels * steps;
  return {
    name: `conv${stage}`,
    dropWidth: 0,
    channels: {
      count: channels,
      each: {
        operations: reads * places + kernel * companions * steps,
        parameters: reads + kernel * companions + 1,
      },
      places,
      keep: keepOutputs,
    },
    // Zero for companions: training starts at what each column's own window says.
    start: (rng) => ({
      ...startWeights([kernel, 1, from.channels, channels], reads, rng),
      ...(companions > 0 ? { companionKernel: filled([kernel, 1, companions, channels], 0) } : {}),
    }),
    apply: (parameters, input) => {
      const over = (windows: Tensor4D, weight: Tensor): Tensor =>
        conv2d(windows, weight as Tensor4D, [stride, 1], 'same');
      const own = over(isFirst ? windowsOf(shape, input) : (input as Tensor4D), parameters['weight']!);
      const all =
        companions > 0 ? besideAll(shape, own, over(pictureOf(shape, input), parameters['companionKernel']!)) : own;
      return relu(add(all, parameters['bias']!));
    },
  };
}

/** One layer over all steps of a window: `[1, rows * columns, width]`. */
function overWindow(shape: WindowShape, { steps, channels }: Site, width: number): Layer {
  const reads = steps * channels;
  return {
    name: 'window',
    dropWidth: shape.channels * width,
    channels: {
      count: width,
      each: { operations: shape.channels * reads, parameters: reads + 1 },
      places: shape.channels,
      keep: keepOutputs,
    },
    start: (rng) => startWeights([steps, 1, channels, width], reads, rng),
    apply: (parameters, input, kept) => {
      const read = conv2d(input as Tensor4D, parameters['weight'] as Tensor4D, 1, 'valid');
      const features = reshape(relu(add(read, parameters['bias']!)), [1, input.shape[0]!, read.shape[3]!]);
      return kept ? mul(features, reshape(kept, features.shape)) : features;
    },
  };
}

function startWeights(shape: readonly number[], reads: number, rng: Rng): HostArrays {
  return {
    weight: normal(shape, Math.sqrt(2 / reads), rng.fork('weight')),
    bias: filled([shape.at(-1)!], 0),
  };
}

/** With these outputs only, and the inputs in this order. */
function keepOutputs(parameters: HostArrays, kept: readonly number[], inputs: readonly number[] | null): HostArrays {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, array]) => {
      const ordered = name === 'weight' && inputs ? keepRows(array, inputs) : array;
      return [name, keepLast(ordered, kept)];
    }),
  );
}

/** Of prepared rows the windows, column after column, `[rows * columns, lookback, 1, 1]`. */
function windowsOf({ channels, lookback }: WindowShape, columns: Tensor): Tensor4D {
  const rows = columns.shape[0]!;
  const windows = slice(columns as Tensor2D, [0, 0], [-1, channels * lookback]);
  return reshape(windows, [rows * channels, lookback, 1, 1]);
}

/** Of prepared rows the windows of all companions side by side, `[rows, lookback, 1, companions]`. */
function pictureOf(shape: WindowShape, columns: Tensor): Tensor4D {
  const { windows } = companionsOf(shape, columns);
  return reshape(transpose(windows, [0, 2, 1]), [columns.shape[0]!, shape.lookback, 1, shape.companions]);
}

/** `[rows * columns, steps, 1, out]` and, added for every column, `[rows, steps, 1, out]`. */
function besideAll({ channels }: WindowShape, own: Tensor, companions: Tensor): Tensor {
  const [rows, ...picture] = companions.shape as [number, number, number, number];
  const each = reshape(own, [rows, channels, ...picture]);
  return reshape(add(each, reshape(companions, [rows, 1, ...picture])), own.shape);
}

/** What was seen through a map of the task's own, and the window itself through another, on the window's own level. */
function ownReading(shape: WindowShape, { columns, horizon }: ForecastHead, width: number): Reading {
  const count = columns.length;
  return {
    // All zero: training starts at the level of the window.
    start: (rng) => ({
      weight: filled([width, horizon], 0),
      linear: filled([shape.lookback, horizon], 0),
      bias: filled([horizon], 0),
      ...startCompanions(shape, count, horizon, rng),
    }),
    read: (parameters, features, { columns: values }, pick) => {
      const rows = values.shape[0]!;
      const through = (input: Tensor, size: number, map: Tensor): Tensor =>
        matMul(reshape(pick(reshape(input, [rows, shape.channels, size])), [rows * count, size]), map as Tensor2D);
      const seen = through(features, features.shape[2]!, parameters['weight']!);
      const plain = through(windowsOf(shape, values), shape.lookback, parameters['linear']!);
      const steps = reshape(add(add(seen, plain), parameters['bias']!), [rows, count, horizon]);
      const beside = besideOf(shape, values);
      const onOwn = (of: Tensor): Tensor => reshape(pick(of), [rows, count, 1]);
      const alone = add(mul(steps, onOwn(beside.spread)), onOwn(beside.level));
      return { own: withCompanions(alone, shape, parameters, values), beside };
    },
  };
}
