// No network at all: the heads read a photo as a coarse grid of mean shades. What a network for photos has to beat.

import { avgPool, concat, mul, reshape, sub, tensor } from '@tensorflow/tfjs-core';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { FeaturePlan, ImageFeature } from '../data/features.ts';
import { createPreparation } from './preparation.ts';
import type { Trunk } from './trunk.ts';

/** Cells a side, at most. */
const cells = 8;

/** Columns of the table stand beside the grid where there are any. */
export function createLinearImageTrunk(plan: FeaturePlan, feature: ImageFeature): Trunk {
  const { height, width, channels, mean, deviation } = feature;
  const window: [number, number] = [Math.ceil(height / cells), Math.ceil(width / cells)];
  const grid = Math.ceil(height / window[0]) * Math.ceil(width / window[1]) * channels;
  const columns = createPreparation(plan);
  const row = (values: readonly number[]) => tensor([...values], [1, 1, 1, channels], 'float32');
  return {
    prepare: (inputs) => {
      const pixels = inputs['image']!;
      const rows = pixels.shape[0]!;
      const shaped = reshape(pixels, [rows, height, width, channels]);
      const scaled = mul(sub(shaped, row(mean)), row(deviation.map((value) => 1 / value)));
      const shades = reshape(avgPool(scaled as Tensor4D, window, window, 'same'), [rows, grid]);
      return { columns: columns.width > 0 ? concat([shades, columns.apply(inputs)], 1) : shades, kept: [] };
    },
    layers: [
      {
        name: 'cells',
        dropWidth: 0,
        start: () => ({}),
        apply: (_parameters, input) => reshape(input, [1, input.shape[0]!, grid + columns.width]),
      },
    ],
    members: 1,
    width: grid + columns.width,
  };
}
