// One training step as a pure function: forward, losses, the weighting's objective, one backward
// pass (or one a task, where the weighting combines gradients), one update. Recorded once, it runs as one graph.

import { add, cast, concat, fill, greater, keep, logicalAnd, max, mul, tensor1d, where } from '@tensorflow/tfjs-core';
import { reshape, slice } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import type { Schedule } from '../recipes/schedule/schedule.ts';
import type { Weighting, WeightingInput } from '../recipes/weighting/weighting.ts';
import type { State, Step } from '../runtime/executor.ts';
import { combinedGradients } from './combined-gradients.ts';
import { gradientsOf, release } from './gradients.ts';
import { pieces, weightingPrefix } from './layout.ts';
import type { Layout, Owner } from './layout.ts';
import { ratesNow } from './late.ts';
import { sharingContext } from './network.ts';
import type { Network } from './network.ts';
import { adamW, clip, decayVector, isSound, ownerMask, rateVector } from './optimiser.ts';
import type { Moments } from './optimiser.ts';
import { named, viewOf } from './view.ts';
import type { View } from './view.ts';

export interface StepPlan {
  readonly network: Network;
  readonly layout: Layout;
  readonly weighting: Weighting;
  readonly schedule: Schedule;
  /** True when some training row lacks some task's label. */
  readonly mayMiss: boolean;
}

/** What the backward pass leaves behind, besides gradients in slot order (shared ones may be one piece). */
export interface Found {
  readonly gradients: readonly Tensor[];
  /** `losses` (raw), `weights`, `memory/...` and, where gradients are compared, `conflict`. */
  readonly seen: Readonly<Record<string, Tensor>>;
}

/**
 * The step of a run. State: `vector`, `first`, `second` (`[size]`), `memory/...`, and for a weighting
 * with a shadow `shadow/vector`, `shadow/first`, `shadow/second` (`[modelSize]`).
 * Batch: `numeric`, `categorical`, `labels` and `present` (`[K, rows]`), `pace` `[3]`, `epochStart` `[]`,
 * and where the recipe reads them `weights` `[K]`, `taskMask` `[K]`, `noise`, `controls`; where photos are blended
 * `labelsB`, `presentB`, `lambda` (mixup.ts); where numbers of the trunk begin to learn late `late` `[]` (late.ts).
 * Metrics: `losses` `[K]` (raw, 0 where `labelled` is 0), `labelled` and `here` `[K]` (labelled and updated now),
 * `weights` `[K]`, `sound` (1 or 0), `length` of the gradient, and `conflict` where gradients are compared.
 */
