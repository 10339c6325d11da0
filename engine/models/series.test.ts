// The trunk for series: what it makes of a window, what its linear maps are, and heads whose ends never cross.

import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { createRng } from '../base/rng.ts';
import type { SeriesFeature } from '../data/features.ts';
import type { ForecastHead } from '../tasks/rules.ts';
import type { HostArrays } from './arrays.ts';
import { averagedRows, throughAverage } from './series-average.ts';
import { trendScale } from './series-forecast.ts';
import { createSeriesTrunk } from './series.ts';
import { applyTrunk, startTrunk } from './trunk.ts';
import type { Parameters, Trunk } from './trunk.ts';

const lookback = 24;
const horizon = 6;
const rows = 3;
const feature: SeriesFeature = {
  lookback,
  horizon,
  channels: [
    { column: 'a', mean: 10, deviation: 2 },
    { column: 'b', mean: -5, deviation: 0.5 },
  ],
  known: ['hour'],
  season: 8,
};
const pointHead: ForecastHead = { columns: ['a', 'b'], horizon, outputs: 1, means: [10, -5], deviations: [2, 0.5] };

beforeAll(() => tf.setBackend('cpu'));

const tensorsOf = (arrays: HostArrays): Parameters =>
  Object.fromEntries(Object.entries(arrays).map(([name, { shape, data }]) => [name, tf.tensor(data, [...shape])]));

/** Parameters of a chance model: the first values are zero, which would hide mistakes. */
function shaken(arrays: HostArrays, seed: number): HostArrays {
  const rng = createRng(seed);
  return Object.fromEntries(
    Object.entries(arrays).map(([name, { shape, data }]) => [
      name,
      { shape, data: data.map((value) => value + 0.2 * rng.normal()) },
    ]),
  );
}

/** Windows around the columns' own means, `[rows][lookback][2]` flat. */
function chanceWindows(seed = 1): Float32Array {
  const rng = createRng(seed);
  return Float32Array.from({ length: rows * lookback * 2 }, (_, i) =>
    i % 2 === 0 ? 10 + 2 * rng.normal() : -5 + 0.5 * rng.normal(),
  );
}

const ahead = Float32Array.from({ length: rows * horizon }, (_, i) => Math.sin(i));

function inputsOf(windows: Float32Array): Record<string, tf.Tensor> {
  return { series: tf.tensor(windows, [rows, lookback, 2]), known: tf.tensor(ahead, [rows, horizon, 1]) };
}

/** Forecasts in the columns' units, `[rows][2][horizon]` flat. */
function forecastOf(trunk: Trunk, body: Parameters, top: Parameters, windows: Float32Array): number[] {
  const prepared = trunk.prepare(inputsOf(windows));
  const outputs = trunk.forecastHead!(pointHead).apply(top, applyTrunk(trunk, body, prepared), prepared);
  const column = (values: readonly number[]): tf.Tensor => tf.tensor([...values], [1, 2, 1]);
  const shaped = tf.reshape(outputs, [rows, 2, horizon]);
  return [...tf.add(tf.mul(shaped, column(pointHead.deviations)), column(pointHead.means)).dataSync()];
}

function chanceModel(size: 'small' | 'medium' | 'large') {
  const trunk = createSeriesTrunk(feature, size);
  const body = tensorsOf(shaken(startTrunk(trunk, createRng(1)), 2));
  const top = tensorsOf(shaken(trunk.forecastHead!(pointHead).start(createRng(3)), 4));
  return { trunk, body, top };
}

function expectClose(found: readonly number[], wanted: readonly number[], digits = 4): void {
  expect(found).toHaveLength(wanted.length);
  found.forEach((value, i) => expect(value).toBeCloseTo(wanted[i]!, digits));
}

/** The average written out: row t holds the weights of the window's values in the average around t. */
function averagingMatrix(size: number, width: number): number[][] {
  return Array.from({ length: size }, (_, t) => {
    const weights = Array<number>(size).fill(0);
    for (let at = t - (width - 1) / 2; at <= t + (width - 1) / 2; at++) {
      weights[Math.min(Math.max(at, 0), size - 1)]! += 1 / width;
    }
    return weights;
  });
}

const productOf = (matrix: readonly (readonly number[])[], vector: readonly number[]): number[] =>
  matrix.map((row) => row.reduce((sum, weight, k) => sum + weight * vector[k]!, 0));

test('the moving average repeats the ends of the window, and what is constant is all trend', () => {
  // (3+3+6)/3, (3+6+0)/3, (6+0+9)/3, (0+9+12)/3, (9+12+12)/3
  expectClose(productOf(averagingMatrix(5, 3), [3, 6, 0, 9, 12]), [4, 3, 5, 7, 11]);
  expectClose(productOf(averagingMatrix(9, 7), Array<number>(9).fill(4)), Array<number>(9).fill(4));
});

