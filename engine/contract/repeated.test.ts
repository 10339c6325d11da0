// A failure is made good by training the same again, and by nothing else.

import { expect, test } from 'vitest';
import { isRepeated } from './repeated.ts';
import type { RunSummary } from './runs.ts';
import { plainRecipe } from './yardsticks.ts';

const run = (queuedAt: number, changes: Partial<RunSummary> = {}): RunSummary => ({
  id: `run-${queuedAt}`,
  projectId: 'p',
  snapshotId: null,
  kind: 'recipe',
  recipe: plainRecipe,
  seed: 1,
  state: 'failed',
  queuedAt,
  startedAt: null,
  endedAt: null,
  epochs: 0,
  failure: null,
  result: null,
  decision: null,
  ...changes,
});

test('the same training, queued later, stands for a failure; another seed or recipe does not', () => {
  const failed = run(1);
  expect(isRepeated(failed, [failed])).toBe(false);
  expect(isRepeated(failed, [failed, run(2)])).toBe(true);
  expect(isRepeated(run(2), [failed, run(2)])).toBe(false);
  expect(isRepeated(failed, [failed, run(2, { seed: 2 })])).toBe(false);
  expect(isRepeated(failed, [failed, run(2, { recipe: { ...plainRecipe, weighting: 'bilevel' } })])).toBe(false);
});
