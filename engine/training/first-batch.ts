// One real batch, for timing the step of a training before it begins.

import type { HostTensor } from '../runtime/executor.ts';
import { inputTensors, labelTensors } from './batch.ts';
import { paceOf } from './pacing.ts';
import type { Setup } from './setup.ts';

/** The first training rows; weights and masks all 1, as their values do not change the time. */
export function firstBatch({ request, rows, pacing, shapes }: Setup): Record<string, HostTensor> {
  const chosen = Uint32Array.from({ length: pacing.batchSize }, (_, i) => rows.training[i % rows.training.length]!);
  const known: Record<string, HostTensor> = {
    ...inputTensors(request.inputs, chosen),
    ...labelTensors(request.targets, chosen),
    pace: { shape: [3], data: paceOf(0, pacing.epochs * pacing.stepsPerEpoch) },
  };
  return Object.fromEntries(Object.entries(shapes).map(([name, { shape }]) => [name, known[name] ?? ones(shape)]));
}

function ones(shape: readonly number[]): HostTensor {
  return { shape, data: new Float32Array(shape.reduce((size, length) => size * length, 1)).fill(1) };
}
