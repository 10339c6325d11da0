// How long a run would take here: a few real steps of each of its networks are timed, the rest is arithmetic.

import { scheduleOf, searchOf } from '../recipes/recipe.ts';
import { createExecutor } from '../runtime/index.ts';
import { rehearsalOf } from '../training/rehearsal.ts';
import { setUp, type TrainingRequest } from '../training/setup.ts';
import { timeStep } from '../training/time-step.ts';

/** Early stopping ends most trainings before their last epoch; between half and all of them pass. */
const expectedShareOfEpochs = 0.75;
/** Seconds for recording, evaluation, intervals, export and timing of one network, whatever the size. */
const overhead = 3;
/** Seconds that an epoch takes besides its steps: judging validation rows, and a record and a checkpoint safe on the disk. */
const epochEnd = 0.02;

type Asked = Omit<TrainingRequest, 'executor'>;

export interface Estimate {
  /** With all that its search trains, at most its time limit. */
  readonly seconds: number;
  /** The part of them that grows with the epochs, without any time limit. */
  readonly epochSeconds: number;
  /** Most epochs that these are for. */
  readonly epochs: number;
}

/**
 * What networks trained one after another are expected to take on the CPU.
 *
 * @param limit seconds that all of them may train together
 */
export async function estimate(networks: readonly Asked[], limit = Infinity): Promise<Estimate> {
  let [epochSeconds, epochs] = [0, 0];
  for (const request of networks) {
    const first = rehearsalOf(request);
    const before = first ? (await trainingTime(first)).seconds : 0;
    const own = await trainingTime(request);
    epochSeconds += before + own.seconds;
    epochs = Math.max(epochs, own.epochs);
  }
  return { seconds: networks.length * overhead + Math.min(epochSeconds, limit), epochSeconds, epochs };
}

async function trainingTime(request: Asked): Promise<{ seconds: number; epochs: number }> {
  const { recipe, targets } = request;
  const setup = setUp({ ...request, executor: await createExecutor('cpu') });
  const stepMs = await timeStep(setup);
  const { epochs, stepsPerEpoch } = setup.pacing;
  const trainings = searchOf(recipe).trainings?.(recipe.search.settings, targets.length) ?? 1;
  const passes = scheduleOf(recipe).passes?.(targets.length, recipe.schedule.settings) ?? 1;
  const epochSeconds = (stepsPerEpoch * passes * stepMs) / 1000 + epochEnd;
  return { seconds: trainings * epochs * expectedShareOfEpochs * epochSeconds, epochs };
}
