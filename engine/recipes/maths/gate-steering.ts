// What happens to the gates between epochs: the budget settled, pressure adapted to the cost counted now,
// gates moved to the budget and held.

import { budgetOf, numberOf } from '../settings.ts';
import type { HostArrays } from '../../models/arrays.ts';
import type { Cost } from '../../models/trunk.ts';
import type { Steering, SteeringContext } from '../sharing/sharing.ts';
import { gatesWithin } from './gate-budget.ts';
import { costingOf, costOf, separateCost } from './gate-cost.ts';
import type { Costing, Gates } from './gate-cost.ts';
import { freeUntil, limitOf, lineOf, phaseOf, phases, quantityOf, readState, writeState } from './gate-phases.ts';
import type { GateState } from './gate-phases.ts';

/** Numbers fed to the step: gates held at own, gates standing still, strength of the hinge. */
export const controlNames = ['own', 'still', 'pressure'] as const;

/** Soft distance from the threshold of a gate that the budget has moved. */
const margin = 0.1;
/** Factor on the pressure over the whole free part, spread over its epochs. */
const reach = 1e4;

export function steerGates(context: SteeringContext): Steering {
  const { settings, epoch, epochs } = context;
  const parameters = context.parameters();
  const cost = costingOf(context);
  if (cost.blocks.length === 0 || context.taskCount === 1)
    return { controls: controlNames.map(() => 0), eligible: true };
  const budget = budgetOf(settings, 'budget');
  const before = readState(parameters);
  const line =
    before.line.slope === 0 && budget
      ? lineOf(cost, budget, context.calibration ?? null, separateCost(context))
      : before.line;
  const phase = Math.max(before.phase, phaseOf(epoch, epochs, numberOf(settings, 'warmUp'))) as GateState['phase'];
  const limit = budget ? limitOf(line, budget) - lineReserve(context) : null;
  const alphas = alphasOf(cost, parameters);
  const still = before.phase === phases.held;
  const flipped = before.phase === phases.free ? flips(alphas, heldOf(cost, parameters)) : before.flipped;
  const pressure =
    before.phase === phases.free && budget && limit !== null
      ? adapted(before.pressure, costOf(cost, openOf(alphas))[quantityOf(budget)] > limit, context)
      : before.pressure;
  const state = { phase, pressure, flipped, line };
  const starts = before.phase === phases.warm && phase !== phases.warm && epoch > 1;
  const moved =
    phase === phases.held && !still && budget && limit !== null
      ? movedTo(cost, alphas, limit, quantityOf(budget))
      : alphas;
  return {
    controls: [phase === phases.warm ? 1 : 0, phase === phases.held ? 1 : 0, phase === phases.free ? pressure : 0],
    eligible: phase === phases.held,
    ...(still
      ? {}
      : {
          parameters: {
            ...(starts ? meanBranch(parameters, context.taskCount) : {}),
            ...writeState(state),
            ...written(cost, moved),
          },
        }),
  };
}

/** What linear parts may add to the finished model, in multiply-adds and in numbers: it has to fit into the budget too. */
function lineReserve({ trunk, taskCount }: SteeringContext): number {
  return taskCount * (trunk.line?.width ?? 0);
}

/** By block and task, the gates' numbers. */
export function alphasOf(cost: Costing, parameters: HostArrays): Float32Array[][] {
  return named(cost, parameters, 'gate');
}

/** Gates as they stand. */
export function openOf(alphas: readonly (readonly Float32Array[])[]): Gates {
  return alphas.map((layer) => layer.map((task) => Uint8Array.from(task, (alpha) => (alpha > 0 ? 1 : 0))));
}

function heldOf(cost: Costing, parameters: HostArrays): Float32Array[][] {
  return named(cost, parameters, 'held');
}

function named({ blocks, outputSizes }: Costing, parameters: HostArrays, kind: 'gate' | 'held'): Float32Array[][] {
  return blocks.map(({ name }) => outputSizes.map((_, t) => parameters[`task/${t}/${kind}/${name}`]!.data));
}

/** The gates' numbers with a copy beside each: where the coming epoch starts from, or where it has to stay. */
function written({ blocks }: Costing, alphas: readonly (readonly Float32Array[])[]): HostArrays {
  const arrays: HostArrays = {};
  blocks.forEach(({ name }, l) =>
    alphas[l]!.forEach((data, t) => {
      for (const kind of ['gate', 'held']) arrays[`task/${t}/${kind}/${name}`] = { shape: [data.length], data };
    }),
  );
  return arrays;
}

function movedTo(
  cost: Costing,
  alphas: readonly (readonly Float32Array[])[],
  limit: number,
  quantity: keyof Cost,
): Float32Array[][] {
  const gates = gatesWithin(cost, alphas, limit, quantity);
  return alphas.map((layer, l) =>
    layer.map((task, t) =>
      task.map((alpha, c) => {
        if (gates[l]![t]![c] === 1) return alpha > 0 ? alpha : margin;
        return alpha > 0 ? -margin : alpha;
      }),
    ),
  );
}

/** More pressure while the gates cost too much, less once they fit. */
function adapted(pressure: number, tooDear: boolean, { epochs }: SteeringContext): number {
  const factor = Math.min(3, reach ** (1 / Math.max(1, freeUntil * epochs)));
  return Math.min(1e4, Math.max(1e-4, tooDear ? pressure * factor : pressure / factor));
}

function flips(now: readonly (readonly Float32Array[])[], before: readonly (readonly Float32Array[])[]): number {
  let count = 0;
  now.forEach((layer, l) =>
    layer.forEach((task, t) => task.forEach((alpha, c) => (count += alpha > 0 !== before[l]![t]![c]! > 0 ? 1 : 0))),
  );
  return count;
}

/**
 * The common branch as the mean of the tasks' own ones after their warm-up. All started from the same values, so
 * that the mean is no blur of unlike channels. Test loss against hard sharing at a budget of 0.6, mean of two seeds
 * each on two unlike made-up tasks and on Energy (150 epochs): mean of the branches 0.84, half of each batch
 * training the common branch meanwhile 0.92. Left as it was drawn it ruined Energy (1.23 against 1.01, 60 epochs).
 */
function meanBranch(parameters: HostArrays, taskCount: number): HostArrays {
  const prefix = 'shared/trunk/';
  const names = Object.keys(parameters).filter((name) => name.startsWith(prefix));
  return Object.fromEntries(
    names.map((name) => {
      const own = Array.from({ length: taskCount }, (_, t) => parameters[name.replace('shared/', `task/${t}/`)]!.data);
      const { shape, data } = parameters[name]!;
      return [name, { shape, data: data.map((_, i) => own.reduce((sum, branch) => sum + branch[i]!, 0) / taskCount) }];
    }),
  );
}
