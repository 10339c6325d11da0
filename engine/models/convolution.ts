// The trunk for pictures: a first convolution that halves the picture, residual layers, and at the end a layer
// over a coarse grid of the picture, so that where something is seen is not lost.
//
// Every layer has one kernel, `weight` `[k, k, in, out]`, and its outputs are the last axis: what the sharing
// choices pull together or gate. Kernels are standardised and activations are left alone (standardised-kernel.ts): on
// NEU steel defects (64 x 64, 30 passes, 1,260 photos) 99.4 % of the test photos were named right, 93.1 % with group
// normalisation of every layer and 97.8 % with that of all but the first: how bright and how rough a surface is counts.

import { add, avgPool, conv2d, mul, pad, relu, reshape, scalar } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { filled, keepLast, keepRows, normal } from './arrays.ts';
import type { HostArrays } from './arrays.ts';
import { costOfExcitation, excite, keepExcited, startExcitation } from './excitation.ts';
import { withMaps } from './feature-maps.ts';
import { pickChannels } from './pick-channels.ts';
import { standardised, standardisedArray } from './standardised-kernel.ts';
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
  /** Residual layers of each stage after its first, 0 or more: one number for all stages, or one for each. */
  readonly depth: number | readonly number[];
  /** Whether each layer weighs its channels by what the whole picture shows (Hu et al. 2018, squeeze-excitation). */
  readonly excitation: boolean;
  /** Cells a side of the coarse grid that the last layer reads; as many as the last stage has pixels at most. */
  readonly grid: number;
  /** Numbers that the heads read. */
  readonly width: number;
}

/** Residual layers start as small changes of what they are given. */
const firstResidualGain = 0.5;

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
    const halved = {
      height: Math.ceil(site.height / 2),
      width: Math.ceil(site.width / 2),
      channels,
    };
    layers.push(convolution(`conv${stage}`, site, halved, stage > 0, options));
    const extra = typeof depth === 'number' ? depth : depth[stage]!;
    for (let i = 0; i < extra; i++) layers.push(convolution(`conv${stage}-${i + 1}`, halved, halved, true, options));
    site = halved;
  }
  layers.push(overGrid(site, options));
  const shape = [picture.height, picture.width, picture.channels];
  const trunk: Trunk = {
    prepare: (inputs) => {
      const values = pixels(inputs);
      return {
        columns: reshape(values, [values.shape[0]!, ...shape]),
        kept: keptBehind(layers, inputs),
      };
    },
    layers,
    members: 1,
    width,
  };
  return { ...trunk, withMaps: (watch) => withMaps(trunk, watch) };
}

/** 3 x 3, standardised; residual ones add what they were given (averaged where the picture is halved). */
function convolution(name: string, from: Site, to: Site, residual: boolean, options: ConvolutionOptions): Layer {
  const { channels } = to;
  const stride = to.height === from.height && to.width === from.width ? 1 : 2;
  const excites = options.excitation && residual;
  const reads = 9 * from.channels;
  const excitation = excites ? costOfExcitation(channels) : null;
  const pixels = to.height * to.width;
  /** @param past what a residual layer adds: its input in the shape of its output */
  const through = (
    parameters: Parameters,
    kernel: Tensor,
    input: Tensor,
    read: Tensor | null,
    past: (input: Tensor4D) => Tensor,
  ): Tensor => {
    const scaled = mul(kernel, parameters['gain']!) as Tensor4D;
    const seen = add(conv2d(input as Tensor4D, scaled, stride, 'same'), parameters['shift']!);
    if (!residual) return relu(seen);
    return relu(add(excites ? excite(parameters, seen, read) : seen, past(input as Tensor4D)));
  };
  return {
    name,
    dropWidth: 0,
    ...(excitation ? { fixed: excitation.fixed } : {}),
    channels: {
      count: channels,
      each: {
        operations: reads * pixels + (excitation?.each.operations ?? 0),
        parameters: reads + 2 + (excitation?.each.parameters ?? 0),
      },
      places: pixels,
      keep: (parameters, kept, inputs) =>
        keepOutputs({ ...parameters, weight: standardisedArray(parameters['weight']!) }, kept, inputs),
      narrow: (kept, inputs) => (parameters, input) =>
        through(parameters, parameters['weight']!, input, null, (given) => keptShortcut(given, kept, inputs, stride)),
    },
    start: (rng): HostArrays => ({
      weight: normal([3, 3, from.channels, channels], Math.sqrt(2 / reads), rng.fork('weight')),
      gain: filled([channels], residual ? firstResidualGain : 1),
      shift: filled([channels], 0),
      ...(excites ? startExcitation(channels, rng.fork('excitation')) : {}),
    }),
    apply: (parameters, input, _kept, read) =>
      through(parameters, standardised(parameters['weight']!), input, read ?? null, (given) =>
        shortcut(given, channels, stride),
      ),
  };
}

/** Parameters of a layer whose outputs are the last axis, with these outputs and its inputs in this order. */
function keepOutputs(parameters: HostArrays, kept: readonly number[], inputs: readonly number[] | null): HostArrays {
  const excited = keepExcited(parameters, kept);
  return Object.fromEntries(
    Object.entries(parameters).map(([key, array]) => {
      if (excited[key]) return [key, excited[key]];
      return [key, keepLast(key === 'weight' && inputs ? keepRows(array, inputs) : array, kept)];
    }),
  );
}

/** The input in the layer's output's shape: no parameters, missing channels zero (He et al. 2015, option A). */
function shortcut(input: Tensor4D, channels: number, stride: number): Tensor {
  const smaller = stride === 1 ? input : avgPool(input, stride, stride, 'same');
  return withZeros(smaller, channels - input.shape[3]);
}

/** The same for these outputs only, from inputs that come in the order `inputs`; null = as they were. */
function keptShortcut(
  input: Tensor4D,
  kept: readonly number[],
  inputs: readonly number[] | null,
  stride: number,
): Tensor {
  const given = input.shape[3];
  const places = kept.map((channel) => (channel >= given ? null : inputs ? inputs.indexOf(channel) : channel));
  const real = places.filter((place) => place !== null);
  if (real.length === 0) return scalar(0);
  const picked = pickChannels(input, real) as Tensor4D;
  const smaller = (stride === 1 ? picked : avgPool(picked, stride, stride, 'same')) as Tensor4D;
  if (real.length === kept.length) return smaller;
  // Outputs beyond the inputs are added nothing: one channel of zeros behind the last.
  const behind = smaller.shape[3];
  let next = 0;
  return pickChannels(
    withZeros(smaller, 1),
    places.map((place) => (place === null ? behind : next++)),
  );
}

/** With `count` channels of zeros behind the others. */
function withZeros(input: Tensor4D, count: number): Tensor4D {
  if (count <= 0) return input;
  return pad(input, [...[0, 1, 2].map((): [number, number] => [0, 0]), [0, count]]);
}

/** A layer that reads the whole picture as a coarse grid: `[1, rows, width]`. */
function overGrid(site: Site, { grid, width }: ConvolutionOptions): Layer {
  const window: [number, number] = [Math.ceil(site.height / grid), Math.ceil(site.width / grid)];
  const cells = [Math.ceil(site.height / window[0]), Math.ceil(site.width / window[1])] as const;
  const inputs = cells[0] * cells[1] * site.channels;
  return {
    name: 'grid',
    dropWidth: width,
    channels: {
      count: width,
      each: { operations: inputs, parameters: inputs + 1 },
      keep: keepOutputs,
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