export function createStep(plan: StepPlan): Step {
  const { network, layout, weighting } = plan;
  const settings = network.recipe.weighting.settings;
  const shadow = weighting.shadow?.(settings) ?? null;
  const rates = rateVector(layout.slots, {
    ...network.sharing.rates?.(network.recipe.sharing.settings, network.heads.length),
    ...plan.schedule.rates?.(network.recipe.schedule.settings, network.heads.length),
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
    const { gradients, seen } = weighting.gram
      ? combinedGradients(plan, view, leaves)
      : plainGradients(plan, view, leaves, descended?.losses ?? null);
    const { gradient, length } = clipped(plan, gradients);
    const losses = seen['losses'] as Tensor1D;
    const sound = isSound(losses, length);
    const taskMask = batch['taskMask'] as Tensor1D | undefined;
    // A schedule may only look at the losses: then nothing moves, not even what a weighting remembers.
    const anyTask = taskMask ? greater(max(taskMask), 0) : null;
    const moments = {
      vector: state['vector'] as Tensor1D,
      first: state['first'] as Tensor1D,
      second: state['second'] as Tensor1D,
    };
    const mask = maskOf(plan, taskMask);
    const now = ratesNow(rates, layout.slots, network.trunk, batch['late'] ?? null);
    const updated = adamW(moments, gradient, now, tensor1d(decays), { pace, sound, mask });
    const moves = anyTask ? logicalAnd(sound, anyTask) : sound;
    const next = afterUpdate(plan, view, updated, moves, pace);
    const memory = remembered(plan, view, state, seen, next.vector);
    return {
      state: {
        ...state,
        ...next,
        ...changedIf(moves, memory, state),
        ...(anyTask ? changedIf(anyTask, descended?.state ?? {}, state) : descended?.state),
      },
      metrics: {
        losses,
        labelled: view.labelled,
        here: view.here,
        weights: seen['weights']!,
        sound: cast(sound, 'float32'),
        length,
        ...(seen['conflict'] ? { conflict: seen['conflict'] } : {}),
      },
    };
  };
}

/** One backward pass of the weighting's objective and the sharing's penalty. */
function plainGradients(
  { network, layout, weighting }: StepPlan,
  view: View,
  leaves: readonly Tensor[],
  shadowLosses: Tensor1D | null,
): Found {
  const kept: Record<string, Tensor> = {};
  const gradients = gradientsOf(leaves, () => {
    const { input, raw } = view.at(leaves, shadowLosses);
    const weighed = weighting.objective(input);
    kept['losses'] = keep(raw.clone());
    kept['weights'] = keep(weighed.weights.clone());
    for (const [name, value] of Object.entries(weighed.memory ?? {})) kept[`memory/${name}`] = keep(value.clone());
    const penalty = network.sharing.penalty?.(sharingContext(network), named(layout, leaves), view.controls);
    return (penalty ? add(weighed.objective, penalty) : weighed.objective) as Scalar;
  });
  return { gradients, seen: release(kept) };
}

/** The new tensors where the condition holds, otherwise those of the state. */
function changedIf(condition: Tensor, fresh: State, state: State): State {
  return Object.fromEntries(
    Object.entries(fresh).map(([name, value]) => [name, where(condition, value, state[name]!)]),
  );
}

/** `[size]`, 1 where a number may move; null = everywhere. */
function maskOf({ layout, schedule, network }: StepPlan, taskMask: Tensor1D | undefined): Tensor1D | null {
  if (!taskMask) return null;
  if (!schedule.drifts?.(network.recipe.schedule.settings)) return ownerMask(layout, taskMask);
  return mul(fill([layout.size], 1), max(taskMask)) as Tensor1D;
}

/** The sharing's own correction of updated parameters, such as a proximal step. */
function afterUpdate({ network, layout }: StepPlan, view: View, next: Moments, moves: Tensor, pace: Tensor1D): Moments {
  const { sharing } = network;
  if (!sharing.afterUpdate) return next;
  const current = named(layout, pieces(next.vector, layout.slots));
  const rate = reshape(slice(pace, 0, 1), []);
  const changed = sharing.afterUpdate(sharingContext(network), current, view.controls, rate);
  if (Object.keys(changed).length === 0) return next;
  const vector = concat(layout.slots.map(({ name, size }) => reshape(changed[name] ?? current[name]!, [size])));
  return { ...next, vector: where(moves, vector, next.vector) as Tensor1D };
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
      const { input, raw } = view.at([...own, ...variables], null);
      seen['losses'] = keep(raw.clone());
      return shadow.objective(input) as Scalar;
    });
    const { gradient, length } = clip(gradients);
    const sound = isSound(release(seen)['losses'] as Tensor1D, length);
    moments = adamW(moments, gradient, tensor1d(rateVector(slots, {})), still, { pace, sound, mask: null });
  }
  const { losses } = view.at([...pieces(moments.vector, slots), ...variables], null).input;
  return {
    losses,
    state: { 'shadow/vector': moments.vector, 'shadow/first': moments.first, 'shadow/second': moments.second },
  };
}

/** Clipped as a whole, or network by network where the networks touch nowhere. */
function clipped({ network, layout }: StepPlan, gradients: readonly Tensor[]): { gradient: Tensor1D; length: Scalar } {
  if (!network.sharing.clippedApart) return clip(gradients);
  const owners = [...new Set<Owner>(layout.slots.map((slot) => slot.owner))];
  const parts = owners.map((owner) => clip(gradients.filter((_, i) => layout.slots[i]!.owner === owner)));
  return {
    gradient: concat(parts.map((part) => part.gradient)) as Tensor1D,
    length: parts.map((part) => part.length).reduce((a, b) => add(a, b) as Scalar),
  };
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
  const before = view.at(pieces(state['vector'] as Tensor1D, plan.layout.slots), null).input;
  const after = view.at(pieces(vector, plan.layout.slots), null).input;
  const learned = plan.weighting.afterStep(before, after.losses);
  return { ...fresh, ...Object.fromEntries(Object.entries(learned).map(([name, value]) => [`memory/${name}`, value])) };
}
