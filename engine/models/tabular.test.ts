import { expect, test } from 'vitest';
import { createRng } from '../base/rng.ts';
import type { FeaturePlan, NumericFeature } from '../data/features.ts';
import { trunkOf } from './capacity.ts';
import { startTrunk } from './trunk.ts';

const column = (name: string): NumericFeature => ({
  column: name,
  part: 'value',
  origin: 0,
  center: 0,
  scale: 1,
  quantiles: [-1, 0, 1],
  canMiss: false,
});
const plan: FeaturePlan = { numeric: ['a', 'b', 'c'].map(column), categorical: [], leftOut: [] };
const shapesOf = (one: FeaturePlan): Record<string, readonly number[]> =>
  Object.fromEntries(
    Object.entries(startTrunk(trunkOf(one, 'small'), createRng(1))).map(([name, { shape }]) => [name, shape]),
  );

test('a plan that says nothing of embeddings has them, as models saved before did', () => {
  const shapes = shapesOf(plan);
  expect(shapes['embedding/weight']).toBeDefined();
  // The three numbers themselves, and eight of each behind its embedding.
  expect(shapes['dense0/weight']).toEqual([3 + 3 * 8, 64]);
});

test('plain numbers go into the first layer as they are', () => {
  const shapes = shapesOf({ ...plan, plainNumbers: true });
  expect(Object.keys(shapes).some((name) => name.startsWith('embedding'))).toBe(false);
  expect(shapes['dense0/weight']).toEqual([3, 64]);
});
