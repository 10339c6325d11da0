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

export interface Estimate {
  /** With all that its search trains, at most its time limit. */
  readonly seconds: number;
  /** The part of them that grows with the epochs, without any time limit. */
  readonly epochSeconds: number;
  /** Most epochs that these are for. */
  readonly epochs: number;
}

/** What this training is expected to take on the CPU. */
export async function estimate(request: Asked): Promise<Estimate> {
  const first = rehearsalOf(request);
  const before = first ? (await trainingTime(first)).seconds : 0;
  const { seconds, epochs } = await trainingTime(request);
  const epochSeconds = before + seconds;
  return { seconds: overhead + Math.min(epochSeconds, request.budget.seconds ?? Infinity), epochSeconds, epochs };
}

async function trainingTime(request: Asked): Promise<{ seconds: number; epochs: number }> {
  const { recipe, targets } = request;
  const setup = setUp({ ...request, executor: await createExecutor('cpu') });
  const stepMs = await timeStep(setup);
  const { epochs, stepsPerEpoch } = setup.pacing;
  const trainings = searchOf(recipe).trainings?.(recipe.search.settings, targets.length) ?? 1;
  const passes = scheduleOf(recipe).passes?.(targets.length, recipe.schedule.settings) ?? 1;
  return { seconds: (trainings * epochs * stepsPerEpoch * passes * expectedShareOfEpochs * stepMs) / 1000, epochs };
}
