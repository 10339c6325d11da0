// The toy problem from all five starts (methods.md 1.8; 1.12 item 6, 6.5 item 6).

import { beforeAll, expect, test } from 'vitest';
import { createExecutor } from '../../runtime/index.ts';
import type { Executor } from '../../runtime/index.ts';
import { bilevel } from './bilevel.ts';
import { equal } from './equal.ts';
import { famo } from './famo.ts';
import { toyEnds } from './toy-runner.ts';

let executor: Executor;
beforeAll(async () => {
  executor = await createExecutor('cpu');
});

const near = ([l1, l2]: readonly number[], [a, b]: readonly [number, number]): boolean =>
  Math.abs(l1! - a) < 0.02 && Math.abs(l2! - b) < 0.02;

test('full bilevel balancing reaches the balanced point from all five starts', async () => {
  const ends = await toyEnds(executor, {
    weighting: bilevel,
    settings: { variant: 'full', tau: 'one', normalisation: 'identical', lambda: 0.5 },
    scales: [0.1, 1], // known scales of the toy: the balanced point is where both are equal
  });
  // x = (0, -8.4), where 10 l1 = l2.
  expect(
    ends.filter((end) => near(end, [-1.509, -15.092])),
    JSON.stringify(ends),
  ).toHaveLength(5);
}, 600_000);

test('plain summation ends near the corner of the larger loss in four runs; the one from (9, 9) is stuck, as published', async () => {
  const ends = await toyEnds(executor, { weighting: equal });
  const known = [0, 1, 3, 4].map((run) => ends[run]!);
  expect(
    known.filter((end) => near(end, [-0.38, -19.828])),
    JSON.stringify(ends),
  ).toHaveLength(4);
  expect(Math.abs(ends[2]![0]! - 0.73)).toBeLessThan(0.02);
}, 600_000);

test('FAMO ends at its five published points', async () => {
  const ends = await toyEnds(executor, {
    weighting: famo,
    settings: { gamma: 0 },
    least: [-2.1, -21],
    clip: 1,
  });
  const published: readonly (readonly [number, number])[] = [
    [-1.438, -15.751],
    [-1.52, -14.983],
    [-1.556, -14.603],
    [-1.367, -16.332],
    [-1.725, -12.318],
  ];
  ends.forEach((end, run) => expect(near(end, published[run]!), JSON.stringify(ends)).toBe(true));
}, 600_000);
