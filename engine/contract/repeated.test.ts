// A failure is made good by training the same again, and by nothing else.

import { expect, test } from 'vitest';
import { summary } from '../store/testing/records.ts';
import { isRepeated } from './repeated.ts';
import type { RunSummary } from './runs.ts';
import { plainRecipe } from './yardsticks.ts';

const run = (queuedAt: number, changes: Partial<RunSummary> = {}): RunSummary =>
  summary(`run-${queuedAt}`, 'p', { recipe: plainRecipe, state: 'failed', queuedAt, ...changes });

test('the same training, queued later, stands for a failure; another seed or recipe does not', () => {
  const failed = run(1);
  expect(isRepeated(failed, [failed])).toBe(false);
  expect(isRepeated(failed, [failed, run(2)])).toBe(true);
  expect(isRepeated(run(2), [failed, run(2)])).toBe(false);
  expect(isRepeated(failed, [failed, run(2, { seed: 2 })])).toBe(false);
  expect(isRepeated(failed, [failed, run(2, { recipe: { ...plainRecipe, weighting: 'bilevel' } })])).toBe(false);
});
