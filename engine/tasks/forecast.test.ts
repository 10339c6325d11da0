// Forecasts as a kind of task: what is read as label, what the mean forecast costs, and that judging agrees with training.

import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import type { ForecastTask, Task } from '../contract/tasks.ts';
import type { Table } from '../data/table.ts';
import { createRng } from '../base/rng.ts';
import { forecast } from './forecast.ts';

beforeAll(() => tf.setBackend('cpu'));

function tableOf(columns: Record<string, readonly number[]>): Table {
  const rowCount = Object.values(columns)[0]!.length;
  return {
    rowCount,
    columns: Object.entries(columns).map(([name, values]) => ({
      kind: 'number',
      name,
      unit: null,
      values: Float64Array.from(values),
    })),
    source: { file: new Uint16Array(rowCount), line: new Uint32Array(rowCount), files: ['series.csv'] },
  };
}

const common = { id: 'next', data: 'main', importance: 1, kind: 'forecast' } as const;
const two: Task = { ...common, target: 'a', targets: ['a', 'b'], lookback: 2, horizon: 2 };

test('what comes after a row is read column by column, missing beyond the end of its own series', () => {
  const table = tableOf({ a: [1, 2, 3, 4, 5, 6], b: [10, 20, 30, 40, 50, 60] });
  const targets = forecast.encode(table, two, Uint32Array.of(3, 3, 3, 3, 5, 5));
  const ahead = (row: number): number[] => {
    const found = new Float32Array(4);
    targets.ahead!.read(row, found);
    return [...found];
  };
  expect(ahead(0)).toEqual([2, 3, 20, 30]);
  expect(ahead(2)).toEqual([4, NaN, 40, NaN]);
  expect([...targets.values]).toEqual([1, 1, 1, NaN, 1, NaN]);
});

test('mean and deviation are those of all rows that training windows read or forecast, and of no other', () => {
  const table = tableOf({ a: [900, 1, 3, 1, 3, 900, 900], b: [0, 5, 5, 9, 9, 0, 0] });
  // One origin, row 2: it reads rows 1 and 2 and forecasts rows 3 and 4.
  const head = forecast.fit(forecast.encode(table, two), [2]);
  expect(head.forecast!.means).toEqual([2, 7]);
  expect(head.forecast!.deviations).toEqual([1, 2]);
  // Everywhere one deviation from the mean: Huber's loss of 1 is 1/2.
  expect(head.constantLoss).toBe(0.5);
});

test('where the task does not say how far it looks back, what the program chose counts', () => {
  const table = tableOf({ a: [900, 1, 3, 1, 3, 900, 900], b: [0, 5, 5, 9, 9, 0, 0] });
  const { lookback: _, ...open } = two as ForecastTask;
  const targets = forecast.encode(table, open);
  expect(forecast.fit(targets, [2], { lookback: 2 }).forecast!.means).toEqual([2, 7]);
  // Row 2 alone is read, rows 3 and 4 are forecast: (3 + 1 + 3) / 3 and (5 + 9 + 9) / 3.
  const [a, b] = forecast.fit(targets, [2], { lookback: 1 }).forecast!.means;
  expect(a).toBeCloseTo(7 / 3, 9);
  expect(b).toBeCloseTo(23 / 3, 9);
});

test('with an interval the mean forecast also costs the pinball losses of the best constant ends', () => {
  const series = Array.from({ length: 101 }, (_, i) => i - 50);
  const task: Task = { ...common, target: 'a', lookback: 1, horizon: 1, interval: 0.8 };
  const targets = forecast.encode(tableOf({ a: series }), task);
  const rows = Array.from({ length: 100 }, (_, i) => i);
  const head = forecast.fit(targets, rows);
  const point = forecast.fit(
    forecast.encode(tableOf({ a: series }), { ...common, target: 'a', lookback: 1, horizon: 1 }),
    rows,
  );
  // Values -50 to 50, ends at -40 and 40. Lower: 10 values below by 1 to 10, each 0.9 of it; 90 above by 1 to 90, 0.1 of it.
  const lower = (0.9 * 55 + 0.1 * ((90 * 91) / 2)) / 101;
  const deviation = Math.sqrt((101 ** 2 - 1) / 12);
  expect(head.forecast!.deviations[0]).toBeCloseTo(deviation, 9);
  expect(head.constantLoss - point.constantLoss).toBeCloseTo((0.5 * 2 * lower) / deviation, 9);
});

