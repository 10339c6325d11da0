// Columns known up to now beside those that are forecast: what their filters are, that nothing is added at first, and
// that a forecast looks at what it was given and at nothing else.

import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { createRng } from '../base/rng.ts';
import type { FeaturePlan, SeriesFeature } from '../data/features.ts';
import type { ForecastHead } from '../tasks/rules.ts';
import type { HostArrays } from './arrays.ts';
import { trunkOf } from './capacity.ts';
import { companionCost, companionNames, filterMatrix, startCompanions } from './series-companions.ts';
import { windowShape } from './series-window.ts';
import { applyTrunk, startTrunk } from './trunk.ts';
import type { Parameters } from './trunk.ts';

const [lookback, horizon, rows] = [24, 6, 3];
const targets = [
  { column: 'a', mean: 10, deviation: 2 },
  { column: 'b', mean: -5, deviation: 0.5 },
];
const helpers = ['x', 'y', 'z'].map((column, i) => ({ column, mean: i, deviation: 1 + i }));
const alone: SeriesFeature = { lookback, horizon, channels: targets, known: [], season: 8 };
const helped: SeriesFeature = { ...alone, channels: [...targets, ...helpers], companions: helpers.length };
const head: ForecastHead = { columns: ['a', 'b'], horizon, outputs: 3, means: [10, -5], deviations: [2, 0.5] };
type Kind = readonly [size: 'small' | 'medium' | 'large' | 'linear', network: 'convolution' | undefined];
const kinds: readonly Kind[] = [
  ['small', undefined],
  ['medium', undefined],
  ['large', undefined],
  ['linear', undefined],
  ['medium', 'convolution'],
];

beforeAll(() => tf.setBackend('cpu'));

const tensorsOf = (arrays: HostArrays): Parameters =>
  Object.fromEntries(Object.entries(arrays).map(([name, { shape, data }]) => [name, tf.tensor(data, [...shape])]));
const isCompanion = (name: string): boolean => companionNames.includes(name.split('/').at(-1)!);

/** Numbers that chance is added to, by a stream of their own each, so that other numbers change nothing. */
function shaken(arrays: HostArrays, which: (name: string) => boolean = () => true): HostArrays {
  return Object.fromEntries(
    Object.entries(arrays).map(([name, { shape, data }]) => {
      const rng = createRng(3).fork(name);
      return [name, { shape, data: which(name) ? data.map((value) => value + 0.2 * rng.normal()) : data }];
    }),
  );
}

const chance = createRng(1);
const seen = Float32Array.from({ length: rows * lookback * 5 }, (_, i) => {
  const { mean, deviation } = helped.channels[i % 5]!;
  return mean + deviation * chance.normal();
});
const withoutHelpers = Float32Array.from(
  { length: rows * lookback * 2 },
  (_, i) => seen[Math.floor(i / 2) * 5 + (i % 2)]!,
);

function forecasts(
  feature: SeriesFeature,
  [size, network]: Kind,
  values: Float32Array,
  which?: (name: string) => boolean,
): number[] {
  const plan: FeaturePlan = {
    numeric: [],
    categorical: [],
    leftOut: [],
    series: { ...feature, ...(network ? { network } : {}) },
  };
  const trunk = trunkOf(plan, size);
  const prepared = trunk.prepare({ series: tf.tensor(values, [rows, lookback, feature.channels.length]) });
  const body = tensorsOf(shaken(startTrunk(trunk, createRng(2)), which));
  const layer = trunk.forecastHead!(head);
  const top = tensorsOf(shaken(layer.start(createRng(4)), which));
  return [...layer.apply(top, applyTrunk(trunk, body, prepared), prepared).dataSync()];
}

