import { expect, test } from 'vitest';
import { budgetSweep } from './sweep-recipes.ts';

test('a sweep goes from one shared model over budgets that gates can meet to separate models', () => {
  for (const tasks of [2, 3, 12]) {
    const sweep = budgetSweep(tasks, 4);
    expect(sweep.map(({ sharing }) => sharing)).toEqual([
      'hard',
      ...Array<string>(4).fill('interrogate'),
      'single-task',
    ]);
    const shares = sweep.slice(1, -1).map(({ budget }) => (budget as { flopsOfSeparate: number }).flopsOfSeparate);
    expect(Math.min(...shares)).toBeGreaterThan(1 / tasks);
    expect(Math.max(...shares)).toBeLessThan(1);
    const steps = shares.slice(1).map((share, i) => share - shares[i]!);
    for (const step of steps) expect(step).toBeCloseTo(steps[0]!, 2);
  }
});

test('other choices are common to all, but separate models take no weighting', () => {
  const sweep = budgetSweep(3, 2, { weighting: 'bilevel', capacity: 'small' });
  expect(sweep.map(({ weighting }) => weighting)).toEqual(['bilevel', 'bilevel', 'bilevel', 'equal']);
  expect(sweep.every(({ capacity }) => capacity === 'small')).toBe(true);
});

test('one task leaves nothing to share', () => {
  expect(budgetSweep(1)).toHaveLength(1);
});
