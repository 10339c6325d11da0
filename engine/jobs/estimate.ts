// How long a training would take here: a few of its real steps are timed, the rest is arithmetic.

import { chooseDevice, createExecutor } from '../runtime/index.ts';
import { setUp, type TrainingRequest } from '../training/setup.ts';
import { createStep } from '../training/step.ts';
import { firstBatch } from './device.ts';

/** Early stopping ends most trainings before their last epoch; between half and all of them pass. */
const expectedShareOfEpochs = 0.75;
/** Seconds for recording, evaluation, intervals, export and timing, whatever the size. */
const overhead = 3;

/** Expected seconds of this training on the CPU, at most its time limit. */
export async function estimateSeconds(request: Omit<TrainingRequest, 'executor'>, trainings: number): Promise<number> {
  const setup = setUp({ ...request, executor: await createExecutor('cpu') });
  const { timings } = await chooseDevice('cpu', {
    step: createStep(setup.plan),
    state: setup.start,
    shapes: setup.shapes,
    batch: firstBatch(setup),
  });
  const { epochs, stepsPerEpoch } = setup.pacing;
  const steps = epochs * stepsPerEpoch * expectedShareOfEpochs;
  const seconds = (trainings * steps * (timings[0]?.stepMs ?? 0)) / 1000;
  return overhead + Math.min(seconds, request.budget.seconds ?? Infinity);
}
