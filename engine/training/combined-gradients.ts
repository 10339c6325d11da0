// Gradients for weightings that combine the tasks' gradients: one backward pass a task, their inner
// products to the weighting, its answer times the gradients to the shared parameters.
//
// A task's own parameters get the gradient of their own loss (methods.md 6.2). The forward pass is
// written down once a task; the compiler merges the copies (combined-gradients.test.ts counts).

import { add, cast, concat, less, matMul, maximum, mul, reshape, sub, sum } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { stopGradient } from '../models/stop-gradient.ts';
import { gradientsOf } from './gradients.ts';
import { sharingContext } from './network.ts';
import { named } from './view.ts';
import type { View } from './view.ts';
import type { Found, StepPlan } from './step.ts';

export function combinedGradients(plan: StepPlan, view: View, leaves: readonly Tensor[]): Found {
  const { network, layout, weighting } = plan;
  const owned = (owner: number | 'shared' | 'weighting'): number[] =>
    layout.slots.flatMap((slot, i) => (slot.owner === owner ? [i] : []));
  const shared = owned('shared');
  const { input, raw } = view.at(leaves, null);
  const byTask = network.heads.map((_, k) => {
    const wanted = [...shared, ...owned(k)].map((i) => leaves[i]!);
    // The other heads stay out of it: through them only zeros would flow, but they would flow.
    const gradients = gradientsOf(wanted, () => view.lossOf(k, leaves));
    return { common: gradients.slice(0, shared.length), own: gradients.slice(shared.length) };
  });
  const count = network.heads.length;
  const matrix = reshape(flat(byTask.flatMap(({ common }) => common)), [count, -1]) as Tensor2D;
  const gram = matMul(matrix, matrix, false, true) as Tensor2D;
  const seenInput = { ...input, losses: stopGradient(input.losses), gram: stopGradient(gram) };
  const variables = owned('weighting').map((i) => leaves[i]!);
  const weighed = weighting.objective(seenInput);
  const ofVariables =
    variables.length > 0 ? gradientsOf(variables, () => weighting.objective(seenInput).objective as Scalar) : [];
  const combined = reshape(matMul(reshape(weighed.weights, [1, -1]), matrix), [-1]) as Tensor1D;
  const gradients = [combined, ...byTask.flatMap(({ own }) => own), ...ofVariables];
  return {
    gradients: withPenalty(plan, view, leaves, gradients, shared.length),
    seen: {
      losses: raw,
      weights: mul(weighed.weights, input.importance),
      conflict: conflictOf(gram, input.present),
      ...Object.fromEntries(Object.entries(weighed.memory ?? {}).map(([name, value]) => [`memory/${name}`, value])),
    },
  };
}

/** The sharing's penalty adds its own gradient, uncombined. */
function withPenalty(
  { network, layout }: StepPlan,
  view: View,
  leaves: readonly Tensor[],
  gradients: readonly Tensor[],
  sharedCount: number,
): Tensor[] {
  const { sharing } = network;
  if (!sharing.penalty) return [...gradients];
  const pull = gradientsOf(
    leaves,
    () => sharing.penalty!(sharingContext(network), named(layout, leaves), view.controls) as Scalar,
  );
  const pieces = [flat(pull.slice(0, sharedCount)), ...pull.slice(sharedCount)];
  return gradients.map((gradient, i) => add(gradient, pieces[i]!));
}

/** Share of pairs of tasks, both present, whose gradients point apart: information only, no predictor (methods.md 2.4). */
function conflictOf(gram: Tensor2D, present: Tensor1D): Scalar {
  const pairs = mul(reshape(present, [-1, 1]), reshape(present, [1, -1]));
  const count = maximum(sub(sum(pairs), sum(present)), 1);
  return sum(mul(cast(less(gram, 0), 'float32'), pairs)).div(count) as Scalar;
}

function flat(tensors: readonly Tensor[]): Tensor1D {
  return concat(tensors.map((tensor) => reshape(tensor, [tensor.size]))) as Tensor1D;
}
