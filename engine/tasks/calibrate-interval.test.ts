// Intervals held against validation rows: the share inside on rows never seen, and what must not change them.

import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { createRng } from '../base/rng.ts';
import type { Task } from '../contract/tasks.ts';
import type { Table } from '../data/table.ts';
import { calibrated, stretchEnds } from './calibrate-interval.ts';
import { forecast } from './forecast.ts';
import type { TaskHead } from './rules.ts';
import type { TaskTargets } from './targets.ts';

beforeAll(() => tf.setBackend('cpu'));

/** 80 % of a normal variable lie within this many deviations of its mean. */
const inside80 = 1.2816;
const wanted = 0.8;
const each = 3000;

interface Case {
  readonly head: TaskHead;
  readonly targets: TaskTargets;
  readonly rows: readonly number[];
  readonly predictions: Float32Array;
}

/** Noise of deviation 1 around 0, forecast as 0 with ends this far away, in units of the right ones; half of the rows validate. */
function noiseForecast(reach: number, rows = 2 * each, seed = 1): Case {
  const rng = createRng(seed);
  const values = Float64Array.from({ length: rows + 1 }, () => rng.normal());
  const task: Task = {
    ...{ id: 'load', data: 'main', target: 'load', kind: 'forecast', importance: 1 },
    ...{ horizon: 1, lookback: 4, interval: wanted },
  };
  const table: Table = {
    rowCount: values.length,
    columns: [{ kind: 'number', name: 'load', unit: null, values }],
    source: { file: new Uint16Array(values.length), line: new Uint32Array(values.length), files: ['noise.csv'] },
  };
  const targets = forecast.encode(table, task);
  const all = Array.from({ length: rows }, (_, row) => row);
  return {
    head: forecast.fit(targets, all),
    targets,
    rows: all,
    predictions: Float32Array.from(all.flatMap(() => [0, -reach * inside80, reach * inside80])),
  };
}

const firstHalf =
  ({ rows }: Case) =>
  (row: number) =>
    row < rows.length / 2;

function calibrate(made: Case, season: number | null = null): TaskHead {
  return calibrated(made.head, made.targets, made.predictions, made.rows, firstHalf(made), season);
}

/** The share inside on the rows that do not validate. */
function heldOut({ rows, targets, predictions }: Case): number {
  const actual = new Float32Array(1);
  const tested = rows.filter((row) => row >= rows.length / 2);
  const held = tested.filter((row) => {
    targets.ahead!.read(row, actual);
    return actual[0]! >= predictions[row * 3 + 1]! && actual[0]! <= predictions[row * 3 + 2]!;
  });
  return held.length / tested.length;
}

test.each([0.3, 0.5, 0.8, 1.3, 2])(
  'ends %f times as far away as right hold 80 %% of new values afterwards',
  (reach) => {
    const made = noiseForecast(reach);
    stretchEnds(made.predictions, calibrate(made));
    // Chance of the rows calibrated on and of the rows judged on; three deviations of their sum.
    const deviation = Math.sqrt((2 * wanted * (1 - wanted)) / each);
    // Drawing back: at 0.8 and 1.3 the share inside is 10 points off, its blocks a point and a half apart: by about 3 %.
    expect(Math.abs(heldOut(made) - wanted)).toBeLessThan(3 * deviation + 0.005);
  },
);

test('ends that are right stay where they are in most cases, and never move far', () => {
  const factors = Array.from({ length: 40 }, (_, seed) => {
    const { forecast: shape } = calibrate(noiseForecast(1, 1200, seed));
    return shape!.stretch?.[0] ?? 1;
  });
  // Of t with five degrees of freedom, |t| > sqrt(5 / 3) has a chance of 25 %: 10 of 40, deviation 2.7.
  expect(factors.filter((factor) => factor !== 1).length).toBeLessThanOrEqual(18);
  for (const factor of factors) expect(Math.abs(Math.log(factor))).toBeLessThan(0.15);
});

test('rows that do not validate are not read: with other values there the factor is the same', () => {
  const made = noiseForecast(0.5);
  const ahead = made.targets.ahead!;
  const blind: TaskTargets = {
    ...made.targets,
    ahead: {
      ...ahead,
      read: (row, into) => {
        if (!firstHalf(made)(row)) throw new Error(`row ${row} is of the test part`);
        ahead.read(row, into);
      },
    },
  };
  const predictions = made.predictions.map((value, i) => (i < 3 * each ? value : NaN));
  const one = calibrated(made.head, blind, predictions, made.rows, firstHalf(made), null);
  expect(one.forecast!.stretch).toEqual(calibrate(made).forecast!.stretch);
  expect(one.forecast!.stretch![0]).toBeGreaterThan(1.7);
});

