// The window's plan is for the trainings that its form starts.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorkplace } from './testing/workplace.ts';
import type { Workplace } from './testing/workplace.ts';

let here: Workplace;

beforeAll(() => {
  here = openWorkplace();
});

afterAll(() => here.close());

test('limits of the project file, which the form does not train under, do not shorten the plan', async () => {
  const { id: projectId } = await here.call('project.create', { name: '建物', sample: 'energy-efficiency' });
  const { document, revision } = await here.call('project.open', { projectId });
  const limited = { ...document!, budget: { epochs: 2, seconds: 1 } };
  await here.call('project.edit', { projectId, revision, document: limited });
  for (const { epochs } of await here.call('training.plan', { projectId })) expect(epochs).toBeGreaterThan(2);
});
