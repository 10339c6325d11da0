// The convolution network for series: every column by itself, on its own level, and fewer channels with the same answers.

import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { createRng } from '../base/rng.ts';
import type { SeriesFeature } from '../data/features.ts';
import type { ForecastHead } from '../tasks/rules.ts';
import type { HostArrays } from './arrays.ts';
import { createSeriesConvolution } from './series-convolution.ts';
import { applyTrunk, startTrunk } from './trunk.ts';
import type { Parameters } from './trunk.ts';

const [lookback, horizon, rows] = [50, 6, 3];
const feature: SeriesFeature = {
  lookback,
  horizon,
  channels: ['a', 'b'].map((column) => ({ column, mean: 0, deviation: 1 })),
  known: [],
  season: 8,
};
const head: ForecastHead = { columns: ['a', 'b'], horizon, outputs: 1, means: [0, 0], deviations: [1, 1] };

beforeAll(() => tf.setBackend('cpu'));

const tensorsOf = (arrays: HostArrays): Parameters =>
  Object.fromEntries(Object.entries(arrays).map(([name, { shape, data }]) => [name, tf.tensor(data, [...shape])]));

function shaken(arrays: HostArrays, by: number): HostArrays {
  const rng = createRng(4);
  return Object.fromEntries(
    Object.entries(arrays).map(([name, { shape, data }]) => [
      name,
      { shape, data: data.map((value) => value + by * rng.normal()) },
    ]),
  );
}

const chance = createRng(1);
const windows = Float32Array.from({ length: rows * lookback * 2 }, () => chance.normal());
const inColumn = (column: number, change: (value: number) => number): Float32Array =>
  windows.map((value, i) => (i % 2 === column ? change(value) : value));

/** Forecasts `[rows][2][horizon]` flat, of a network whose numbers are first values with chance added. */
function forecasts(seen: Float32Array, by = 0.2): number[] {
  const trunk = createSeriesConvolution(feature, 'small');
  const layer = trunk.forecastHead!(head);
  const body = tensorsOf(shaken(startTrunk(trunk, createRng(2)), by));
  const prepared = trunk.prepare({ series: tf.tensor(seen, [rows, lookback, 2]) });
  const top = tensorsOf(shaken(layer.start(createRng(3)), by));
  return [...layer.apply(top, applyTrunk(trunk, body, prepared), prepared).dataSync()];
}

const columnOf = (place: number): number => Math.floor(place / horizon) % 2;

test('before any training it forecasts the level of each window', () => {
  forecasts(windows, 0).forEach((value, place) => {
    const row = Math.floor(place / horizon / 2);
    const seen = windows
      .subarray(row * lookback * 2, (row + 1) * lookback * 2)
      .filter((_, i) => i % 2 === columnOf(place));
    expect(value).toBeCloseTo(seen.reduce((sum, one) => sum + one, 0) / lookback, 4);
  });
});

test('a column is forecast from its own window alone', () => {
  const before = forecasts(windows);
  const after = forecasts(inColumn(1, (value) => value ** 2));
  const moved = after.map((value, place) => Math.abs(value - before[place]!));
  moved.forEach((distance, place) => {
    if (columnOf(place) === 0) expect(distance).toBeLessThan(1e-6);
  });
  expect(Math.max(...moved)).toBeGreaterThan(0.1);
});

test('a series moved by a constant is forecast as much higher', () => {
  // Gain and shift of a chance head are not those of a level: it is put back once times the gain of 1.
  const before = forecasts(windows);
  const after = forecasts(inColumn(0, (value) => value + 50));
  after.forEach((value, place) => expect(value - before[place]!).toBeCloseTo(columnOf(place) === 0 ? 50 : 0, 3));
});

test.each([1, 5, 24, 336])('a window of %i rows leaves about as many steps to read as any long one', (length) => {
  const trunk = createSeriesConvolution({ ...feature, lookback: length }, 'medium');
  const { shape } = startTrunk(trunk, createRng(1))['window/weight']!;
  expect(shape[0]).toBeGreaterThanOrEqual(1);
  expect(shape[0]).toBeLessThanOrEqual(36);
  const prepared = trunk.prepare({ series: tf.zeros([rows, length, 2]) });
  expect(applyTrunk(trunk, tensorsOf(startTrunk(trunk, createRng(1))), prepared).shape).toEqual([1, rows * 2, 64]);
});
