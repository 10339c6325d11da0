// Time left, weight notes, the layout of numbers, and the file format: the small arithmetic of a run.

import { describe, expect, test } from 'vitest';
import { weightSentence } from '../contract/text/weight-notes.ts';
import type { EpochRecord } from '../contract/runs.ts';
import { packFile, unpackFile } from './binary-file.ts';
import { flatten, layOut, modelArrays, stretch } from './layout.ts';
import { learningRate, pacing } from './pacing.ts';
import { createTimeLeft, expectedEnd } from './time-left.ts';
import { noteHistory } from './weight-notes.ts';

function history(weights: number[][], losses: number[][] = weights.map(() => [1, 1])): EpochRecord[] {
  return weights.map((shares, i) => ({
    epoch: i + 1,
    seconds: 1,
    trainLoss: losses[i]!,
    validationLoss: [],
    validationMetric: [],
    weights: shares,
    learningRate: 0,
  }));
}

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
  test('follows a machine that became twice as slow within 30 %', () => {
    const left = createTimeLeft();
    for (let i = 0; i < 200; i++) left.step(20);
    for (let i = 0; i < 400; i++) left.step(40);
    expect(left.seconds(1000, 0)! / 40).toBeGreaterThan(0.7);
  });
  test('does not promise all laid-out epochs where training will stop early, nor the soonest stop where it goes on', () => {
    // 300 laid out, patience 75; the last improvement as seen on Friedman, digits and hydraulic tables (30, 29, 44) and
    // on one that goes on for long (169): from a third of the way on, what is left is never told below two thirds nor above twice.
    for (const lastBest of [29, 30, 44, 100, 169]) {
      const end = lastBest + 75;
      for (let epoch = Math.ceil(end / 3); epoch < end - 5; epoch++) {
        const ratio = (expectedEnd(epoch, Math.min(epoch, lastBest), 300, 75) - epoch) / (end - epoch);
        expect(ratio, `${epoch} of ${end}`).toBeGreaterThan(1 / 1.5);
        expect(ratio, `${epoch} of ${end}`).toBeLessThan(2);
      }
    }
    expect(expectedEnd(299, 299, 300, 75)).toBe(300);
    expect(expectedEnd(80, 6, 300, 75)).toBe(81);
  });
  test('the first slow steps do not count', () => {
    const left = createTimeLeft();
    for (let i = 0; i < 5; i++) left.step(5000);
    for (let i = 0; i < 100; i++) left.step(20);
    expect(left.seconds(50, 0)).toBeCloseTo(1, 6);
  });
});

describe('weight notes', () => {
  test('weights that hardly move give none', () => {
    expect(
      noteHistory(
        history([
          [0.5, 0.5],
          [0.55, 0.45],
          [0.52, 0.48],
        ]),
        ['a', 'b'],
      ),
    ).toEqual([]);
  });
  test('a large move is noted once, with the numbers and what the losses say', () => {
    const notes = noteHistory(
      history(
        [
          [0.5, 0.5],
          [0.35, 0.65],
          [0.35, 0.65],
        ],
        [
          [1, 1],
          [0.9, 0.4],
          [0.9, 0.4],
        ],
      ),
      ['size', 'judge'],
    );
    expect(notes).toEqual([
      { epoch: 2, taskId: 'size', change: 'lowered', from: 0.5, to: 0.35, reason: 'loss-larger' },
      { epoch: 2, taskId: 'judge', change: 'raised', from: 0.5, to: 0.65, reason: 'loss-smaller' },
    ]);
    expect(weightSentence(notes[0]!, '寸法', 'ja')).toContain('「寸法」の重みを 50 % から 35 % に下げました');
    expect(weightSentence(notes[1]!, 'judge', 'en')).toContain('raised from 50 % to 65 %');
  });
  test('one task above 95 % for three epochs is a collapse, told once', () => {
    const notes = noteHistory(
      history([
        [0.9, 0.1],
        [0.96, 0.04],
        [0.97, 0.03],
        [0.97, 0.03],
        [0.98, 0.02],
      ]),
      ['a', 'b'],
    );
    expect(notes.filter((note) => note.change === 'collapsed').map((note) => [note.epoch, note.taskId])).toEqual([
      [4, 'a'],
    ]);
  });
  test('a single task has nothing to note', () => {
    expect(noteHistory(history([[1], [1], [1], [1]], [[1], [1], [1], [1]]), ['a'])).toEqual([]);
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