test('a filter reads each window at the same lag from every row ahead, and nothing that is not known yet', () => {
  const columns = 2;
  const rng = createRng(5);
  const lags = Float32Array.from({ length: 3 * columns * lookback }, () => rng.normal());
  const map = filterMatrix(tf.tensor(lags, [3 * columns, lookback]), 3, horizon).arraySync();
  expect([map.length, map[0]!.length]).toEqual([3 * lookback, columns * horizon]);
  for (let p = 0; p < 3; p++) {
    for (let c = 0; c < columns; c++) {
      for (let i = 0; i < lookback; i++) {
        for (let h = 0; h < horizon; h++) {
          // Row h + 1 ahead stands lookback + h places behind the start of the window, this value i places.
          const lag = lookback + h - i;
          const wanted = lag <= lookback ? lags[(p * columns + c) * lookback + lag - 1]! : 0;
          expect(map[p * lookback + i]![c * horizon + h]).toBe(Math.fround(wanted));
        }
      }
    }
  }
});

test('a filter may be as short as one row', () => {
  const map = filterMatrix(tf.tensor([7], [1, 1]), 1, 3);
  expect(map.arraySync()).toEqual([[7, 0, 0]]);
});

test.each(kinds)(
  '%s, %s: with what reads companions at its start it forecasts as the model without them',
  (...kind) => {
    // A mixing network begins with the first values of what leads back to the columns: zero, whatever leads there.
    const which = (name: string): boolean => !isCompanion(name) && !/^mixing\/(across|acrossBias|back)$/.test(name);
    const without = forecasts(alone, kind, withoutHelpers, which);
    forecasts(helped, kind, seen, which).forEach((value, i) => expect(value).toBeCloseTo(without[i]!, 5));
  },
);

test.each(kinds)('%s, %s: every companion, and each moment of it, moves the forecast of every column', (...kind) => {
  const before = forecasts(helped, kind, seen);
  for (const companion of [2, 3, 4]) {
    for (const moment of [0, 11, lookback - 1]) {
      const after = forecasts(
        helped,
        kind,
        seen.map((value, i) => (i % 5 === companion && Math.floor(i / 5) % lookback === moment ? value + 1 : value)),
      );
      const points = after.map((value, i) => Math.abs(value - before[i]!)).filter((_, i) => i % 3 === 0);
      for (let place = 0; place < rows * 2; place++)
        expect(Math.max(...points.slice(place * horizon, (place + 1) * horizon))).toBeGreaterThan(1e-4);
    }
  }
});

test.each(kinds)(
  '%s, %s: a missing value of a companion is the one before it; without any it stands at its mean',
  (...kind) => {
    const at = (i: number): boolean => i % 5 === 3 && [9, 10, 11].includes(Math.floor(i / 5) % lookback);
    const held = seen.map((value, i) => (at(i) ? seen[i - 5 * ((Math.floor(i / 5) % lookback) - 8)]! : value));
    const missing = seen.map((value, i) => (at(i) ? NaN : value));
    const [wanted, found] = [held, missing].map((values) => forecasts(helped, kind, values));
    found!.forEach((value, i) => expect(value).toBeCloseTo(wanted![i]!, 5));
    const [still, empty] = [helped.channels[3]!.mean, NaN].map((all) =>
      forecasts(
        helped,
        kind,
        seen.map((value, i) => (i % 5 === 3 ? all : value)),
      ),
    );
    empty!.forEach((value, i) => expect(value).toBeCloseTo(still![i]!, 5));
  },
);

test('what a filter costs is counted, and every number that is learned', () => {
  const shape = windowShape(helped);
  const { parameters } = companionCost(shape, 2, horizon);
  const started = startCompanions(shape, 2, horizon, createRng(1));
  expect(Object.values(started).reduce((sum, { data }) => sum + data.length, 0)).toBe(parameters);
  expect(companionCost(windowShape(alone), 2, horizon)).toEqual({ operations: 0, parameters: 0 });
  expect(startCompanions(windowShape(alone), 2, horizon, createRng(1))).toEqual({});
});