test.each([undefined, 0.9])(
  'interval %s: judging gives the training loss of the same forecasts, missing values left out',
  (interval) => {
    const rng = createRng(1);
    const a = Array.from({ length: 40 }, (_, i) => (i === 20 ? NaN : rng.normal()));
    const b = a.map((_, i) => 100 * rng.normal() + i);
    const task: Task = {
      ...common,
      target: 'a',
      targets: ['a', 'b'],
      lookback: 2,
      horizon: 3,
      ...(interval ? { interval } : {}),
    };
    const targets = forecast.encode(tableOf({ a, b }), task);
    const rows = Uint32Array.from({ length: 36 }, (_, i) => i + 1);
    const head = forecast.fit(targets, rows);
    const outputs = tf.tensor3d(
      Float32Array.from({ length: rows.length * head.outputSize }, () => rng.normal()),
      [1, rows.length, head.outputSize],
    );
    const labels = new Float32Array(rows.length * 6);
    rows.forEach((row, i) => targets.ahead!.read(row, labels.subarray(i * 6, i * 6 + 6)));
    expect(labels.some(Number.isNaN)).toBe(true);
    const loss = forecast.loss(
      outputs,
      tf.tensor2d(labels, [rows.length, 6]),
      tf.ones([rows.length]) as tf.Tensor1D,
      head,
    );
    const predictions = forecast.predict(outputs, head).dataSync() as Float32Array;
    expect(forecast.judge(predictions, targets, rows, head).loss).toBeCloseTo(loss.dataSync()[0]!, 4);
  },
);

test('a perfect forecast costs nothing', () => {
  const values = Array.from({ length: 12 }, (_, i) => (i * 7) % 5);
  const targets = forecast.encode(tableOf({ a: values, b: values }), two);
  const rows = [1, 2, 3, 4, 5];
  const head = forecast.fit(targets, rows);
  const exact = new Float32Array(rows.length * 4);
  rows.forEach((row, i) => targets.ahead!.read(row, exact.subarray(i * 4, i * 4 + 4)));
  expect(forecast.judge(exact, targets, rows, head)).toEqual({ loss: 0, metric: 0 });
});

test('the metric of judging is the MASE: error over the seasonal naive error of training, each column in its own', () => {
  const a = [1, 5, 2, 8, 3, 7, 4, 4, 4, 4];
  const b = a.map((value) => 100 * value);
  const targets = forecast.encode(tableOf({ a, b }), two);
  // Origins 1 to 3 read rows 0 to 3 and forecast rows 2 to 5. Two rows back: |2-1|, |8-5|, |3-2|, |7-8| have mean 1.5.
  const head = forecast.fit(targets, [1, 2, 3], { season: 2 });
  expect(head.forecast!.naive).toEqual([1.5, 150]);
  // Off by 3 in a and by 150 in b: (3 / 1.5 + 150 / 150) / 2.
  const off = new Float32Array(4);
  targets.ahead!.read(5, off);
  const predictions = off.map((value, place) => value + (place < 2 ? 3 : 150));
  expect(forecast.judge(predictions, targets, [5], head).metric).toBeCloseTo(1.5, 6);
});

test('the naive error never compares two series, and a column that repeats exactly has none', () => {
  const table = tableOf({ a: [1, 3, 5, 7, 500, 501, 503, 505], b: [1, 2, 1, 2, 1, 2, 1, 2] });
  const targets = forecast.encode(table, two, Uint32Array.of(3, 3, 3, 3, 7, 7, 7, 7));
  const head = forecast.fit(targets, [1, 5], { season: 1 });
  // Steps of 2, 2, 2 and 1, 2, 2: row 4 is not compared with row 3.
  expect(head.forecast!.naive![0]).toBeCloseTo(11 / 6, 9);
  const repeats = forecast.fit(targets, [1, 5], { season: 2 });
  expect(repeats.forecast!.naive![1]).toBeNull();
  const exact = new Float32Array(4);
  targets.ahead!.read(5, exact);
  expect(forecast.judge(exact, targets, [5], repeats).metric).toBe(0);
});

test('a meter that counts up to large numbers is refused by the column’s name: its steps would be rounded away', () => {
  const meter = Array.from({ length: 12 }, (_, i) => 123_456_789 + 0.1 * i);
  const table = tableOf({ a: meter.map((_, i) => i), b: meter });
  expect(() => forecast.encode(table, two)).toThrow(
    expect.objectContaining({ code: 'task.differences-too-small', facts: expect.objectContaining({ column: 'b' }) }),
  );
});
