// Time left, the layout of numbers, and the file format: the small arithmetic of a run.

import { describe, expect, test } from 'vitest';
import { packFile, unpackFile } from './binary-file.ts';
import { flatten, layOut, modelArrays, stretch } from './layout.ts';
import { learningRate, pacing } from './pacing.ts';
import { createTimeLeft, expectedEnd } from './time-left.ts';

describe('time left', () => {
  test('is not told before enough has been seen', () => {
    const left = createTimeLeft();
    for (let i = 0; i < 20; i++) left.step(200);
    expect(left.seconds(100, 1)).toBeNull();
  });
  test('counts steps and what happens between epochs', () => {
    const left = createTimeLeft();
    for (let i = 0; i < 100; i++) left.step(50);
    left.between(500);
    // 200 steps of 50 ms and 4 breaks of half a second.
    expect(left.seconds(200, 4)).toBeCloseTo(12, 3);
  });
  test('follows what happens between epochs, however it was before', () => {
    const left = createTimeLeft();
    for (let epoch = 0; epoch < 100; epoch++) {
      for (let i = 0; i < 10; i++) left.step(10);
      left.between(epoch < 50 ? 10 : 100);
    }
    // 50 epochs of 10 steps of 10 ms and a break of 100 ms, which came up 10 s ago: two thirds of the way there.
    const first = 10 * (0.1 + 0.01);
    const then = 10 * (0.1 + 0.1);
    expect(left.seconds(100, 10)!).toBeGreaterThan(first + 0.6 * (then - first));
    expect(left.seconds(100, 10)!).toBeLessThan(then);
  });
  test('an epoch that takes hours leaves a time to tell', () => {
    const left = createTimeLeft();
    for (let i = 0; i < 100; i++) left.step(20);
    left.between(1000);
    for (let i = 0; i < 100; i++) left.step(200_000);
    // Of 1 s a break as before, 2 of them; the steps by what they became.
    expect(left.seconds(0, 2)!).toBeCloseTo(2, 3);
    expect(left.seconds(10, 0)!).toBeCloseTo(2000, 0);
  });
  test('follows a machine that became twice as slow within 30 %', () => {
    const left = createTimeLeft();
    for (let i = 0; i < 200; i++) left.step(20);
    for (let i = 0; i < 400; i++) left.step(40);
    expect(left.seconds(1000, 0)! / 40).toBeGreaterThan(0.7);
  });
  // Epochs that improved in trainings of real tables, the epochs laid out and the patience. The formula was chosen on
  // the first three; Energy and the gas turbine are a check.
  const upTo = (last: number): number[] => Array.from({ length: last }, (_, i) => i + 1);
  const histories: Record<string, { improved: number[]; epochs: number; patience: number }> = {
    'AI4I joint': { improved: [...upTo(8), 12, 19, 23], epochs: 79, patience: 20 },
    'AI4I twins': { improved: [...upTo(8), 11, 12, 16, 17, 18, 21, 35], epochs: 79, patience: 20 },
    'EDM joint': { improved: [...upTo(8), ...upTo(19).slice(10), 20, 23], epochs: 300, patience: 75 },
    'Energy joint': {
      improved: [
        ...[
          ...upTo(11),
          13,
          15,
          22,
          23,
          25,
          27,
          33,
          34,
          35,
          37,
          39,
          40,
          44,
          47,
          48,
          50,
          51,
          54,
          55,
          56,
          63,
          65,
          66,
          69,
        ],
        ...[72, 73, 76, 78, 82, 93, 103, 112, 114, 119, 124, 125, 143, 146, 151, 154, 165, 168, 187, 199],
      ],
      epochs: 250,
      patience: 63,
    },
    'Energy twins': {
      improved: [
        ...[
          ...upTo(12),
          15,
          17,
          18,
          19,
          20,
          22,
          23,
          24,
          26,
          27,
          29,
          30,
          31,
          33,
          37,
          40,
          41,
          46,
          47,
          52,
          55,
          56,
          60,
          71,
        ],
        ...[72, 77, 85, 86, 90, 95, 104, 119, 124, 127, 132, 142],
      ],
      epochs: 250,
      patience: 63,
    },
    'gas turbine joint': {
      improved: [...[...upTo(14), 16, 17, 19, 20, 22, 23, 26, 27, 32, 35, 37, 38, 42, 43, 45, 51, 52, 53, 54]],
      epochs: 55,
      patience: 14,
    },
  };
  /** Share of what is told after each epoch, from a fifth of the way on, that is within 30 % of the truth. */
  const shareNear = (improved: readonly number[], epochs: number, patience: number): number => {
    const end = Math.min(epochs, improved.at(-1)! + patience);
    const told = upTo(end - 2).slice(Math.ceil(0.2 * end) - 1);
    const near = told.filter((epoch) => {
      const seen = improved.filter((each) => each <= epoch);
      const ratio = (expectedEnd(epoch, seen, epochs, patience) - epoch) / (end - epoch);
      return ratio > 0.7 && ratio < 1.3;
    });
    return near.length / told.length;
  };
  test.each(Object.keys(histories))('most of what is told is within 30 %% of the truth: %s', (name) => {
    const { improved, epochs, patience } = histories[name]!;
    expect(shareNear(improved, epochs, patience)).toBeGreaterThan(0.6);
  });
  test('over all of them it is three quarters', () => {
    const shares = Object.values(histories).map((each) => shareNear(each.improved, each.epochs, each.patience));
    expect(shares.reduce((sum, share) => sum + share, 0) / shares.length).toBeGreaterThan(0.75);
  });
  test('a training that improves all the time takes all epochs laid out', () => {
    for (const epoch of [80, 150, 299]) expect(expectedEnd(epoch, upTo(epoch), 300, 75)).toBe(300);
  });
  test('the last epochs of waiting are told exactly, and no epoch is promised beyond those laid out', () => {
    expect(expectedEnd(80, [1, 2, 3, 6], 300, 75)).toBe(81);
    expect(expectedEnd(295, [1, 200, 290], 300, 75)).toBe(300);
    expect(expectedEnd(5, [], 300, 75)).toBeGreaterThan(5);
  });
  test('the first slow steps do not count', () => {
    const left = createTimeLeft();
    for (let i = 0; i < 5; i++) left.step(5000);
    for (let i = 0; i < 100; i++) left.step(20);
    expect(left.seconds(50, 0)).toBeCloseTo(1, 6);
  });
});

