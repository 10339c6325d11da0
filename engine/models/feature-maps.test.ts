// Where maps of what decided are taken: as late as they are fine enough to show a place.

import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { createRng } from '../base/rng.ts';
import { createImageTrunk } from './image.ts';
import { photos } from './photo-sizes.ts';
import { applyTrunk, startTrunk } from './trunk.ts';

beforeAll(() => tf.setBackend('cpu'));

// Each stage halves the sides: the next one would have fewer than 15.
test.each([
  [64, 'medium'],
  [128, 'small'],
  [96, 'small'],
  [192, 'small'],
] as const)('of photos of %i pixels a side, %s: maps of 15 to 29 pixels a side', (side, size) => {
  const feature = { column: 'image', height: side, width: side, channels: 1, mean: [0.5], deviation: [0.2] };
  const shapes: number[][] = [];
  const trunk = createImageTrunk(feature, photos[size]).withMaps!((maps) => {
    shapes.push(maps.shape);
    return maps;
  });
  const arrays = Object.entries(startTrunk(trunk, createRng(1)));
  const parameters = Object.fromEntries(arrays.map(([name, { shape, data }]) => [name, tf.tensor(data, [...shape])]));
  applyTrunk(trunk, parameters, trunk.prepare({ image: tf.zeros([1, side * side]) }));
  expect(shapes).toHaveLength(1);
  const [, height, width] = shapes[0]!;
  expect(height).toBe(width);
  expect(height).toBeGreaterThanOrEqual(15);
  expect(height).toBeLessThan(30);
});
