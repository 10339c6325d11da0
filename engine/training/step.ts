// One training step as a pure function: forward, losses, the weighting's objective, one backward
// pass, one update. It is recorded once and runs as one graph.

import {
  add,
  cast,
  concat,
  engine,
  keep,
  minimum,
  mul,
  ones,
  sum,
  tensor1d,
  unstack,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';
import type { Scalar, Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { under } from '../models/trunk.ts';
import type { Parameters } from '../models/trunk.ts';
import type { Schedule } from '../recipes/schedule/schedule.ts';
import type { Weighting, WeightingInput } from '../recipes/weighting/weighting.ts';
import type { Batch, State, Step } from '../runtime/executor.ts';
import { pieces, weightingPrefix } from './layout.ts';
import type { Layout, Owner } from './layout.ts';
import { forward, taskLosses } from './network.ts';
import type { Network } from './network.ts';
import { adamW, clip, decayVector, isSound, ownerMask, rateVector } from './optimiser.ts';

export interface StepPlan {
  readonly network: Network;
  readonly layout: Layout;
  readonly weighting: Weighting;
  readonly schedule: Schedule;
  /** True when some training row lacks some task's label. */
  readonly mayMiss: boolean;
}

/**
 * The step of a run. State: `vector`, `first`, `second` (`[size]`), `memory/...`, and for a weighting
 * with a shadow `shadow/vector`, `shadow/first`, `shadow/second` (`[modelSize]`).
 * Batch: `numeric`, `categorical`, `labels` and `present` (`[K, rows]`), `pace` `[3]`, `epochStart` `[]`,
 * and where the recipe reads them `weights` `[K]` and `taskMask` `[K]`.
 * Metrics: `losses` `[K]` (0 where absent), `here` `[K]`, `weights` `[K]`, `sound` (1 or 0), `length` of the gradient.
 */
export function createStep(plan: StepPlan): Step {
  const { network, layout, weighting } = plan;
  const settings = network.recipe.weighting.settings;
  const shadow = weighting.shadow?.(settings) ?? null;
  const rates = rateVector(layout.slots, {
    ...network.sharing.rates?.(network.recipe.sharing.settings),
    ...Object.fromEntries(
      Object.entries(weighting.rates?.(settings) ?? {}).map(([prefix, rate]) => [weightingPrefix + prefix, rate]),
    ),
  });
  const decays = decayVector(layout.slots);

  return (state, batch) => {
    const view = viewOf(plan, state, batch);
    const pace = batch['pace'] as Tensor1D;
    const leaves = pieces(state['vector'] as Tensor1D, layout.slots);
    const descended = shadow ? descendShadow(plan, view, leaves, state, pace, shadow) : null;
    const seen: Record<string, Tensor> = {};
    const gradients = gradientsOf(leaves, () => {
      const input = view.at(leaves, descended?.losses ?? null);
      const weighed = weighting.objective(input);
      seen['losses'] = keep(input.losses.clone());
      seen['weights'] = keep(weighed.weights.clone());
      for (const [name, value] of Object.entries(weighed.memory ?? {})) seen[`memory/${name}`] = keep(value.clone());
      const penalty = network.sharing.penalty?.(
        network.trunk,
        named(plan.layout, leaves),
        network.recipe.sharing.settings,
      );
      return (penalty ? add(weighed.objective, penalty) : weighed.objective) as Scalar;
    });
    const found = release(seen);
    const { gradient, length } = clipped(plan, gradients);
    const losses = found['losses'] as Tensor1D;
    const sound = isSound(losses, length);
    const mask = plan.schedule.masks ? ownerMask(layout, batch['taskMask'] as Tensor1D) : null;
    const moments = {
      vector: state['vector'] as Tensor1D,
      first: state['first'] as Tensor1D,
      second: state['second'] as Tensor1D,
    };
    const next = adamW(moments, gradient, tensor1d(rates), tensor1d(decays), { pace, sound, mask });
    const memory = remembered(plan, view, state, found, next.vector);
    const guarded = Object.fromEntries(
      Object.entries(memory).map(([name, value]) => [name, where(sound, value, state[name]!)]),
    );
    return {
      state: { ...state, ...next, ...guarded, ...descended?.state },
      metrics: { losses, here: view.here, weights: found['weights']!, sound: cast(sound, 'float32'), length },
    };
  };
}

interface View {
  /** `[K]`, 1 where the task counts in this batch. */
  readonly here: Tensor1D;
  /** What the weighting sees with these values of all slots. */
  at(leaves: readonly Tensor[], shadowLosses: Tensor1D | null): WeightingInput;
}

function viewOf({ network, layout, schedule, mayMiss, weighting }: StepPlan, state: State, batch: Batch): View {
  const count = network.heads.length;
  const prepared = network.trunk.prepare(batch);
  const labels = unstack(batch['labels'] as Tensor2D) as Tensor1D[];
  const known = unstack(batch['present'] as Tensor2D) as Tensor1D[];
  const labelled = minimum(sum(batch['present']!, 1), 1) as Tensor1D;
  const here = (schedule.masks ? mul(labelled, batch['taskMask']!) : labelled) as Tensor1D;
  const importance = tensor1d(network.heads.map((head) => head.task.importance));
  return {
    here,
    at: (leaves, shadowLosses) => {
      const parameters = named(layout, leaves);
      const { outputs, pooled } = forward(network, parameters, prepared);
      const losses = taskLosses(network, outputs, labels, known);
      return {
        losses: schedule.masks ? (mul(losses, batch['taskMask']!) as Tensor1D) : losses,
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
        shadowLosses,
        settings: network.recipe.weighting.settings,
      };
    },
  };
}

/** z of a full bilevel update: its own descents on this batch, then the losses there. */
function descendShadow(
  { layout }: StepPlan,
  view: View,
  leaves: readonly Tensor[],
  state: State,
  pace: Tensor1D,
  shadow: { readonly steps: number; objective(input: WeightingInput): Tensor },
): { readonly losses: Tensor1D; readonly state: State } {
  const slots = layout.slots.filter((slot) => slot.owner !== 'weighting');
  const variables = leaves.slice(slots.length);
  const still = tensor1d(new Float32Array(layout.modelSize));
  let moments = {
    vector: state['shadow/vector'] as Tensor1D,
    first: state['shadow/first'] as Tensor1D,
    second: state['shadow/second'] as Tensor1D,
  };
  for (let step = 0; step < shadow.steps; step++) {
    const own = pieces(moments.vector, slots);
    const seen: Record<string, Tensor> = {};
    const gradients = gradientsOf(own, () => {
      const input = view.at([...own, ...variables], null);
      seen['losses'] = keep(input.losses.clone());
      return shadow.objective(input) as Scalar;
    });
    const { gradient, length } = clip(gradients);
    const sound = isSound(release(seen)['losses'] as Tensor1D, length);
    moments = adamW(moments, gradient, tensor1d(rateVector(slots, {})), still, { pace, sound, mask: null });
  }
  const { losses } = view.at([...pieces(moments.vector, slots), ...variables], null);
  return {
    losses,
    state: { 'shadow/vector': moments.vector, 'shadow/first': moments.first, 'shadow/second': moments.second },
  };
}

/** Gradients of a scalar function at `leaves`; zeros where it does not depend on one. */
function gradientsOf(leaves: readonly Tensor[], objective: () => Scalar): Tensor[] {
  const { grads } = engine().gradients(objective, [...leaves], undefined, true);
  return leaves.map((leaf, i) => (grads[i] as Tensor | undefined) ?? zerosLike(leaf));
}

/** Values kept out of a differentiated function, handed over to the surrounding tidy. */
function release(seen: Readonly<Record<string, Tensor>>): Record<string, Tensor> {
  return Object.fromEntries(
    Object.entries(seen).map(([name, kept]) => {
      const value = kept.clone();
      kept.dispose();
      return [name, value];
    }),
  );
}

/** Clipped as a whole, or network by network where the networks touch nowhere. */
function clipped({ network, layout }: StepPlan, gradients: readonly Tensor[]): { gradient: Tensor1D; length: Scalar } {
  if (!network.sharing.independent) return clip(gradients);
  const owners = [...new Set<Owner>(layout.slots.map((slot) => slot.owner))];
  const parts = owners.map((owner) => clip(gradients.filter((_, i) => layout.slots[i]!.owner === owner)));
  return {
    gradient: concat(parts.map((part) => part.gradient)) as Tensor1D,
    length: parts.map((part) => part.length).reduce((a, b) => add(a, b) as Scalar),
  };
}

/** Tensors of a vector's pieces by slot name. */
function named({ slots }: Layout, leaves: readonly Tensor[]): Parameters {
  return Object.fromEntries(leaves.map((leaf, i) => [slots[i]!.name, leaf]));
}

/** The weighting's memory after this step, by full name; looks at the batch again where the weighting asks for it. */
function remembered(
  plan: StepPlan,
  view: View,
  state: State,
  found: Readonly<Record<string, Tensor>>,
  vector: Tensor1D,
): State {
  const fresh = Object.fromEntries(Object.entries(found).filter(([name]) => name.startsWith('memory/')));
  if (!plan.weighting.afterStep) return fresh;
  const before = view.at(pieces(state['vector'] as Tensor1D, plan.layout.slots), null);
  const after = view.at(pieces(vector, plan.layout.slots), null);
  const learned = plan.weighting.afterStep({ ...before, losses: found['losses'] as Tensor1D }, after.losses);
  return { ...fresh, ...Object.fromEntries(Object.entries(learned).map(([name, value]) => [`memory/${name}`, value])) };
}
