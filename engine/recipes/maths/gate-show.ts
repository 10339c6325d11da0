// Gates of a finished model as plain records: who owns which channel, and what that costs (methods.md 5.9).

import type { GatesShown, SharingShown } from '../../contract/methods.ts';
import type { HostArrays } from '../../models/arrays.ts';
import type { Cost } from '../../models/trunk.ts';
import type { SharingContext } from '../sharing/sharing.ts';
import { budgetOf } from '../settings.ts';
import { costingOf, costOf, separateCost, uniformGates } from './gate-cost.ts';
import { quantityOf, reachedBy, readState } from './gate-phases.ts';
import { sharesOf } from './gate-pruning.ts';
import { alphasOf, openOf } from './gate-steering.ts';

/** Measured values are left open; who exports the model fills them in. */
export function showGates(context: SharingContext, parameters: HostArrays, taskIds: readonly string[]): GatesShown {
  const cost = costingOf(context);
  const alphas = alphasOf(cost, parameters);
  const gates = openOf(alphas);
  const { line, flipped } = readState(parameters);
  const pruned = costOf(cost, gates);
  const hard = costOf(cost, uniformGates(cost, 0));
  const allOwn = costOf(cost, uniformGates(cost, 1));
  const separate = separateCost(context);
  const target = budgetOf(context.settings, 'budget');
  // Separate models have their linear parts too, of which nothing was known when the budget was settled.
  const bare = separateCost({ ...context, lines: [] });
  const grown = target?.kind === 'flopsOfSeparate' ? bare.operations / separate.operations : 1;
  const reached = (quantity: keyof Cost): number =>
    grown * reachedBy(line, pruned[quantity], hard[quantity], allOwn[quantity]);
  return {
    tasks: [...taskIds],
    layers: cost.blocks.map(({ name, channels }, l) => ({
      layer: name,
      channels: channels.count,
      gates: gates[l]!.map((task) => Array.from(task)),
      ownRate: gates[l]!.map((task) => average(Array.from(task))),
      meanSoft: alphas[l]!.map((task) => average(Array.from(task, (alpha) => 1 / (1 + Math.exp(-alpha))))),
      mixing: mixingOf(parameters[`shared/mix/${name}`]?.data, taskIds.length),
    })),
    target,
    achieved: target && line.slope > 0 ? reached(quantityOf(target)) : null,
    measured: null,
    flops: { pruned: pruned.operations, hard: hard.operations, separate: Math.round(separate.operations) },
    parameters: { pruned: pruned.parameters, hard: hard.parameters, separate: separate.parameters },
    pruneDifference: null,
    flippedLastEpoch: flipped,
  };
}

/** The same gates as a picture of common equipment and own tools, layer by layer. */
export function showSharing({ tasks, layers }: GatesShown): SharingShown {
  return {
    tasks,
    layers: layers.map(({ layer, ownRate }) => ({
      layer,
      // Tasks own different parts: one number for all of them would hide that.
      share: null,
      ownership: ownRate,
      singularValues: [],
      effectiveRank: null,
      cosines: [],
    })),
    strength: null,
    tried: [],
  };
}

/** By task; empty behind the last layer, where nothing is mixed. */
function mixingOf(mixing: Float32Array | undefined, taskCount: number): number[] {
  if (!mixing) return [];
  const { data } = sharesOf(mixing, taskCount);
  const channels = data.length / taskCount;
  return Array.from({ length: taskCount }, (_, t) => average([...data.subarray(t * channels, (t + 1) * channels)]));
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
