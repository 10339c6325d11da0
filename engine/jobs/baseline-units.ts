// What a network is compared with besides its twins: an answer that takes no learning, and a simple learner.

import { createExecutor } from '../runtime/index.ts';
import { trainConstant, trainReference } from '../training/baselines.ts';
import type { BaselineOutcome } from '../training/baselines.ts';
import type { Steering } from './queue.ts';
import type { Unit } from './units.ts';

export async function baselinePredictions(
  kind: 'constant' | 'reference',
  unit: Unit,
  seed: number,
  { signal, control }: Steering,
): Promise<BaselineOutcome> {
  const request = { ...unit, seed, budget: {}, executor: await createExecutor('cpu') };
  return kind === 'constant' ? trainConstant(request) : trainReference(request, { signal, control });
}
