// The network of a run: trunk, sharing and heads put together, as pure functions of parameters.

import { add, concat, expandDims, matMul, mean, stack, unstack } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor, Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { Rng } from '../base/rng.ts';
import type { FeaturePlan } from '../data/features.ts';
import { prefixed } from '../models/arrays.ts';
import type { HostArrays } from '../models/arrays.ts';
import type { TrunkSize } from '../models/capacity.ts';
import { trunkOf } from '../models/capacity.ts';
import { applyHead, startHead } from '../models/head.ts';
import { under } from '../models/trunk.ts';
import type { HeadLayer, Inputs, Parameters, Prepared, Trunk } from '../models/trunk.ts';
import { sharingOf } from '../recipes/recipe.ts';
import type { ResolvedRecipe } from '../recipes/recipe.ts';
import type { Apart, Sharing, SharingContext } from '../recipes/sharing/sharing.ts';
import { rulesOf } from '../tasks/index.ts';
import type { RowMoments, TaskHead } from '../tasks/rules.ts';
import { aheadName } from './batch.ts';

export interface Network {
  readonly trunk: Trunk;
  readonly sharing: Sharing;
  readonly heads: readonly TaskHead[];
  readonly recipe: ResolvedRecipe;
  /** As `SharingContext.apart`. */
  readonly apart?: readonly Apart[];
}

export interface Forward {
  /** One a task, `[members, rows, outputSize]`. */
  readonly outputs: readonly Tensor3D[];
  /** What the heads read, each different tensor averaged over members and rows, `[featureWidth]`. */
  pooled(): Tensor1D;
}

export function createNetwork(
  plan: FeaturePlan,
  heads: readonly TaskHead[],
  recipe: ResolvedRecipe,
  capacity: TrunkSize,
): Network {
  return { trunk: trunkOf(plan, capacity), sharing: sharingOf(recipe), heads, recipe };
}

/** What a network's sharing is asked with. @param state a finished model's numbers, where there is one */
export function sharingContext({ trunk, heads, recipe, apart }: Network, state: HostArrays = {}): SharingContext {
  return {
    trunk,
    taskCount: heads.length,
    settings: recipe.sharing.settings,
    outputSizes: heads.map((head) => head.outputSize),
    lines: heads.map((_, k) => state[lineWeight(k)]?.data.length ?? 0),
    ...(apart ? { apart } : {}),
  };
}

/** Length of `Forward.pooled`. */
export function featureWidth({ trunk, sharing, heads }: Network): number {
  return trunk.width * sharing.featureSets(heads.length);
}

/** First values of trunk and heads. */
export function startNetwork({ trunk, sharing, heads, recipe }: Network, rng: Rng): HostArrays {
  const bodies = sharing.start(trunk, heads.length, rng.fork('trunk'), recipe.sharing.settings);
  // Random weights on the inputs themselves stay where no training row says otherwise, and are noise on new rows.
  const linear = Object.keys(bodies).length === 0;
  const tops = heads.map((head, k) => {
    const own = rng.fork(`head ${k}`);
    const layer = headLayer(trunk, head);
    return prefixed(
      `task/${k}/head/`,
      layer ? layer.start(own) : startHead(trunk.members, trunk.width, head.startBias, linear ? null : own),
    );
  });
  return Object.assign({}, bodies, ...tops);
}

/** A forecast's head is the trunk's own: it knows which features belong to which column. */
function headLayer(trunk: Trunk, { forecast }: TaskHead): HeadLayer | null {
  return forecast ? trunk.forecastHead!(forecast) : null;
}

/** One forward pass on prepared inputs. Pure tfjs. */
export function forward(
  network: Network,
  parameters: Parameters,
  prepared: Prepared,
  controls: Tensor1D | null = null,
): Forward {
  const features = network.sharing.features(sharingContext(network), parameters, prepared, controls);
  return {
    outputs: features.map((feature, k) => {
      const own = under(`task/${k}/head/`, parameters);
      const layer = headLayer(network.trunk, network.heads[k]!);
      return layer ? (layer.apply(own, feature, prepared) as Tensor3D) : applyHead(own, feature);
    }),
    pooled: () => concat([...new Set(features)].map((feature) => mean(feature, [0, 1]))) as Tensor1D,
  };
}

/** Weights of the linear part of a task's answer, `[columns, outputSize]`; there is none where they are missing. */
export function lineWeight(k: number): string {
  return `task/${k}/line/weight`;
}

/** The linear part is the same for all members; its bias is in that of the head. */
function withLine(outputs: Tensor3D, weight: Tensor | undefined, columns: () => Tensor2D): Tensor3D {
  return weight ? (add(outputs, expandDims(matMul(columns(), weight as Tensor2D), 0)) as Tensor3D) : outputs;
}

/** What the user sees, one tensor a task by task id. Pure tfjs. */
export function infer(network: Network, parameters: Parameters, inputs: Inputs): Record<string, Tensor> {
  const prepared = network.trunk.prepare(inputs);
  const views = network.trunk.views?.(prepared) ?? [prepared];
  let read: Tensor2D | null = null;
  const columns = (): Tensor2D => (read ??= network.trunk.line!.apply(inputs));
  const seen = views.map((view) => forward(network, parameters, view).outputs);
  // Answers to several views are averaged as those of an ensemble's members are.
  const outputs = network.heads.map((_, k) =>
    withLine(
      seen.length === 1 ? seen[0]![k]! : concat(seen.map((each) => each[k]!)),
      parameters[lineWeight(k)],
      columns,
    ),
  );
  return Object.fromEntries(
    network.heads.map((head, k) => [
      head.task.id,
      rulesOf(head.task).predict(outputs[k]!, head, momentsOf(network, head, inputs)),
    ]),
  );
}

/** Each task's labels in a batch: `[rows]`, a forecast's `[rows, width]`. */
export function labelsIn(batch: Inputs): Tensor[] {
  return unstack(batch['labels'] as Tensor2D).map((own, k) => batch[aheadName(k)] ?? own);
}

/** Mean loss of each task, `[K]`; 0 where no row has a label. Pure tfjs. @param inputs from which the outputs came */
export function taskLosses(
  network: Network,
  inputs: Inputs,
  outputs: readonly Tensor3D[],
  labels: readonly Tensor[],
  present: readonly Tensor1D[],
): Tensor1D {
  return stack(network.heads.map((_, k) => taskLoss(network, k, inputs, outputs, labels, present))) as Tensor1D;
}

/** Mean loss of one task. Pure tfjs. */
export function taskLoss(
  network: Network,
  k: number,
  inputs: Inputs,
  outputs: readonly Tensor3D[],
  labels: readonly Tensor[],
  present: readonly Tensor1D[],
): Scalar {
  const head = network.heads[k]!;
  const own = momentsOf(network, head, inputs);
  return rulesOf(head.task).loss(outputs[k]!, labels[k]!, present[k]!, head, own) as Scalar;
}

/** What each row's forecasts are deviations of, where that differs from row to row. */
function momentsOf({ trunk }: Network, { forecast }: TaskHead, inputs: Inputs): RowMoments | null {
  return forecast ? (trunk.rowMoments?.(forecast, inputs) ?? null) : null;
}
