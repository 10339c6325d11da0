import { expect, test } from 'vitest';
import type { WeightNote } from '../runs.ts';
import { weightSentence } from './weight-notes.ts';

const note = (change: WeightNote['change'], reason: WeightNote['reason']): WeightNote => ({
  epoch: 3,
  taskId: 'a',
  change,
  from: 0.5,
  to: change === 'raised' ? 0.7 : 0.3,
  reason,
});

test('a turn that follows the losses is explained by them', () => {
  expect(weightSentence(note('raised', 'loss-larger'), '反り量', 'ja')).toContain('遅れています');
  expect(weightSentence(note('lowered', 'loss-smaller'), 'warp', 'en')).toContain('falling faster');
});

test('a turn that evens out the weighted losses is told so', () => {
  expect(weightSentence(note('lowered', 'discrepancy'), '反り量', 'ja')).toContain('そろう向きの変化です');
  expect(weightSentence(note('raised', 'discrepancy'), 'warp', 'en')).toContain('closer together');
});

test('a turn against the losses, as a search makes them, is not explained by them', () => {
  const up = weightSentence(note('raised', 'loss-smaller'), '反り量', 'ja');
  expect(up).toContain('50 % から 70 % に上げました');
  expect(up).not.toContain('早く減っています');
  expect(up).toContain('説明できない');
  expect(weightSentence(note('lowered', 'loss-larger'), 'warp', 'en')).toContain('does not explain');
});
