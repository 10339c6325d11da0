// The losses of all tasks on given rows, as a function of the whole vector of trained numbers.

import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { unstack } from '@tensorflow/tfjs-core';
import type { CompiledFunction } from '../runtime/index.ts';
import { inputShapes, labelShapes } from './batch.ts';
import { pieces } from './layout.ts';
import { forward, labelsIn, taskLosses } from './network.ts';
import type { Setup } from './setup.ts';
import { named } from './view.ts';

/** Inputs: those of the model, `labels` and `present` `[K, rows]`, `vector`. Output `losses` `[K]`, 0 without labels. */
export async function compileLosses({ plan, request }: Setup, rows: number): Promise<CompiledFunction> {
  const { network, layout } = plan;
  return request.executor.compileFunction(
    (inputs) => {
      const parameters = named(layout, pieces(inputs['vector'] as Tensor1D, layout.slots));
      const { outputs } = forward(network, parameters, network.trunk.prepare(inputs));
      const known = unstack(inputs['present'] as Tensor2D) as Tensor1D[];
      return { losses: taskLosses(network, inputs, outputs, labelsIn(inputs), known) };
    },
    {
      ...inputShapes(request.inputs, rows),
      ...labelShapes(request.targets, rows),
      vector: { shape: [layout.size], dtype: 'float32' },
    },
  );
}
