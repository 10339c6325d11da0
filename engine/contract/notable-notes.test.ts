import { expect, test } from 'vitest';
import type { WeightNote } from './runs.ts';
import { notableNotes } from './notable-notes.ts';

const note = (epoch: number, to: number, change: WeightNote['change'] = 'raised'): WeightNote => ({
  epoch,
  taskId: 'a',
  change,
  from: 0.5,
  to,
  reason: 'unknown',
});

test('the largest changes are kept, in the order in which they happened', () => {
  const notes = [note(1, 0.52), note(2, 0.9), note(3, 0.55), note(4, 0.1)];
  expect(notableNotes(notes, 2).map((one) => one.epoch)).toEqual([2, 4]);
});

test('a collapse is always among them', () => {
  const notes = [note(1, 0.9), note(2, 0.51, 'collapsed'), note(3, 0.9)];
  expect(notableNotes(notes, 1).map((one) => one.epoch)).toEqual([2]);
});
