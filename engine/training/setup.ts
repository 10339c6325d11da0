// From a request to everything the loop needs: rows by part, heads, network, first state.

import type { Rng } from '../base/rng.ts';
import { createRng } from '../base/rng.ts';
import { Refusal } from '../contract/errors.ts';
import type { EncodedInputs, FeaturePlan, SeriesFeature } from '../data/features.ts';
import { filled, prefixed } from '../models/arrays.ts';
import type { HostArrays } from '../models/arrays.ts';
import { trunkOf } from '../models/capacity.ts';
import type { TrunkSize } from '../models/capacity.ts';
import { scheduleOf, weightingOf } from '../recipes/recipe.ts';
import type { ResolvedRecipe } from '../recipes/recipe.ts';
import type { BatchShapes, Executor, HostState } from '../runtime/executor.ts';
import type { Apart, Calibration } from '../recipes/sharing/sharing.ts';
import { rulesOf } from '../tasks/index.ts';
import type { TaskTargets } from '../tasks/targets.ts';
import { inputShapes, keptWidth, labelShapes } from './batch.ts';
import { domainsFor } from './domains.ts';
import { lateShapes } from './late.ts';
import { flatten, layOut, weightingPrefix } from './layout.ts';
import { mixupFor, mixupShapes } from './mixup.ts';
import { createNetwork, featureWidth, startNetwork } from './network.ts';
import type { Network } from './network.ts';
import { kindOf, pacing } from './pacing.ts';
import type { Pacing } from './pacing.ts';
import type { StepPlan } from './step.ts';

export interface TrainingRequest {
  readonly inputs: EncodedInputs;
  readonly plan: FeaturePlan;
  readonly targets: readonly TaskTargets[];
  /** One a row: 0 training, 1 validation, 2 test, 255 left out. */
  readonly parts: Uint8Array;
  readonly recipe: ResolvedRecipe;
  readonly budget: { readonly epochs?: number | undefined; readonly seconds?: number | undefined };
  readonly seed: number;
  readonly executor: Executor;
  readonly capacity?: TrunkSize;
  /** What a compute budget's quantity was measured as; needed for milliseconds. */
  readonly calibration?: Calibration;
  /** What separate models would be trained on, where that is less: of several data sets each reads its own. */
  readonly apart?: readonly ApartRequest[];
  /** Bytes given to `onCheckpoint` earlier by the same request: the run goes on from there. */
  readonly resumeFrom?: Uint8Array;
  /** Where to go on when the executor's device fails; the CPU when absent. */
  readonly fallback?: () => Promise<Executor>;
}

export interface ApartRequest extends Pick<TrainingRequest, 'inputs' | 'plan' | 'targets' | 'parts'> {
  /** Share of the parts that need these models; left out = every part. */
  readonly partsJudged?: number;
}

export interface Setup {
  readonly request: TrainingRequest;
  readonly plan: StepPlan;
  readonly pacing: Pacing;
  readonly rows: {
    readonly training: Uint32Array;
    readonly validation: Uint32Array;
    readonly judged: Uint32Array;
    /** Training rows by task, where batches are drawn by task; null otherwise. */
    readonly domains: readonly Uint32Array[] | null;
  };
  readonly shapes: BatchShapes;
  /** Alpha of the blends of photos; 0 = none. */
  readonly mixup: number;
  readonly rng: Rng;
  /** First state, drawn from the seed. */
  readonly start: HostState;
  /** First state of a search's member, from 0: that of member 0 is `start`, the others draw their own. */
  startOf(member: number): HostState;
}

/** More validation rows than this say nothing new about when to stop. */
const mostValidationRows = 20_000;

