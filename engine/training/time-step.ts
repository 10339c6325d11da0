// How long one step of a training takes here: a few real ones are timed.

import { milliseconds } from '../base/clock.ts';
import { firstBatch } from './first-batch.ts';
import type { Setup } from './setup.ts';
import { createStep } from './step.ts';

const warming = 3;
const timed = 7;

/** Median milliseconds of a step on the request's own executor. */
export async function timeStep(setup: Setup): Promise<number> {
  const step = await setup.request.executor.compile(createStep(setup.plan), setup.start, setup.shapes);
  const batch = firstBatch(setup);
  const times: number[] = [];
  for (let i = 0; i < warming + timed; i++) {
    const started = milliseconds();
    await step.run(batch);
    if (i >= warming) times.push(milliseconds() - started);
  }
  await step.dispose();
  return times.sort((a, b) => a - b)[timed >> 1]!;
}
