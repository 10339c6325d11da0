// Property 6 of methods.md 4.10 where every task starts from numbers of its own, as in the paper: equal hidden units
// then stand at different places, and the pull needs about 700 steps to bring the tasks together.

import { expect, test } from 'vitest';
import type { Task } from '../contract/tasks.ts';
import { sampleRequest, sampleTasks } from './testing.ts';
import { trainRun } from './train-run.ts';

const tasks = [0, 1].map((k): Task => ({ ...sampleTasks[0]!, id: `size ${k}` }));

test('4.10, 6: two tasks with identical data share more the larger gamma is', { timeout: 240_000 }, async () => {
  const shares: number[] = [];
  for (const gamma of [0, 1e-3, 1e-2, 1e-1]) {
    const request = await sampleRequest({ sharing: 'trace-norm', gamma }, tasks);
    const { shown } = await trainRun({ ...request, budget: { epochs: 150 } });
    // The layer before the heads; the embedding has all but vanished at the largest gamma.
    shares.push(shown.sharing!.layers.at(-1)!.share!);
  }
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(shares.at(-1)).toBeGreaterThan(0.9);
});
