// No network at all: the heads read a photo as a coarse grid of mean shades. What a network for photos has to beat.

import { concat, mean as average, mul, reshape, sub, tensor } from '@tensorflow/tfjs-core';
import type { FeaturePlan, ImageFeature } from '../data/features.ts';
import { createPreparation } from './preparation.ts';
import type { Trunk } from './trunk.ts';

/** Cells a side, at most; fewer where the side is no multiple. */
const mostCells = 8;

/** Columns of the table stand beside the grid where there are any. */
export function createLinearImageTrunk(plan: FeaturePlan, feature: ImageFeature): Trunk {
  const { height, width, channels, mean, deviation } = feature;
  const [down, across] = [cellsOf(height), cellsOf(width)];
  const grid = down * across * channels;
  const columns = createPreparation(plan);
  const row = (values: readonly number[]) => tensor([...values], [1, 1, channels], 'float32');
  return {
    prepare: (inputs) => {
      const pixels = inputs['image']!;
      const rows = pixels.shape[0]!;
      const cells = reshape(pixels, [rows * down, height / down, across, width / across, channels]);
      const shades = reshape(average(cells, [1, 3]), [rows, down * across, channels]);
      const scaled = mul(sub(shades, row(mean)), row(deviation.map((value) => 1 / value)));
      const flat = reshape(scaled, [rows, grid]);
      return { columns: columns.width > 0 ? concat([flat, columns.apply(inputs)], 1) : flat, kept: [] };
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

function cellsOf(side: number): number {
  let cells = Math.min(mostCells, side);
  while (side % cells > 0) cells--;
  return cells;
}
