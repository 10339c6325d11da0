import { expect, test } from 'vitest';
import type { RunSummary } from '../../engine/contract/runs.ts';
import { partedBySize } from './ranked-size.ts';

const run = (id: string, capacity?: 'small' | 'medium', kind: RunSummary['kind'] = 'recipe') =>
  ({ id, kind, recipe: { sharing: 'hard', ...(capacity ? { capacity } : {}) } }) as unknown as RunSummary;

test('runs of the usual size keep their order with the baselines, those of other sizes stand apart', () => {
  const runs = [run('small', 'small'), run('a'), run('base', 'small', 'constant'), run('b', 'medium')];
  const { ranked, others } = partedBySize(runs);
  expect(ranked.map((one) => one.id)).toEqual(['a', 'base', 'b']);
  expect(others.map((one) => one.id)).toEqual(['small']);
});
