// What a weighting sees of one batch, at any point of parameter space. Pure tfjs.

import { minimum, mul, ones, reshape, slice, sum, tensor1d } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import { under } from '../models/trunk.ts';
import type { Parameters } from '../models/trunk.ts';
import type { WeightingInput } from '../recipes/weighting/weighting.ts';
import type { Batch, State } from '../runtime/executor.ts';
import { weightingPrefix } from './layout.ts';
import type { Layout } from './layout.ts';
import { lossesOn } from './mixup.ts';
import { forward, taskLoss, taskLosses } from './network.ts';
import type { StepPlan } from './step.ts';

export interface View {
  /** `[K]`, 1 where the batch holds a label of the task. */
  readonly labelled: Tensor1D;
  /** `[K]`, 1 where the task counts in this step: labelled and of the group that is updated. */
  readonly here: Tensor1D;
  readonly controls: Tensor1D | null;
  /** With these values of all slots: what the weighting sees, and the losses of all labelled tasks, in the group or not. */
  at(
    leaves: readonly Tensor[],
    shadowLosses: Tensor1D | null,
  ): { readonly input: WeightingInput; readonly raw: Tensor1D };
  /** One task's loss times its importance there; 0 where it is not of the group. Of the heads, only its own is applied. */
  lossOf(task: number, leaves: readonly Tensor[]): Scalar;
}

export function viewOf({ network, layout, schedule, mayMiss, weighting }: StepPlan, state: State, batch: Batch): View {
  const count = network.heads.length;
  const prepared = network.trunk.prepare(batch);
  const onBatch = lossesOn(batch);
  const labelled = minimum(sum(batch['present']!, 1), 1) as Tensor1D;
  const here = (schedule.masks ? mul(labelled, batch['taskMask']!) : labelled) as Tensor1D;
  const importance = tensor1d(network.heads.map((head) => head.task.importance));
  const controls = (batch['controls'] as Tensor1D | undefined) ?? null;
  return {
    labelled,
    here,
    controls,
    at: (leaves, shadowLosses) => {
      const parameters = named(layout, leaves);
      const { outputs, pooled } = forward(network, parameters, prepared, controls);
      const raw = onBatch((labels, known) => taskLosses(network, batch, outputs, labels, known));
      const input: WeightingInput = {
        losses: schedule.masks ? (mul(raw, batch['taskMask']!) as Tensor1D) : raw,
        present: here,
        mayMiss: mayMiss || schedule.masks,
        importance,
        get features() {
          return pooled();
        },
        variables: under(weightingPrefix, parameters),
        memory: under('memory/', state),
        epochStart: batch['epochStart']!,
        weights: weighting.host ? (batch['weights'] as Tensor1D) : (ones([count]) as Tensor1D),
        noise: batch['noise'] ?? null,
        gram: null,
        shadowLosses,
        settings: network.recipe.weighting.settings,
      };
      return { input, raw };
    },
    lossOf: (task, leaves) => {
      const { outputs } = forward(network, named(layout, leaves), prepared, controls);
      const raw = onBatch((labels, known) => taskLoss(network, task, batch, outputs, labels, known));
      const factor = network.heads[task]!.task.importance;
      const own = schedule.masks ? mul(raw, reshape(slice(batch['taskMask']!, [task], [1]), [])) : raw;
      return mul(own, factor) as Scalar;
    },
  };
}

/** Tensors of a vector's pieces by slot name. */
export function named({ slots }: Layout, leaves: readonly Tensor[]): Parameters {
  return Object.fromEntries(leaves.map((leaf, i) => [slots[i]!.name, leaf]));
}