test.each([
  [5, 1],
  [5, 3],
  [5, 5],
  [24, 9],
  [24, 23],
  [336, 25],
])('a map of the average of %i rows, %i at a time, is the transposed average of the map', (size, width) => {
  const rng = createRng(width);
  const map = Array.from({ length: size }, () => [rng.normal(), rng.normal()]);
  const found = throughAverage(tf.tensor2d(map), width).arraySync();
  const matrix = averagingMatrix(size, width);
  for (const output of [0, 1]) {
    const transposed = matrix[0]!.map((_, k) => matrix.map((row) => row[k]!));
    const wanted = productOf(
      transposed,
      map.map((row) => row[output]!),
    );
    expectClose(
      found.map((row) => row[output]!),
      wanted,
      5,
    );
  }
});

test('it averages about one season, always an odd number of rows that the window can hold', () => {
  expect([24, 7, null].map((season) => averagedRows(season, 336))).toEqual([25, 7, 25]);
  expect(averagedRows(24, 10)).toBe(9);
  expect(averagedRows(24, 1)).toBe(1);
});

test('one matrix stands for both maps: trend through its own, the rest through the other', () => {
  const { trunk, body, top } = chanceModel('medium');
  const windows = chanceWindows();
  const { columns } = trunk.prepare(inputsOf(windows));
  const values = columns.arraySync() as number[][];
  const features = (applyTrunk(trunk, body, trunk.prepare(inputsOf(windows))).arraySync() as number[][][])[0]!;
  const weight = body['forecast/weight']!.arraySync() as number[][][];
  const bias = body['forecast/bias']!.arraySync() as number[];
  const average = averagingMatrix(lookback, averagedRows(8, lookback));
  values.forEach((row, r) => {
    for (let c = 0; c < 2; c++) {
      const window = row.slice(c * lookback, (c + 1) * lookback);
      const trend = productOf(average, window);
      const [level, spread] = [row[2 * lookback + c]!, row[2 * lookback + 2 + c]!];
      for (let h = 0; h < horizon; h++) {
        const sum = window.reduce(
          (total, x, t) => total + trend[t]! * trendScale * weight[0]![t]![h]! + (x - trend[t]!) * weight[1]![t]![h]!,
          bias[h]!,
        );
        expect(features[r]![c * horizon + h]).toBeCloseTo(sum * spread + level, 3);
      }
    }
  });
  expect(Object.keys(top)).toContain('gain');
});

test('before any training it forecasts the level of the window', () => {
  const trunk = createSeriesTrunk(feature, 'medium');
  const body = tensorsOf(startTrunk(trunk, createRng(1)));
  const top = tensorsOf(trunk.forecastHead!(pointHead).start(createRng(3)));
  const windows = chanceWindows();
  const found = forecastOf(trunk, body, top, windows);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < 2; c++) {
      const seen = Array.from({ length: lookback }, (_, t) => windows[(r * lookback + t) * 2 + c]!);
      const mean = seen.reduce((a, b) => a + b) / lookback;
      for (let h = 0; h < horizon; h++) expect(found[(r * 2 + c) * horizon + h]).toBeCloseTo(mean, 4);
    }
  }
});

test.each(['small', 'medium'] as const)('%s: a series moved by a constant is forecast as much higher', (size) => {
  const { trunk, body, top } = chanceModel(size);
  const windows = chanceWindows();
  const moved = windows.map((value, i) => (i % 2 === 0 ? value + 50 : value));
  const [before, after] = [windows, moved].map((seen) => forecastOf(trunk, body, top, seen));
  const wanted = before!.map((value, i) => (Math.floor(i / horizon) % 2 === 0 ? value + 50 : value));
  expectClose(after!, wanted, 3);
});

test('a pure sine is continued exactly by the linear map that its two last values determine', () => {
  const plain: SeriesFeature = { ...feature, channels: [{ column: 'a', mean: 10, deviation: 2 }], known: [] };
  const trunk = createSeriesTrunk(plain, 'small');
  const turn = (2 * Math.PI) / 8; // three whole periods a window: its mean is the sine's own level
  const weight = new Float32Array(lookback * horizon);
  for (let h = 0; h < horizon; h++) {
    // sin(w (t + n)) = (sin(w (n + 1)) sin(w t) - sin(w n) sin(w (t - 1))) / sin(w), n = h + 1
    weight[(lookback - 1) * horizon + h] = Math.sin(turn * (h + 2)) / Math.sin(turn);
    weight[(lookback - 2) * horizon + h] = -Math.sin(turn * (h + 1)) / Math.sin(turn);
  }
  const start = startTrunk(trunk, createRng(1));
  const body = tensorsOf({ ...start, 'forecast/weight': { shape: [1, lookback, horizon], data: weight } });
  const head: ForecastHead = { columns: ['a'], horizon, outputs: 1, means: [0], deviations: [1] };
  const sine = (t: number): number => 30 + 4 * Math.sin(turn * t + 0.3);
  const series = tf.tensor(
    Array.from({ length: lookback }, (_, t) => sine(t)),
    [1, lookback, 1],
  );
  const prepared = trunk.prepare({ series });
  const features = applyTrunk(trunk, body, prepared);
  const layer = trunk.forecastHead!(head);
  const found = [...layer.apply(tensorsOf(layer.start(createRng(1))), features, prepared).dataSync()];
  expectClose(
    found,
    Array.from({ length: horizon }, (_, h) => sine(lookback + h)),
  );
});

