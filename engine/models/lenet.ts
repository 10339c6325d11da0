// The network that multi-task papers train on MultiMNIST (Sener and Koltun 2018, after LeCun et al. 1998), for their
// tables only: two 5 x 5 convolutions of 10 and 20 channels, each with a 2 x 2 maximum behind, then 50 numbers.

import { add, conv2d, maxPool, mul, relu, reshape } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { keepLast, keepRows, uniform } from './arrays.ts';
import type { PictureShape } from './convolution.ts';
import { keptBehind } from './trunk.ts';
import type { Inputs, Layer, Parameters, Trunk } from './trunk.ts';

const width = 50;

/** @param pixels scaled pixels of a batch's inputs, `[rows, ...]` with height x width x channels numbers a row. Pure tfjs. */
export function createLenetTrunk(picture: PictureShape, pixels: (inputs: Inputs) => Tensor): Trunk {
  const first = pooled(picture, 10);
  const second = pooled(first, 20);
  const layers = [
    layer('conv0', picture, 5, 10, true),
    layer('conv1', first, 5, 20, true),
    layer('dense', second, second.height, width, false),
  ];
  return {
    prepare: (inputs) => {
      const values = pixels(inputs);
      const shape = [values.shape[0]!, picture.height, picture.width, picture.channels];
      return { columns: reshape(values, shape), kept: keptBehind(layers, inputs) };
    },
    layers,
    members: 1,
    width,
  };
}

function pooled({ height, width: across }: PictureShape, channels: number): PictureShape {
  return { height: (height - 4) / 2, width: (across - 4) / 2, channels };
}

/** Without padding; pooled to half, or, as wide as what it reads, a fully connected layer `[1, rows, channels]`. */
function layer(name: string, from: PictureShape, side: number, channels: number, pools: boolean): Layer {
  const reads = side * side * from.channels;
  const places = (from.height - side + 1) * (from.width - side + 1);
  const limit = Math.sqrt(1 / reads);
  return {
    name,
    dropWidth: pools ? 0 : channels,
    channels: {
      count: channels,
      each: { operations: reads * places, parameters: reads + 1 },
      places: pools ? places / 4 : 1,
      keep: (parameters, kept, inputs) =>
        Object.fromEntries(
          Object.entries(parameters).map(([key, array]) => [
            key,
            keepLast(key === 'weight' && inputs ? keepRows(array, inputs) : array, kept),
          ]),
        ),
    },
    start: (rng) => ({
      weight: uniform([side, side, from.channels, channels], limit, rng.fork('weight')),
      bias: uniform([channels], limit, rng.fork('bias')),
    }),
    apply: (parameters: Parameters, input, kept) => {
      const seen = add(conv2d(input as Tensor4D, parameters['weight'] as Tensor4D, 1, 'valid'), parameters['bias']!);
      if (pools) return relu(maxPool(seen as Tensor4D, 2, 2, 'valid'));
      // Fewer than 50 where a method has removed some.
      const features = reshape(relu(seen), [1, input.shape[0]!, seen.shape[3]!]);
      return kept ? mul(features, reshape(kept, [1, input.shape[0]!, channels])) : features;
    },
  };
}
