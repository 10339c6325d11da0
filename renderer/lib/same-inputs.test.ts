import { expect, test } from 'vitest';
import type { RunSummary } from '../../engine/contract/runs.ts';
import { haveSameInputs, ofNewestInputs } from './same-inputs.ts';

const run = (queuedAt: number, kind: RunSummary['kind'], ...excluded: string[]): RunSummary =>
  ({ kind, queuedAt, ...(excluded.length > 0 ? { excluded } : {}) }) as unknown as RunSummary;

test('runs without a column are told from those with it, in whatever order columns were left out', () => {
  const [before, after] = [run(1, 'recipe', '連番'), run(2, 'recipe', '日時', '連番')];
  expect(haveSameInputs([before, after])).toBe(false);
  expect(haveSameInputs([after, run(3, 'recipe', '連番', '日時'), run(1, 'constant')])).toBe(true);
  expect(ofNewestInputs([after, before, run(2, 'reference', '連番', '日時')])).toHaveLength(2);
  expect(ofNewestInputs([before, run(3, 'recipe', '連番')])).toHaveLength(2);
});

test('without a trained run nothing is left out', () => {
  const baselines = [run(1, 'constant'), run(1, 'reference', 'x')];
  expect(ofNewestInputs(baselines)).toEqual(baselines);
  expect(haveSameInputs(baselines)).toBe(true);
});