test('one bad stretch of the validation part moves little, although it alone makes the share inside far too small', () => {
  const made = noiseForecast(1);
  // A sixth of the validation rows has ends a tenth as far away: about 10 % inside there, 68 % in all.
  made.predictions.forEach((value, i) => {
    if (i < each / 2) made.predictions[i] = value / 10;
  });
  // Six shares of 0.1 and five times 0.8: mean 0.68, t = 1, where chance alone gives t^2 of 5/3: nothing is done.
  expect(calibrate(made)).toBe(made.head);
});

test('rows too few for six blocks of a week widen ends that are too near by less, and never narrow them', () => {
  const factor = (made: Case, season: number | null): number => calibrate(made, season).forecast!.stretch?.[0] ?? 1;
  // 140 rows validate, six blocks of 23: three weeks of days each, but not one day of hours: 23 of 168.
  const few = noiseForecast(0.3, 280);
  expect(factor(few, 7)).toBeGreaterThan(2);
  expect(factor(few, 24)).toBeCloseTo(factor(few, 7) ** (23 / 168), 10);
  const wide = noiseForecast(2, 280);
  expect(factor(wide, 7)).toBeLessThan(0.7);
  expect(calibrate(wide, 24)).toBe(wide.head);
  // Six blocks of 168 hours, and of 167.
  const weeks = noiseForecast(2, 2 * 6 * 168);
  expect(factor(weeks, 24)).toBeLessThan(0.7);
  const less = noiseForecast(2, 2 * 6 * 168 - 2);
  expect(calibrate(less, 24)).toBe(less.head);
  // Five rows make no six blocks.
  const none = noiseForecast(0.3, 10);
  expect(calibrate(none)).toBe(none.head);
});

test('forecasts without an interval are left as they are', () => {
  const made = noiseForecast(0.3, 280);
  const shape = made.head.forecast!;
  const point: TaskHead = { ...made.head, outputSize: 1, forecast: { ...shape, outputs: 1 } };
  const alone = made.predictions.filter((_, i) => i % 3 === 0);
  expect(calibrated(point, made.targets, alone, made.rows, firstHalf(made), null)).toBe(point);
});

test('what the model puts out is what predictions already made are stretched to, and the point does not move', () => {
  const made = noiseForecast(0.5);
  const head = calibrate(made);
  const { means, deviations } = head.forecast!;
  const outputs = tf.tensor([0.4, -0.3, 1.4, 2, 1.9, 2.05], [1, 2, 3]) as tf.Tensor3D;
  const plain = Float32Array.from(forecast.predict(outputs, made.head).dataSync());
  const stretched = forecast.predict(outputs, head).dataSync();
  stretchEnds(plain, head);
  plain.forEach((value, i) => expect(stretched[i]).toBeCloseTo(value, 5));
  expect(stretched[0]).toBeCloseTo(0.4 * deviations[0]! + means[0]!, 5);
  const factor = head.forecast!.stretch![0]!;
  expect(stretched[1]! - stretched[0]!).toBeCloseTo(factor * -0.7 * deviations[0]!, 5);
});

test('many machines make no more weeks: rows of several series tell as much as the longest of them', () => {
  // 3,000 hours validate: six blocks of more than a week as one series, of 25 hours each as those of 20 machines.
  const made = noiseForecast(0.5);
  expect(calibrate(made, 24).forecast!.stretch![0]).toBeGreaterThan(1.5);
  const ahead = (machines: number) => ({
    ...made.targets.ahead!,
    strandOf: (row: number) => Math.floor(((row % each) * machines) / each),
  });
  const short = { ...made, targets: { ...made.targets, ahead: ahead(20) } };
  // The factor asked for is about 2: of blocks that short 2 ** (25 / 168) = 1.11.
  expect(calibrate(short, 24).forecast!.stretch![0]).toBeLessThan(1.15);
  // Two machines of 1,500 hours: blocks of ten days, in which both count.
  const long = { ...made, targets: { ...made.targets, ahead: ahead(2) } };
  expect(calibrate(long, 24).forecast!.stretch![0]).toBeGreaterThan(1.5);
});
