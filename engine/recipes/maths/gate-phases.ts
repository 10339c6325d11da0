// The three parts of a training with gates, and what is remembered between epochs.
//
// Warm: every gate is held at own, so that the T branches are the single-task networks (methods.md 5.4).
// Free: gates learn under pressure. Held: gates stand still, moved to the budget first, and the weights
// finish. What has been decided is kept among the parameters (`shared/gate-state`, without gradient), so
// that a resumed or copied training goes on where it was even if the number of epochs has changed.

import type { ComputeBudget } from '../../contract/methods.ts';
import { Refusal } from '../../contract/errors.ts';
import type { HostArrays } from '../../models/arrays.ts';
import type { Cost } from '../../models/trunk.ts';
import type { Calibration } from '../sharing/sharing.ts';
import { costOf, uniformGates } from './gate-cost.ts';
import type { Costing } from './gate-cost.ts';

export const stateName = 'shared/gate-state';

export type Phase = 0 | 1 | 2;
export const phases = { warm: 0, free: 1, held: 2 } as const;

export interface GateState {
  readonly phase: Phase;
  /** Strength of the hinge in use. */
  readonly pressure: number;
  /** Gates that changed sides in the last epoch in which they were free. */
  readonly flipped: number;
  /** How the budget's unit follows from counted cost; slope 0 = not yet settled. */
  readonly line: Line;
}

/** A budget's quantity = offset + slope times the counted cost; at the ends as measured there. */
export interface Line {
  readonly offset: number;
  readonly slope: number;
  readonly hard: number;
  readonly separate: number;
}

export const noLine: Line = { offset: 0, slope: 0, hard: 0, separate: 0 };

export function writeState({ phase, pressure, flipped, line }: GateState): HostArrays {
  const { offset, slope, hard, separate } = line;
  const data = Float32Array.of(phase, pressure, flipped, offset, slope, hard, separate);
  return { [stateName]: { shape: [data.length], data } };
}

export function readState(parameters: HostArrays): GateState {
  const [phase, ...numbers] = Array.from(parameters[stateName]!.data);
  const [pressure, flipped, offset, slope, hard, separate] = numbers as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return { phase: phase as Phase, pressure, flipped, line: { offset, slope, hard, separate } };
}

/** Most that gates may cost in counted units: all where separate models keep to the budget, else where the line meets it. */
export function limitOf({ offset, slope, separate }: Line, { value }: ComputeBudget): number {
  return value >= separate ? Number.POSITIVE_INFINITY : (value - offset) / slope;
}

/** The budget's quantity of a network of this cost. */
export function reachedBy({ offset, slope, hard, separate }: Line, cost: number, least: number, most: number): number {
  return cost === least ? hard : cost === most ? separate : offset + slope * cost;
}

/** Share of all epochs after which gates stand still. */
export const freeUntil = 0.3;

/** The phase of an epoch, from 1; the last epoch is always held. */
export function phaseOf(epoch: number, epochs: number, warmUp: number): Phase {
  if (epoch > Math.min(epochs - 1, Math.round(freeUntil * epochs))) return phases.held;
  return epoch <= Math.round(warmUp * epochs) ? phases.warm : phases.free;
}

/** The part of the cost that a budget of this kind is about. */
export function quantityOf({ kind }: ComputeBudget): keyof Cost {
  return kind === 'megabytes' ? 'parameters' : 'operations';
}

/** Bytes of a trained number, and floating-point operations of a multiply-add. */
const bytesEach = 4;
const operationsEach = 2;

/**
 * The line from counted cost to the budget's unit: through two gated models where such were measured (their
 * graph has more and smaller parts than a plain one's), otherwise through hard sharing and a network for each task.
 * @param apart what separate models cost, of which a share may be asked for
 * @throws Refusal `training.budget-too-small` below hard sharing, which no gates can undercut
 */
export function lineOf(cost: Costing, budget: ComputeBudget, calibration: Calibration | null, apart: Cost): Line {
  const quantity = quantityOf(budget);
  const least = costOf(cost, uniformGates(cost, 0))[quantity];
  const most = costOf(cost, uniformGates(cost, 1))[quantity];
  const { hard, separate, gated } = calibration ?? { ...counted(budget, least, most, apart), gated: null };
  if (budget.value < hard * (1 - tolerance)) {
    throw new Refusal('training.budget-too-small', {
      kind: budget.kind,
      asked: budget.value,
      least: hard,
      most: separate,
    });
  }
  const [low, high] = gated ?? [
    { [quantity]: least, value: hard },
    { [quantity]: most, value: separate },
  ];
  const rise = (high.value - low.value) / (high[quantity]! - low[quantity]!);
  // A slope that is measured as flat or falling says nothing: then proportion to the larger model counts.
  const slope = rise > 0 ? rise : separate / most;
  return { offset: high.value - slope * high[quantity]!, slope, hard, separate };
}

/** A budget that falls short of hard sharing by no more than this is met by hard sharing. */
const tolerance = 0.02;

function counted(
  budget: ComputeBudget,
  least: number,
  most: number,
  apart: Cost,
): { readonly hard: number; readonly separate: number } {
  switch (budget.kind) {
    case 'flopsOfSeparate':
      return { hard: least / apart.operations, separate: most / apart.operations };
    case 'flops':
      return { hard: operationsEach * least, separate: operationsEach * most };
    case 'megabytes':
      return { hard: (bytesEach * least) / 1e6, separate: (bytesEach * most) / 1e6 };
    case 'milliseconds':
      throw new Error('a budget in milliseconds needs a measurement of this PC');
  }
}
