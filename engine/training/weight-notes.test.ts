// Which changes of weights are told, and what they are put down to.

import { expect, test } from 'vitest';
import type { EpochRecord } from '../contract/runs.ts';
import { weightSentence } from '../contract/text/weight-notes.ts';
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
test('a change that evens out the weighted losses is told so, unless how the losses fall explains it', () => {
  const weights = [
    [0.5, 0.5],
    [0.35, 0.65],
  ];
  const lagging = [
    [1, 1],
    [0.9, 0.4],
  ];
  // At its old weight the first task would have 0.5/0.35 times its share, the other 0.5/0.65 times: 65 % of the weighted losses in place of 50 %.
  const evened = history(weights, lagging).map((record) => ({ ...record, contributions: [0.5, 0.5] }));
  expect(noteHistory(evened, ['size', 'judge']).map(({ reason }) => reason)).toEqual(['discrepancy', 'discrepancy']);
  // From an even half it went to 35 %: nothing is evened out.
  const parted = history(weights, lagging).map((record) => ({ ...record, contributions: [0.35, 0.65] }));
  expect(noteHistory(parted, ['size', 'judge']).map(({ reason }) => reason)).toEqual(['loss-larger', 'loss-smaller']);
  const leading = history(weights, [
    [1, 1],
    [0.4, 0.9],
  ]).map((record) => ({ ...record, contributions: [0.5, 0.5] }));
  expect(noteHistory(leading, ['size', 'judge']).map(({ reason }) => reason)).toEqual(['loss-smaller', 'loss-larger']);
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
