// How long a training would take here: a few of its real steps are timed, the rest is arithmetic.

import { scheduleOf, searchOf } from '../recipes/recipe.ts';
import { createExecutor } from '../runtime/index.ts';
import { rehearsalOf } from '../training/rehearsal.ts';
import { setUp, type TrainingRequest } from '../training/setup.ts';
import { timeStep } from '../training/time-step.ts';

/** Early stopping ends most trainings before their last epoch; between half and all of them pass. */
const expectedShareOfEpochs = 0.75;
/** Seconds for recording, evaluation, intervals, export and timing, whatever the size. */
const overhead = 3;

type Asked = Omit<TrainingRequest, 'executor'>;

/** Expected seconds of this training on the CPU, with all that its search trains, at most its time limit. */
export async function estimateSeconds(request: Asked): Promise<number> {
  const first = rehearsalOf(request);
  const seconds = (first ? await trainingSeconds(first) : 0) + (await trainingSeconds(request));
  return overhead + Math.min(seconds, request.budget.seconds ?? Infinity);
}

async function trainingSeconds(request: Asked): Promise<number> {
  const { recipe, targets } = request;
  const setup = setUp({ ...request, executor: await createExecutor('cpu') });
  const stepMs = await timeStep(setup);
  const { epochs, stepsPerEpoch } = setup.pacing;
  const trainings = searchOf(recipe).trainings?.(recipe.search.settings, targets.length) ?? 1;
  const passes = scheduleOf(recipe).passes?.(targets.length, recipe.schedule.settings) ?? 1;
  return (trainings * epochs * stepsPerEpoch * passes * expectedShareOfEpochs * stepMs) / 1000;
}
