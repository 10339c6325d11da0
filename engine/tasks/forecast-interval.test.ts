import { expect, test } from 'vitest';
import { createRng } from '../base/rng.ts';
import type { TaskHead } from './rules.ts';
import { stretched, stretchOf } from './forecast-interval.ts';
import type { TaskTargets } from './targets.ts';

const horizon = 4;
const rows = Array.from({ length: 600 }, (_, row) => row);
const rng = createRng(1);
/** Column a: errors of deviation 2; column b: errors only upwards, between 0 and 10. */
const actual = rows.map(() =>
  Float32Array.from({ length: 2 * horizon }, (_, at) => (at < horizon ? 2 * rng.normal() : 10 * rng.next())),
);
const task = { id: 't', data: 'main', target: 'a', targets: ['a', 'b'], kind: 'forecast', horizon, interval: 0.8 };
const targets = {
  task,
  values: new Float32Array(rows.length).fill(1),
  classes: [],
  ahead: {
    columns: ['a', 'b'],
    horizon,
    width: 2 * horizon,
    read: (row: number, into: Float32Array) => into.set(actual[row]!),
  },
} as unknown as TaskTargets;
const head = { task, outputSize: 2 * horizon * 3 } as unknown as TaskHead;
/** Point 0, ends at -1 and 5 everywhere: too narrow below for a, far too wide below for b. */
const predictions = Float32Array.from({ length: rows.length * 2 * horizon * 3 }, (_, i) => [0, -1, 5][i % 3]!);
const shape = { columns: ['a', 'b'], horizon, outputs: 3, means: [0, 0], deviations: [1, 1], naive: [1, 1] } as const;

test('each end of each column is moved until the share beyond it is what it should be', () => {
  const validation = rows.slice(0, 300);
  const stretch = stretchOf(predictions, targets, rows, validation, head);
  // 80 % leave a tenth beyond each end: the 0.9 quantile of a normal of deviation 2 is 2.56, of 0..10 it is 9.
  expect(stretch.lower[0]).toBeCloseTo(2.56, 0);
  expect(stretch.upper[0]! * 5).toBeCloseTo(2.56, 0);
  expect(stretch.lower[1]).toBe(0.02);
  expect(stretch.upper[1]! * 5).toBeCloseTo(9, 0);
  const moved = stretched(predictions, shape, stretch);
  let inside = 0;
  for (const row of rows.slice(300))
    for (let h = 0; h < horizon; h++) {
      const from = row * head.outputSize + h * 3;
      const value = actual[row]![h]!;
      if (value >= moved[from + 1]! && value <= moved[from + 2]!) inside++;
    }
  expect(inside / (300 * horizon)).toBeCloseTo(0.8, 1);
  // Points stay, and column b is moved by its own factors.
  expect(moved[0]).toBe(0);
  expect(moved[horizon * 3 + 2]).toBeCloseTo(5 * stretch.upper[1]!, 5);
});

test('too few values leave the ends where they are', () => {
  expect(stretchOf(predictions, targets, rows, rows.slice(0, 12), head)).toEqual({ lower: [1, 1], upper: [1, 1] });
});
