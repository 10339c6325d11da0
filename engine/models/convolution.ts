// The trunk for pictures: a first convolution that halves the picture, residual layers, and at the end a layer
// over a coarse grid of the picture, so that where something is seen is not lost.
//
// Every layer has one kernel, `weight` `[k, k, in, out]`, and its outputs are the last axis: what the sharing
// choices pull together or gate. Group normalisation (Wu and He 2018, eq. 1-3) does not depend on the batch.

import { add, avgPool, conv2d, mul, pad, relu, reshape } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { filled, keepLast, normal } from './arrays.ts';
import type { HostArrays } from './arrays.ts';
import { costOfExcitation, excite, startExcitation } from './excitation.ts';
import { groupNormalise } from './group-normalisation.ts';
import { keptBehind } from './trunk.ts';
import type { Inputs, Layer, Parameters, Trunk } from './trunk.ts';

export interface PictureShape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

export interface ConvolutionOptions {
  /** Channels of the stages; each stage halves the picture, the first by the first convolution. */
  readonly stages: readonly number[];
  /** Residual layers of each stage after its first, 0 or more. */
  readonly depth: number;
  /** Channels that are normalised together; a divisor of every stage's. */
  readonly groupSize: number;
  /** Whether each layer weighs its channels by what the whole picture shows (Hu et al. 2018, squeeze-excitation). */
  readonly excitation: boolean;
  /** Cells a side of the coarse grid that the last layer reads; as many as the last stage has pixels at most. */
  readonly grid: number;
  /** Numbers that the heads read. */
  readonly width: number;
}

interface Site {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** @param pixels scaled pixels of a batch's inputs, `[rows, ...]` with height x width x channels numbers a row. Pure tfjs. */
export function createConvolutionTrunk(
  picture: PictureShape,
  options: ConvolutionOptions,
  pixels: (inputs: Inputs) => Tensor,
): Trunk {
  const { stages, depth, width } = options;
  const layers: Layer[] = [];
  let site: Site = picture;
  for (const [stage, channels] of stages.entries()) {
    const halved = { height: Math.ceil(site.height / 2), width: Math.ceil(site.width / 2), channels };
    layers.push(convolution(`conv${stage}`, site, halved, stage > 0, options));
    for (let i = 0; i < depth; i++) layers.push(convolution(`conv${stage}-${i + 1}`, halved, halved, true, options));
    site = halved;
  }
  layers.push(overGrid(site, options));
  const shape = [picture.height, picture.width, picture.channels];
  return {
    prepare: (inputs) => {
      const values = pixels(inputs);
      return { columns: reshape(values, [values.shape[0]!, ...shape]), kept: keptBehind(layers, inputs) };
    },
    layers,
    members: 1,
    width,
  };
}

/** 3 x 3, normalised; residual ones add what they were given (averaged where the picture is halved). */
function convolution(name: string, from: Site, to: Site, residual: boolean, options: ConvolutionOptions): Layer {
  const { channels } = to;
  const stride = to.height === from.height && to.width === from.width ? 1 : 2;
  const excites = options.excitation && residual;
  const places = 9 * from.channels;
  const excitation = excites ? costOfExcitation(channels) : { operations: 0, parameters: 0 };
  return {
    name,
    dropWidth: 0,
    fixed: {
      operations: places * channels * to.height * to.width + excitation.operations,
      parameters: places * channels + 2 * channels + excitation.parameters,
    },
    start: (rng): HostArrays => ({
      weight: normal([3, 3, from.channels, channels], Math.sqrt(2 / places), rng.fork('weight')),
      gain: filled([channels], 1),
      shift: filled([channels], 0),
      ...(excites ? startExcitation(channels, rng.fork('excitation')) : {}),
    }),
    apply: (parameters, input) => {
      const product = conv2d(input as Tensor4D, parameters['weight'] as Tensor4D, stride, 'same');
      const even = groupNormalise(product, parameters['gain']!, parameters['shift']!, options.groupSize);
      if (!residual) return relu(even);
      return relu(add(excites ? excite(parameters, even) : even, shortcut(input as Tensor4D, channels, stride)));
    },
  };
}

/** The input in the layer's output's shape: no parameters, missing channels zero (He et al. 2015, option A). */
function shortcut(input: Tensor4D, channels: number, stride: number): Tensor {
  const smaller = stride === 1 ? input : avgPool(input, stride, stride, 'same');
  const missing = channels - input.shape[3];
  return missing > 0 ? pad(smaller, [...[0, 1, 2].map((): [number, number] => [0, 0]), [0, missing]]) : smaller;
}

/** A layer that reads the whole picture as a coarse grid: `[1, rows, width]`. */
function overGrid(site: Site, { grid, width }: ConvolutionOptions): Layer {
  const window: [number, number] = [Math.ceil(site.height / grid), Math.ceil(site.width / grid)];
  const cells = [Math.ceil(site.height / window[0]), Math.ceil(site.width / window[1])] as const;
  const inputs = cells[0] * cells[1] * site.channels;
  return {
    name: 'grid',
    dropWidth: width,
    // The only layer whose outputs can be removed one by one: the others' are normalised in groups.
    channels: {
      count: width,
      each: { operations: inputs, parameters: inputs + 1 },
      keep: (parameters, kept) =>
        Object.fromEntries(Object.entries(parameters).map(([key, array]) => [key, keepLast(array, kept)])),
    },
    start: (rng) => ({
      weight: normal([...cells, site.channels, width], Math.sqrt(2 / inputs), rng.fork('weight')),
      bias: filled([width], 0),
    }),
    apply: (parameters: Parameters, input, kept) => {
      const rows = input.shape[0]!;
      const whole = window[0] === 1 && window[1] === 1;
      const coarse = whole ? (input as Tensor4D) : avgPool(input as Tensor4D, window, window, 'same');
      const weight = parameters['weight'] as Tensor4D;
      const read = relu(add(conv2d(coarse, weight, 1, 'valid'), parameters['bias']!));
      // Fewer than `width` where a method has removed some.
      const features = reshape(read, [1, rows, weight.shape[3]]);
      return kept ? mul(features, reshape(kept, [1, rows, width])) : features;
    },
  };
}