export function setUp(request: TrainingRequest): Setup {
  const { inputs, targets, recipe, parts } = request;
  if (targets.length === 0) throw new Refusal('training.no-tasks', {});
  if (inputs.numeric.length + inputs.categorical.length === 0 && !inputs.image && !inputs.series)
    throw new Refusal('training.no-inputs', {});
  const rng = createRng(request.seed);
  const training = rowsWhere(parts, (part) => part === 0);
  const allValidation = rowsWhere(parts, (part) => part === 1);
  if (training.length < 8 || allValidation.length < 1) {
    throw new Refusal('training.too-few-rows', { training: training.length, validation: allValidation.length });
  }
  const network = networkOf(request, training);
  const { heads } = network;
  const weighting = weightingOf(recipe);
  const context = {
    taskCount: heads.length,
    featureWidth: featureWidth(network),
    baselines: heads.map((head) => head.constantLoss),
    settings: recipe.weighting.settings,
    rng: rng.fork('weighting'),
  };
  const weights = weighting.start(context);
  const arraysFrom = (draws: Rng): HostArrays => ({
    ...startNetwork(network, draws),
    ...prefixed(weightingPrefix, weights.variables),
  });
  const arrays = arraysFrom(rng.fork('network'));
  const layout = layOut(arrays);
  const mayMiss = targets.some((target) => training.some((row) => Number.isNaN(target.values[row]!)));
  const schedule = scheduleOf(recipe);
  const pace = pacing(training.length, request.budget, kindOf(inputs), sizeOfTrunk(request));
  const zeros = (size: number): HostState[string] => filled([size], 0);
  const stateOf = (vector: Float32Array): HostState => ({
    vector: { shape: [layout.size], data: vector },
    first: zeros(layout.size),
    second: zeros(layout.size),
    ...prefixed('memory/', weights.memory),
    ...(weighting.shadow?.(recipe.weighting.settings)
      ? {
          'shadow/vector': { shape: [layout.modelSize], data: vector.slice(0, layout.modelSize) },
          'shadow/first': zeros(layout.modelSize),
          'shadow/second': zeros(layout.modelSize),
        }
      : {}),
  });
  const start = stateOf(flatten(arrays, layout));
  const noise = weighting.noise?.(heads.length);
  const controls = network.sharing.controlCount?.(heads.length) ?? 0;
  const dropped = keptWidth(network.trunk, pace.dropRate);
  const domains = domainsFor(recipe, targets, training);
  const mixup = mixupFor(inputs, training, domains !== null);
  const shapes: BatchShapes = {
    ...inputShapes(inputs, pace.batchSize),
    ...labelShapes(targets, pace.batchSize),
    ...(mixup > 0 ? mixupShapes(heads.length, pace.batchSize) : {}),
    pace: { shape: [3], dtype: 'float32' },
    epochStart: { shape: [], dtype: 'float32' },
    ...lateShapes(network.trunk),
    ...(weighting.host ? { weights: { shape: [heads.length], dtype: 'float32' as const } } : {}),
    ...(dropped > 0 ? { kept: { shape: [pace.batchSize, dropped], dtype: 'float32' as const } } : {}),
    ...(noise ? { noise: { shape: noise.shape, dtype: 'float32' as const } } : {}),
    ...(controls > 0 ? { controls: { shape: [controls], dtype: 'float32' as const } } : {}),
    ...(schedule.masks ? { taskMask: { shape: [heads.length], dtype: 'float32' as const } } : {}),
  };
  return {
    request,
    plan: { network, layout, weighting, schedule, mayMiss },
    pacing: pace,
    rows: {
      training,
      validation: sample(allValidation, mostValidationRows, rng.fork('validation')),
      judged: rowsWhere(parts, (part) => part === 1 || part === 2),
      domains,
    },
    shapes,
    mixup,
    rng,
    start,
    startOf: (member) => (member === 0 ? start : stateOf(flatten(arraysFrom(rng.fork(`network ${member}`)), layout))),
  };
}

/** The network that a request trains; of its training rows only the tasks' scales are read. */
export function networkOf(
  request: Pick<TrainingRequest, 'plan' | 'targets' | 'recipe' | 'capacity' | 'apart'>,
  training: Uint32Array,
): Network {
  const { plan, targets, recipe, apart } = request;
  const heads = targets.map((target) => rulesOf(target.task).fit(target, training, seriesOf(plan, target)));
  const network = createNetwork(plan, heads, recipe, sizeOfTrunk(request));
  return apart ? { ...network, apart: apart.map((own) => apartOf(own, request)) } : network;
}

function apartOf({ plan, targets, partsJudged = 1 }: ApartRequest, request: Parameters<typeof networkOf>[0]): Apart {
  const tasks = targets.map((own) => request.targets.findIndex(({ task }) => task.id === own.task.id));
  return { trunk: trunkOf(plan, sizeOfTrunk(request)), tasks, partsJudged };
}

/** What a forecast's head is told: of several data sets, each task has the season of its own. */
function seriesOf({ series }: FeaturePlan, { task }: TaskTargets): SeriesFeature | undefined {
  const season = series?.seasons?.[task.id];
  return series && season !== undefined ? { ...series, season } : series;
}

/** Epochs that a training on so many rows takes where nobody asks for a number of them. */
export function usualEpochs({ rows, request }: Pick<Setup, 'rows' | 'request'>): number {
  return pacing(rows.training.length, {}, kindOf(request.inputs), sizeOfTrunk(request)).epochs;
}

/** How large the model is: as the request says, otherwise as the recipe does. */
export function sizeOfTrunk({ capacity, recipe }: Pick<TrainingRequest, 'capacity' | 'recipe'>): TrunkSize {
  return capacity ?? recipe.recipe.capacity ?? 'medium';
}

function rowsWhere(parts: Uint8Array, wanted: (part: number) => boolean): Uint32Array {
  const rows: number[] = [];
  parts.forEach((part, row) => {
    if (wanted(part)) rows.push(row);
  });
  return Uint32Array.from(rows);
}

/** At most `most` of the rows, evenly likely, in ascending order. */
function sample(rows: Uint32Array, most: number, rng: Rng): Uint32Array {
  if (rows.length <= most) return rows;
  const kept: number[] = [];
  rows.forEach((row, i) => {
    if (rng.next() * (rows.length - i) < most - kept.length) kept.push(row);
  });
  return Uint32Array.from(kept);
}