describe('the layout of numbers', () => {
  const array = (...values: number[]) => ({ shape: [values.length], data: Float32Array.from(values) });
  const arrays = {
    'task/1/w': array(5),
    'weighting/vector': array(9, 9),
    'shared/b': array(1, 2),
    'task/0/w': array(3, 4),
  };
  const layout = layOut(arrays);
  test('shared first, then task by task, the weighting last', () => {
    expect(Array.from(flatten(arrays, layout))).toEqual([1, 2, 3, 4, 5, 9, 9]);
    expect(layout.modelSize).toBe(5);
    expect(stretch(layout, 0)).toEqual({ from: 2, to: 4 });
  });
  test('goes back to the same arrays, without the weighting', () => {
    const model = modelArrays(flatten(arrays, layout), layout);
    expect(Array.from(model['task/0/w']!.data)).toEqual([3, 4]);
    expect(model['weighting/vector']).toBeUndefined();
  });
});

describe('pacing', () => {
  test('the learning rate rises, peaks and ends at zero', () => {
    expect(learningRate(0, 1000)).toBeLessThan(learningRate(49, 1000));
    expect(learningRate(50, 1000)).toBeGreaterThan(learningRate(500, 1000));
    expect(learningRate(1000, 1000)).toBeCloseTo(0, 9);
  });
  test('small and large tables both get a bounded number of steps', () => {
    for (const rows of [100, 500, 10_000, 1_000_000]) {
      const { stepsPerEpoch, epochs } = pacing(rows, {});
      expect(stepsPerEpoch * epochs).toBeLessThan(10_000);
      expect(epochs).toBeGreaterThanOrEqual(8);
    }
    expect(pacing(500, { epochs: 17 }).epochs).toBe(17);
  });
});

describe('the file format', () => {
  test('brings back header and arrays, and numbers that JSON has no word for', () => {
    const bytes = packFile(
      'model',
      { best: Number.POSITIVE_INFINITY, none: Number.NaN, text: '寸法' },
      { w: { shape: [2, 1], data: Float32Array.of(1.5, -2) } },
    );
    const { header, arrays } = unpackFile('model', bytes);
    expect(header).toEqual({ best: Number.POSITIVE_INFINITY, none: Number.NaN, text: '寸法' });
    expect(arrays['w']).toEqual({ shape: [2, 1], data: Float32Array.of(1.5, -2) });
  });
  test('any changed byte is found', () => {
    const bytes = packFile('model', {}, { w: { shape: [1], data: Float32Array.of(1) } });
    for (let i = 0; i < bytes.length; i++) {
      const changed = bytes.slice();
      changed[i]! ^= 64;
      expect(() => unpackFile('model', changed)).toThrow();
    }
  });
  test('another kind of file is refused', () => {
    expect(() => unpackFile('checkpoint', packFile('model', {}, {}))).toThrowError(
      expect.objectContaining({ facts: { reason: 'other' } }),
    );
  });
});
