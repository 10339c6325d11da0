// Gates under every weighting, schedule and search that can be combined with them, on three related tasks.

import { expect, test } from 'vitest';
import { Refusal } from '../contract/errors.ts';
import { describeRecipes } from '../recipes/recipe.ts';
import { trainRun } from './index.ts';
import { sampleRequest } from './testing.ts';

const budget = { flopsOfSeparate: 0.6 };
const others = describeRecipes().flatMap(({ axis, abouts }) =>
  axis === 'sharing' ? [] : abouts.map(({ id }) => [axis, id] as const),
);

test.each(others)('%s %s: trains with finite losses and meets the budget, or is refused in words', async (axis, id) => {
  const request = await sampleRequest({ sharing: 'interrogate', budget, [axis]: id }).catch((error: unknown) => {
    expect(error).toBeInstanceOf(Refusal);
    return null;
  });
  if (!request) return;
  const outcome = await trainRun({ ...request, budget: { epochs: 6 } });
  for (const values of Object.values(outcome.predictions)) expect(values.every(Number.isFinite)).toBe(true);
  const { achieved } = outcome.shown.gates!;
  expect(achieved! / budget.flopsOfSeparate).toBeGreaterThan(0.95);
  expect(achieved! / budget.flopsOfSeparate).toBeLessThan(1.001);
});

test.each([
  { weighting: 'bilevel', schedule: 'task-groups' },
  { weighting: 'pcgrad', schedule: 'task-groups' },
])('%j together too', async (change) => {
  const request = await sampleRequest({ sharing: 'interrogate', budget, ...change });
  const outcome = await trainRun({ ...request, budget: { epochs: 4 } });
  expect(outcome.shown.gates!.achieved!).toBeLessThan(0.6 * 1.001);
});
