import { expect, test } from 'vitest';
import type { TaskHead } from '../tasks/rules.ts';
import { jointScore } from './keeper.ts';

const head = (importance: number, kind: 'classification' | 'regression' = 'classification'): TaskHead => ({
  task: { id: 'grade', data: 'main', target: 'grade', kind, importance },
  classes: ['A', 'B'],
  outputSize: 2,
  center: 0,
  scale: 1,
  startBias: [0, 0],
  constantLoss: 0.5,
  labelled: 100,
});
const scoreOf = (losses: readonly (number | null)[], importance: readonly number[] = losses.map(() => 1)): number =>
  jointScore(
    losses.map((loss) => ({ loss, metric: null })),
    importance.map((each) => head(each)),
  );

test("up to a constant answer's loss the score is the mean of losses over that loss, by importance", () => {
  expect(scoreOf([0.5, 0.1])).toBeCloseTo((1 + 0.2) / 2);
  expect(scoreOf([0.5, 0.1], [1, 3])).toBeCloseTo((1 + 3 * 0.2) / 4);
  expect(scoreOf([null, 0.1])).toBeCloseTo(0.2);
});

test('a task that only gets worse does not hide what three others still learn', () => {
  // Losses over a constant answer's: the first task from 1.2 to 3.2, the others from 0.9 to 0.35. Their plain mean rises.
  expect(scoreOf([1.6, 0.175, 0.175, 0.175])).toBeLessThan(scoreOf([0.6, 0.45, 0.45, 0.45]));
  expect((3.2 + 3 * 0.35) / 4).toBeGreaterThan((1.2 + 3 * 0.9) / 4);
});

test('worse is worse at any size, and nothing jumps at the loss of a constant answer', () => {
  expect(scoreOf([50])).toBeGreaterThan(scoreOf([5]));
  expect(scoreOf([0.5 + 1e-6]) - scoreOf([0.5 - 1e-6])).toBeCloseTo(0, 5);
  // Slope 1 on both sides: 0.01 more loss is 0.02 more of a constant answer's 0.5.
  expect(scoreOf([0.51]) - scoreOf([0.5])).toBeCloseTo(0.02, 3);
});

test('a quantity counts by its error, not by the square of it', () => {
  const heads = [head(1), head(1, 'regression')];
  const score = (classification: number, quantity: number): number =>
    jointScore(
      [classification, quantity].map((relative) => ({ loss: relative * 0.5, metric: null })),
      heads,
    );
  expect(score(0.1, 0.04)).toBeCloseTo((0.1 + 0.2) / 2);
  expect(score(1, 1)).toBeCloseTo(1);
  // Breast cancer cells: the area's error halves (loss 0.056 to 0.014) while the diagnosis loses five hundredths: its plain mean rises.
  expect(score(0.18, 0.014)).toBeLessThan(score(0.13, 0.056));
  expect(0.18 + 0.014).toBeGreaterThan(0.13 + 0.056);
});
