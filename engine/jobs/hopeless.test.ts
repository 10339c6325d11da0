import { expect, test } from 'vitest';
import type { EpochRecord } from '../contract/runs.ts';
import { cannotWin } from './hopeless.ts';

/** A history whose two validation losses fall as `level + rest * 0.9^epoch`. */
function history(level: number, rest: number, count: number): EpochRecord[] {
  return Array.from({ length: count }, (_, epoch) => {
    const loss = level + rest * 0.9 ** epoch;
    return {
      epoch: epoch + 1,
      seconds: 1,
      trainLoss: [loss, loss],
      validationLoss: [loss, 2 * loss],
      validationMetric: [null, null],
      weights: [0.5, 0.5],
      learningRate: 1e-3,
    };
  });
}

const leader = history(0.1, 1, 60);

test('a run that has levelled off far above the leader cannot win', () => {
  expect(cannotWin(history(0.5, 1, 50), 60, leader)).toBe(true);
});
test('before half of its epochs every run goes on', () => {
  expect(cannotWin(history(0.5, 1, 29), 60, leader)).toBe(false);
});
test('a run that still falls fast enough goes on, though it is behind now', () => {
  // After 30 of 60 epochs 0.1 + 2 * 0.9^29 = 0.194: twice the leader's 0.102, but falling by a tenth an epoch.
  expect(cannotWin(history(0.1, 2, 30), 60, leader)).toBe(false);
});
test('a run within five percent of the leader goes on to the end', () => {
  expect(cannotWin(history(0.104, 1, 58), 60, leader)).toBe(false);
});
test('the leader itself, and a run beside no leader, go on', () => {
  expect(cannotWin(leader.slice(0, 45), 60, leader)).toBe(false);
  expect(cannotWin(history(9, 1, 50), 60, [])).toBe(false);
});
test('a task without labels on the validation rows is left out, not counted as perfect', () => {
  const unlabelled = (records: EpochRecord[]): EpochRecord[] =>
    records.map((record) => ({ ...record, validationLoss: [record.validationLoss[0]!, null] }));
  expect(cannotWin(unlabelled(history(0.5, 1, 50)), 60, unlabelled(leader))).toBe(true);
  expect(cannotWin(unlabelled(history(0.1, 1, 50)), 60, unlabelled(leader))).toBe(false);
});
test('an epoch in which a task lost its number is not taken for a perfect one', () => {
  const lost = history(0.5, 1, 50).map((record) =>
    record.epoch === 45 ? { ...record, validationLoss: [record.validationLoss[0]!, null] } : record,
  );
  expect(cannotWin(lost, 60, leader)).toBe(true);
});