test.each(['medium', 'large'] as const)(
  '%s: a missing value stands for the one before it and never spreads',
  (size) => {
    const { trunk, body, top } = chanceModel(size);
    const windows = chanceWindows();
    const at = (t: number): number => (lookback + t) * 2; // row 1, column a
    const held = windows.slice();
    for (const t of [10, 11, 12, 23]) held[at(t)] = windows[at(t === 23 ? 22 : 9)]!;
    const missing = held.slice();
    for (const t of [10, 11, 12, 23]) missing[at(t)] = NaN;
    expectClose(forecastOf(trunk, body, top, missing), forecastOf(trunk, body, top, held), 5);
  },
);

test('a column without any value is taken at its training mean; the rest of the batch is as it was', () => {
  const { trunk, body, top } = chanceModel('medium');
  const windows = chanceWindows();
  const empty = windows.map((value, i) => (i >= lookback * 2 && i < lookback * 4 && i % 2 === 0 ? NaN : value));
  const [before, after] = [windows, empty].map((seen) => forecastOf(trunk, body, top, seen));
  const own = (i: number): boolean => Math.floor(i / horizon) === 2; // row 1, column a
  after!.forEach((value, i) => (own(i) ? expect(value).not.toBeNaN() : expect(value).toBeCloseTo(before![i]!, 4)));
  const { columns } = trunk.prepare(inputsOf(empty));
  const [level, , , , lacking] = [...columns.dataSync()].slice(2 * lookback + 6 + horizon + 2 * lookback);
  expect([level, lacking]).toEqual([0, 1]);
});

test('the ends of an interval never cross the point, whatever was learned, and asking for them does not move it', () => {
  const { trunk, body, top } = chanceModel('medium');
  const head: ForecastHead = { ...pointHead, outputs: 3 };
  const layer = trunk.forecastHead!(head);
  const prepared = trunk.prepare(inputsOf(chanceWindows()));
  const features = applyTrunk(trunk, body, prepared);
  for (const seed of [1, 2, 3]) {
    const wild = shaken(layer.start(createRng(seed)), seed);
    for (const name of ['width', 'widthBySpread', 'widthByKnown'])
      wild[name]!.data.forEach((x, i, all) => (all[i] = 30 * x + 5));
    const parameters = tensorsOf(wild);
    const found = layer.apply({ ...parameters, ...top }, features, prepared).dataSync();
    const points = trunk.forecastHead!(pointHead).apply(top, features, prepared).dataSync();
    points.forEach((point, i) => {
      expect(found[i * 3]).toBeCloseTo(point, 5);
      expect(found[i * 3 + 1]!).toBeLessThanOrEqual(found[i * 3]!);
      expect(found[i * 3 + 2]!).toBeGreaterThanOrEqual(found[i * 3]!);
    });
  }
});

test('a head takes its own columns in its own order, and fewer rows ahead than the trunk offers', () => {
  const { trunk, body, top } = chanceModel('medium');
  const windows = chanceWindows();
  const whole = forecastOf(trunk, body, top, windows);
  const head: ForecastHead = { columns: ['b'], horizon: 4, outputs: 1, means: [-5], deviations: [1] };
  const prepared = trunk.prepare(inputsOf(windows));
  const features = applyTrunk(trunk, body, prepared);
  const row = (name: string, from: number): tf.Tensor => tf.slice(top[name]!, [1, 0], [1, from]);
  const own = {
    ...top,
    gain: row('gain', 1),
    shift: row('shift', 4),
    knownOut: tf.slice(top['knownOut']!, [0, 1], [-1, 1]),
  };
  const found = [...trunk.forecastHead!(head).apply(own, features, prepared).dataSync()].map((value) => value - 5);
  expectClose(
    found,
    Array.from({ length: rows }, (_, r) => whole.slice((2 * r + 1) * horizon, (2 * r + 1) * horizon + 4)).flat(),
  );
});
