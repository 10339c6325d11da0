import { describe, expect, test } from 'vitest';
import { createRng } from '../../base/rng.ts';
import { gains, groupByAffinity, groupsOf, similarity, startAffinity, track } from './affinity.ts';

test('a gain is the share of its loss a task has lost; no gain without a loss above 0 (3.9)', () => {
  const found = gains([2, 1, 0, -1, Number.NaN, 1, 1], [1, 1.5, 1, 1, 1, Number.POSITIVE_INFINITY, Number.NaN]);
  expect(found.slice(0, 2)).toEqual([0.5, -0.5]);
  expect(found.slice(2).every(Number.isNaN)).toBe(true);
});

test('3.11 item 5: a constant gain v gives v (1 - (1 - beta)^n) after n bookings', () => {
  let affinity = startAffinity(2);
  for (let n = 1; n <= 20; n++) {
    affinity = track(affinity, [0], [1, 1], [0.7, 0.9], 0.1);
    expect(affinity.matrix[0]![0]).toBeCloseTo(0.3 * (1 - 0.9 ** n), 12);
    expect(affinity.matrix[0]![1]).toBeCloseTo(0.1 * (1 - 0.9 ** n), 12);
  }
  expect(affinity.matrix[1]).toEqual([0, 0]);
});

test('a group shares its effect between its members', () => {
  // Three members each lose 30 %: each is credited with 10 %, on members and others alike.
  const { matrix } = track(startAffinity(4), [0, 1, 2], [1, 1, 1, 1], [0.7, 0.7, 0.7, 0.7], 1);
  expect(
    matrix
      .slice(0, 3)
      .flat()
      .every((value) => Math.abs(value - 0.1) < 1e-12),
  ).toBe(true);
  expect(matrix[3]).toEqual([0, 0, 0, 0]);
});

test('members moved apart are booked as a conflict with the larger gain, negative', () => {
  // Gains 0.4 and -0.2: both pairs get -0.4 / 2; task 1 leaves its own entry alone, since it lost.
  const { matrix, conflicts } = track(startAffinity(2), [0, 1], [1, 1], [0.6, 1.2], 1);
  expect(matrix[0]![0]).toBeCloseTo(0.2, 12);
  expect(matrix[0]![1]).toBeCloseTo(-0.2, 12);
  expect(matrix[1]![0]).toBeCloseTo(-0.2, 12);
  expect(matrix[1]![1]).toBe(0);
  expect(conflicts).toEqual([
    [0, 1],
    [1, 0],
  ]);
});

test('opposite gains of the same size are a conflict too', () => {
  expect(track(startAffinity(2), [0, 1], [1, 1], [0.5, 1.5], 1).conflicts[0]![1]).toBe(1);
});

test('a task without a label in the batch is neither source, nor target, nor a sharer of the effect', () => {
  const before = track(startAffinity(3), [0], [1, 1, 1], [0.9, 0.9, 0.9], 1);
  const { matrix } = track(before, [0, 1], [1, Number.NaN, 1], [0.5, Number.NaN, 0.8], 1);
  expect(matrix[0]).toEqual([0.5, expect.closeTo(0.1, 12), expect.closeTo(0.2, 12)]);
  expect(matrix[1]).toEqual([0, 0, 0]);
});

test('a loss that is no number leaves what was tracked as it is', () => {
  const before = track(startAffinity(2), [0], [1, 1], [0.9, 0.9], 0.5);
  const { matrix } = track(before, [0], [1, 1], [Number.NaN, Number.POSITIVE_INFINITY], 0.5);
  expect(matrix).toEqual(before.matrix);
});

describe('similarity', () => {
  test('is in units of the target’s own, and symmetric', () => {
    // X[0][1] = 0.1 / 0.2 and X[1][0] = 0.3 / 0.4, their mean 0.625.
    expect(
      similarity([
        [0.4, 0.1],
        [0.3, 0.2],
      ]),
    ).toEqual([
      [1, 0.625],
      [0.625, 1],
    ]);
  });
  test('is unknown while some task never helped itself: the groups then stay', () => {
    const matrix = [
      [0.4, 0.1],
      [0.3, 0],
    ];
    expect(similarity(matrix)).toBeNull();
    expect(groupByAffinity(matrix, 'median', createRng(1))).toBeNull();
  });
});

describe('3.11 item 3: two tasks that always gain alike', () => {
  test('have equal entries in each row, and X12 = 1 exactly where they are updated together', () => {
    const rng = createRng(5);
    let affinity = startAffinity(2);
    for (let step = 0; step < 200; step++) {
      const after = 1 - 0.2 * rng.next();
      affinity = track(affinity, [0, 1], [1, 1], [after, after], 0.05);
    }
    const [[a, b], [c, d]] = affinity.matrix as [[number, number], [number, number]];
    expect([b, c, d]).toEqual([a, a, a]);
    expect(similarity(affinity.matrix)![0]![1]).toBeCloseTo(1, 12);
  });
  test('updated by turns, each row has equal entries and X12 = (r + 1/r) / 2 of the rows’ ratio r, near 1', () => {
    const rng = createRng(5);
    let affinity = startAffinity(2);
    for (let step = 0; step < 1000; step++) {
      const after = 1 - 0.2 * rng.next();
      affinity = track(affinity, [step % 2], [1, 1], [after, after], 0.01);
    }
    const [[a, b], [c, d]] = affinity.matrix as [[number, number], [number, number]];
    expect([b, c]).toEqual([a, d]);
    expect(similarity(affinity.matrix)![0]![1]).toBeCloseTo((a / d + d / a) / 2, 12);
    expect(similarity(affinity.matrix)![0]![1]).toBeCloseTo(1, 2);
  });
});

test('groups cover every task once, whatever the affinities', () => {
  const rng = createRng(11);
  for (let round = 0; round < 200; round++) {
    const count = 2 + rng.integer(11);
    const matrix = Array.from({ length: count }, (_, i) =>
      Array.from({ length: count }, (_, k) => (i === k ? 0.5 + rng.next() : rng.normal())),
    );
    const groups = groupByAffinity(matrix, round % 2 ? 'median' : 'minimum', rng);
    expect(groups === null || [...groups.flat()].sort((a, b) => a - b)).toEqual(
      groups === null || Array.from({ length: count }, (_, k) => k),
    );
  }
});

test('classes become groups in the order of their first member', () => {
  expect(groupsOf([1, 0, 1, 2])).toEqual([[0, 2], [1], [3]]);
});
