// How long one step of a training takes here: a few real ones are timed.

import { milliseconds } from '../base/clock.ts';
import { firstBatch } from './first-batch.ts';
import type { Setup } from './setup.ts';
import { createStep } from './step.ts';

const warming = 3;
/** Steps that are timed: as many as take this long, of slow ones a few. */
const enough = 250;
const [fewest, most] = [7, 60];

/**
 * Mean milliseconds of a step on the request's own executor. The mean, since that is what a training pays: where other
 * programs take the cores now and then, most steps do not show it.
 */
export async function timeStep(setup: Setup): Promise<number> {
  const step = await setup.request.executor.compile(createStep(setup.plan), setup.start, setup.shapes);
  const batch = firstBatch(setup);
  for (let i = 0; i < warming; i++) await step.run(batch);
  const started = milliseconds();
  let done = 0;
  while (done < fewest || (done < most && milliseconds() - started < enough)) {
    await step.run(batch);
    done++;
  }
  const mean = (milliseconds() - started) / done;
  await step.dispose();
  return mean;
}
