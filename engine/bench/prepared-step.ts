// A training step of made-up regression tasks, compiled and fed, for benchmarks that time steps.

import { createRng } from '../base/rng.ts';
import type { Recipe } from '../contract/recipes.ts';
import type { Task } from '../contract/tasks.ts';
import { plainRecipe } from '../contract/yardsticks.ts';
import type { FeaturePlan } from '../data/features.ts';
import type { Trunk } from '../models/trunk.ts';
import { resolveRecipe } from '../recipes/recipe.ts';
import type { CompiledStep, Executor, HostTensor } from '../runtime/index.ts';
import { inputTensors, keptTensor, labelTensors } from '../training/batch.ts';
import { flatten, layOut } from '../training/layout.ts';
import { startNetwork } from '../training/network.ts';
import { paceOf } from '../training/pacing.ts';
import { setUp } from '../training/setup.ts';
import { createStep } from '../training/step.ts';

const rowCount = 10_000;
const inputCount = 20;

export interface PreparedStep {
  readonly step: CompiledStep;
  readonly batch: Record<string, HostTensor>;
  /** Bytes of parameters, moments and the method's own state. */
  readonly held: number;
}

export interface StepOptions {
  readonly taskCount: number;
  readonly recipe: Partial<Recipe>;
  readonly executor: Executor;
  /** Another trunk than the usual one, of these columns. */
  readonly trunk?: (plan: FeaturePlan) => Trunk;
  readonly batchSize?: number;
}

export async function prepareStep({
  taskCount,
  recipe,
  executor,
  trunk,
  batchSize,
}: StepOptions): Promise<PreparedStep> {
  const rng = createRng(1);
  const numeric = Float32Array.from({ length: rowCount * inputCount }, () => rng.normal());
  const feature = (i: number) =>
    ({ column: `x${i}`, part: 'value', origin: 0, center: 0, scale: 1, quantiles: [-3, 3], canMiss: false }) as const;
  const plan: FeaturePlan = {
    numeric: Array.from({ length: inputCount }, (_, i) => feature(i)),
    categorical: [],
    leftOut: [],
  };
  const tasks = Array.from({ length: taskCount }, (_, k): Task => ({
    id: `t${k}`,
    data: 'main',
    target: `t${k}`,
    kind: 'regression',
    importance: 1,
  }));
  const targets = tasks.map((task, k) => ({
    task,
    classes: [],
    values: Float32Array.from(
      { length: rowCount },
      (_, row) => numeric[row * inputCount + (k % inputCount)]! + 0.1 * rng.normal(),
    ),
  }));
  const setup = setUp({
    inputs: { rowCount, numeric, categorical: new Int32Array(0) },
    plan,
    targets,
    parts: Uint8Array.from({ length: rowCount }, (_, row) => (row % 10 === 0 ? 1 : 0)),
    recipe: resolveRecipe({ ...plainRecipe, ...recipe } as Recipe, tasks),
    budget: {},
    seed: 1,
    executor,
  });
  const size = batchSize ?? setup.pacing.batchSize;
  const rows = setup.rows.training.slice(0, size);
  const built = trunk ? withTrunk(setup, trunk(plan)) : { plan: setup.plan, start: setup.start };
  const noise = setup.plan.weighting.noise?.(taskCount);
  const controls = setup.shapes['controls'];
  const batch: Record<string, HostTensor> = {
    ...inputTensors(setup.request.inputs, rows),
    ...labelTensors(targets, rows),
    ...(trunk ? {} : keptTensor(setup.plan.network.trunk, setup.pacing.dropRate, rows.length, rng)),
    pace: { shape: [3], data: paceOf(100, 10_000) },
    epochStart: { shape: [], data: Float32Array.of(0) },
    ...(setup.plan.weighting.host
      ? { weights: { shape: [taskCount], data: new Float32Array(taskCount).fill(1) } }
      : {}),
    ...(setup.plan.schedule.masks
      ? { taskMask: { shape: [taskCount], data: new Float32Array(taskCount).fill(1) } }
      : {}),
    ...(controls ? { controls: { shape: controls.shape, data: new Float32Array(controls.shape[0]!).fill(0.01) } } : {}),
    ...(noise
      ? {
          noise: {
            shape: noise.shape,
            data: Float32Array.from({ length: noise.shape.reduce((a, b) => a * b, 1) }, () => noise.draw(rng)),
          },
        }
      : {}),
  };
  const shapes = Object.fromEntries(
    Object.entries(batch).map(([name, { shape }]) => [name, { shape, dtype: 'float32' as const }]),
  );
  return {
    step: await executor.compile(createStep(built.plan), built.start, shapes),
    batch,
    held: Object.values(built.start).reduce((bytes, tensor) => bytes + 4 * tensor.data.length, 0),
  };
}

/** The same step on another trunk. For weightings without variables of their own. */
function withTrunk(setup: ReturnType<typeof setUp>, trunk: Trunk): Pick<ReturnType<typeof setUp>, 'plan' | 'start'> {
  const network = { ...setup.plan.network, trunk };
  const arrays = startNetwork(network, createRng(1));
  const layout = layOut(arrays);
  const zeros = { shape: [layout.size], data: new Float32Array(layout.size) };
  const vector = { shape: [layout.size], data: flatten(arrays, layout) };
  return { plan: { ...setup.plan, network, layout }, start: { vector, first: zeros, second: zeros } };
}

/**
 * Mean milliseconds of processor time a step over `count` of them, all threads of this process together. On a machine
 * that is busy with other things the time on the wall says more about those.
 */
export async function timeSteps({ step, batch }: PreparedStep, count: number): Promise<number> {
  const before = process.cpuUsage();
  for (let i = 0; i < count; i++) await step.run(batch);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / count;
}

export function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[times.length >> 1]!;
}
