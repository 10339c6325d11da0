// A compute budget in a unit that can be measured: the same architecture as one shared model, as separate
// models and with two settings of the gates, exported and measured before training.

import { createRng } from '../base/rng.ts';
import { budgetOf } from '../recipes/settings.ts';
import type { ComputeBudget } from '../contract/methods.ts';
import { resolveRecipe } from '../recipes/recipe.ts';
import type { ResolvedRecipe } from '../recipes/recipe.ts';
import type { Calibration, Measurement } from '../recipes/sharing/sharing.ts';
import type { HostArrays } from '../models/arrays.ts';
import { modelArrays } from '../training/layout.ts';
import { createModel } from '../training/model.ts';
import { sharingContext } from '../training/network.ts';
import { setUp, sizeOfTrunk } from '../training/setup.ts';
import type { ApartRequest, Setup, TrainingRequest } from '../training/setup.ts';
import { exportModel } from './export.ts';
import type { ExportedModel } from './export.ts';
import { measureLatency } from './latency.ts';
import type { Latency } from './latency.ts';

export interface Calibrated {
  readonly calibration: Calibration;
  /** The same quantity of a finished model. */
  measured(exported: ExportedModel, latency: Latency): number;
}

/** Where between hard sharing (0) and separate models (1) the two gated models lie. */
const between = [0.25, 0.75];

/** Untrained weights serve: operations, bytes and time do not depend on their values. Null where no budget is given. */
export async function calibrate(request: TrainingRequest, signal?: AbortSignal): Promise<Calibrated | null> {
  const budget = budgetOf(request.recipe.sharing.settings, 'budget');
  if (!budget) return null;
  const [hard, separate] = [plainModel(request, 'hard'), plainModel(request, 'single-task')];
  const apart = request.apart ? flopsApart(request, request.apart) : separate.flops;
  const gated = between.flatMap((place) => gatedModel(request, place) ?? []);
  const all = [hard, separate, ...gated.map(({ exported }) => exported)];
  const times = budget.kind === 'milliseconds' ? await inTurn(all, signal) : null;
  const quantity = (exported: ExportedModel, milliseconds: number): number =>
    quantityIn(budget, exported, apart, milliseconds);
  const values = all.map((exported, i) => quantity(exported, times?.[i] ?? 0));
  const points = gated.map(({ operations, parameters }, i): Measurement => ({
    operations,
    parameters,
    value: values[2 + i]!,
  }));
  return {
    calibration: {
      hard: values[0]!,
      separate: values[1]!,
      gated: points.length === 2 ? [points[0]!, points[1]!] : null,
    },
    measured: (exported, latency) => quantity(exported, latency.p50),
  };
}

function plainModel(request: TrainingRequest, sharing: 'hard' | 'single-task'): ExportedModel {
  const recipe = resolveRecipe(
    { sharing, weighting: 'equal', schedule: 'joint', search: 'none' },
    request.targets.map((target) => target.task),
  );
  return untrained(request, recipe, () => ({})).exported;
}

/** Operations of separate models a part, where each reads less than the shared one does. */
function flopsApart({ apart: _, ...request }: TrainingRequest, apart: readonly ApartRequest[]): number {
  return apart.reduce((sum, { partsJudged = 1, ...own }) => {
    const { flops } = plainModel({ ...request, ...own }, 'single-task');
    return sum + partsJudged * flops;
  }, 0);
}

/** A model of the request's own sharing as it would be held at a budget at `place`; null where nothing is gated. */
function gatedModel(request: TrainingRequest, place: number) {
  const withBudget = (value: number): ResolvedRecipe => ({
    ...request.recipe,
    sharing: {
      ...request.recipe.sharing,
      settings: { ...request.recipe.sharing.settings, budget: { kind: 'flopsOfSeparate', value } },
    },
  });
  const whole = untrained(request, withBudget(1), () => ({}));
  if (!whole.gates) return null;
  // Gates begin as own: unpruned, all of them are.
  const { hard, pruned: allOwn, separate } = whole.gates.flops;
  const recipe = withBudget((hard + place * (allOwn - hard)) / separate);
  const { exported, gates } = untrained(request, recipe, ({ plan }, parameters) => {
    const context = { ...sharingContext(plan.network), epoch: 1, epochs: 1, strength: null };
    return plan.network.sharing.steer?.({ ...context, parameters: () => parameters }).parameters ?? {};
  });
  return { exported, operations: gates!.flops.pruned, parameters: gates!.parameters.pruned };
}

function untrained(
  request: TrainingRequest,
  recipe: ResolvedRecipe,
  change: (setup: Setup, state: HostArrays) => HostArrays,
) {
  const capacity = sizeOfTrunk(request);
  const setup = setUp({ ...request, recipe, capacity });
  const { network, layout } = setup.plan;
  const start = stirred(modelArrays(setup.start['vector']!.data as Float32Array, layout));
  const state = { ...start, ...change(setup, start) };
  const ids = network.heads.map((head) => head.task.id);
  return {
    exported: exportModel(createModel({ recipe, capacity, plan: request.plan, heads: network.heads, state })),
    gates: network.sharing.show?.(sharingContext(network), state, ids).gates ?? null,
  };
}

/**
 * First values with a little noise: trained numbers are all different, and equal ones would be stored as one.
 * What a sharing notes about itself (`shared/<name>`, of no layer) stays.
 */
function stirred(arrays: HostArrays): HostArrays {
  const rng = createRng(1);
  return Object.fromEntries(
    Object.entries(arrays).map(([name, { shape, data }]) => [
      name,
      name.split('/').length > 2 ? { shape, data: data.map((value) => value + 0.01 * rng.normal()) } : { shape, data },
    ]),
  );
}

function quantityIn({ kind }: ComputeBudget, exported: ExportedModel, separate: number, milliseconds: number): number {
  if (kind === 'flopsOfSeparate') return exported.flops / separate;
  if (kind === 'flops') return exported.flops;
  return kind === 'megabytes' ? exported.onnx.length / 1e6 : milliseconds;
}

/** Rounds of measurement, by turns so that a busy moment of this PC falls on all. */
const rounds = 3;

/** Median milliseconds of each: the lowest over the rounds, which other programs disturb least. */
async function inTurn(models: readonly ExportedModel[], signal?: AbortSignal): Promise<number[]> {
  const lowest = models.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < rounds; round++) {
    for (const [i, { onnx, signature }] of models.entries()) {
      lowest[i] = Math.min(lowest[i]!, (await measureLatency(onnx, signature, signal)).p50);
    }
  }
  return lowest;
}
