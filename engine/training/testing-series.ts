// A small made-up plant in time for the tests of this folder: two readings that follow a shift of eight rows, some of
// them missing, each forecast by a task of its own, and a third task that judges each moment.

import { createRng } from '../base/rng.ts';
import type { Recipe } from '../contract/recipes.ts';
import { plainRecipe } from '../contract/yardsticks.ts';
import type { Task } from '../contract/tasks.ts';
import { originParts } from '../data/series/index.ts';
import type { Table } from '../data/table.ts';
import { resolveRecipe } from '../recipes/recipe.ts';
import { createExecutor } from '../runtime/index.ts';
import { encodeTargets } from '../tasks/index.ts';
import type { TrainingOutcome, TrainingRequest } from './train-run.ts';

const rowCount = 420;
const lookback = 16;
const horizon = 4;
const season = 8;
const columns = ['load', 'oil'] as const;
const common = { data: 'main', importance: 1 } as const;

export const seriesTasks: readonly Task[] = [
  ...columns.map((target): Task => ({
    ...common,
    id: target,
    target,
    kind: 'forecast',
    lookback,
    horizon,
    interval: 0.8,
  })),
  { ...common, id: 'high', target: 'high', kind: 'binary', positive: 'NG' },
];

/** Of the rows 300 train, 60 validate, 60 test. */
export async function seriesRequest(
  recipe: Partial<Recipe> = {},
  tasks: readonly Task[] = seriesTasks,
  network?: 'convolution',
): Promise<TrainingRequest> {
  const rng = createRng(11);
  const wave = (row: number, lag: number): number => Math.sin((2 * Math.PI * (row - lag)) / season);
  const drift = (row: number): number => 2 * Math.sin(row / 60);
  const load = Float64Array.from(
    { length: rowCount },
    (_, row) => 50 + 5 * (wave(row, 0) + drift(row)) + 0.3 * rng.normal(),
  );
  const oil = Float64Array.from({ length: rowCount }, (_, row) => -3 + wave(row, 2) + drift(row) + 0.05 * rng.normal());
  const high = Int32Array.from(load, (value) => (value > 50 ? 1 : 0));
  for (let row = 30; row < rowCount; row += 37) load[row] = NaN;
  const table: Table = {
    rowCount,
    columns: [
      { kind: 'number', name: 'load', unit: null, values: load },
      { kind: 'number', name: 'oil', unit: null, values: oil },
      { kind: 'category', name: 'high', unit: null, codes: high, levels: ['OK', 'NG'] },
    ],
    source: { file: new Uint16Array(rowCount), line: new Uint32Array(rowCount), files: ['plant.csv'] },
  };
  const parts = Uint8Array.from({ length: rowCount }, (_, row) => (row < 300 ? 0 : row < 360 ? 1 : 2));
  const values = new Float32Array(rowCount * 2);
  for (let row = 0; row < rowCount; row++) values.set([load[row]!, oil[row]!], row * 2);
  const known = Float32Array.from({ length: rowCount }, (_, row) => wave(row, 0));
  return {
    inputs: {
      rowCount,
      numeric: new Float32Array(0),
      categorical: new Int32Array(0),
      series: { lookback, channels: 2, values, firstRow: new Uint32Array(rowCount), known, knownWidth: 1, horizon },
    },
    plan: {
      numeric: [],
      categorical: [],
      leftOut: [],
      series: {
        lookback,
        horizon,
        channels: [
          { column: 'load', mean: 50, deviation: 8 },
          { column: 'oil', mean: -3, deviation: 1.6 },
        ],
        known: ['shift'],
        season,
        ...(network ? { network } : {}),
      },
    },
    targets: tasks.map((task) => encodeTargets(table, task)),
    parts: originParts(parts, new Uint32Array(rowCount).fill(rowCount - 1), lookback, horizon),
    recipe: resolveRecipe({ ...plainRecipe, ...recipe } as Recipe, tasks),
    budget: { epochs: 4 },
    seed: 3,
    executor: await createExecutor('cpu'),
    capacity: 'medium',
  };
}

/** One column, a wave of deviation 1 with normal noise of this deviation and nothing else, forecast with an interval of 80 %. */
export async function steadyRequest(noise: number): Promise<TrainingRequest> {
  const count = 1800;
  const rng = createRng(5);
  const wave = (row: number): number => Math.SQRT2 * Math.sin((2 * Math.PI * row) / season);
  const values = Float64Array.from({ length: count }, (_, row) => wave(row) + noise * rng.normal());
  const table: Table = {
    rowCount: count,
    columns: [{ kind: 'number', name: 'load', unit: null, values }],
    source: { file: new Uint16Array(count), line: new Uint32Array(count), files: ['steady.csv'] },
  };
  const parts = Uint8Array.from({ length: count }, (_, row) => (row < 1000 ? 0 : row < 1300 ? 1 : 2));
  const series = { lookback, horizon, firstRow: new Uint32Array(count), known: new Float32Array(0), knownWidth: 0 };
  const channels = [{ column: 'load', mean: 0, deviation: 1 }];
  return {
    ...(await seriesRequest({}, seriesTasks.slice(0, 1))),
    inputs: {
      rowCount: count,
      numeric: new Float32Array(0),
      categorical: new Int32Array(0),
      series: { ...series, channels: 1, values: Float32Array.from(values) },
    },
    plan: { numeric: [], categorical: [], leftOut: [], series: { lookback, horizon, channels, known: [], season } },
    targets: [encodeTargets(table, seriesTasks[0]!)],
    parts: originParts(parts, new Uint32Array(count).fill(count - 1), lookback, horizon),
    budget: {},
  };
}

/**
 * A column that follows another one, itself nothing but chance, 26 rows later with noise of this deviation: forecast
 * from windows of 48 rows, with the other's past (`companion`) or without it.
 */
export async function followingRequest(
  noise: number,
  companion: boolean,
  network?: 'convolution',
): Promise<TrainingRequest> {
  const [count, back, lag, ahead] = [1800, 48, 26, 24];
  const rng = createRng(5);
  const leader = Float64Array.from({ length: count }, () => rng.normal());
  const values = leader.map((_, row) => (leader[row - lag] ?? 0) + noise * rng.normal());
  const table: Table = {
    rowCount: count,
    columns: [{ kind: 'number', name: 'load', unit: null, values }],
    source: { file: new Uint16Array(count), line: new Uint32Array(count), files: ['following.csv'] },
  };
  const task: Task = {
    ...common,
    id: 'load',
    target: 'load',
    kind: 'forecast',
    lookback: back,
    horizon: ahead,
    interval: 0.8,
  };
  const parts = Uint8Array.from({ length: count }, (_, row) => (row < 1000 ? 0 : row < 1300 ? 1 : 2));
  const names = companion ? ['load', 'leader'] : ['load'];
  const series = { lookback: back, horizon: ahead, firstRow: new Uint32Array(count), known: new Float32Array(0) };
  return {
    ...(await seriesRequest({}, [task])),
    inputs: {
      rowCount: count,
      numeric: new Float32Array(0),
      categorical: new Int32Array(0),
      series: {
        ...series,
        knownWidth: 0,
        channels: names.length,
        values: Float32Array.from({ length: count * names.length }, (_, i) =>
          i % names.length === 0 ? values[i / names.length]! : leader[Math.floor(i / names.length)]!,
        ),
      },
    },
    plan: {
      numeric: [],
      categorical: [],
      leftOut: [],
      series: {
        lookback: back,
        horizon: ahead,
        channels: names.map((column) => ({ column, mean: 0, deviation: 1 })),
        ...(companion ? { companions: 1 } : {}),
        known: [],
        season: 8,
        ...(network ? { network } : {}),
      },
    },
    targets: [encodeTargets(table, task)],
    parts: originParts(parts, new Uint32Array(count).fill(count - 1), back, ahead),
    budget: {},
  };
}

/** The request with its last column turned from one that is forecast into one that only helps. */
export function withCompanion(request: TrainingRequest): TrainingRequest {
  const last = request.plan.series!.channels.at(-1)!.column;
  const targets = request.targets.filter(({ task }) => task.target !== last);
  return { ...request, targets, plan: { ...request.plan, series: { ...request.plan.series!, companions: 1 } } };
}

/** Over all forecasts that begin among the test rows: root of the mean squared error, and the share inside the interval. */
export function testFigures({ targets, parts }: TrainingRequest, { rows, predictions }: TrainingOutcome) {
  const { task, ahead } = targets[0]!;
  const forecast = predictions[task.id]!;
  const actual = new Float32Array(ahead!.width);
  let [squares, inside, count] = [0, 0, 0];
  rows.forEach((row, i) => {
    if (parts[row] !== 2) return;
    ahead!.read(row, actual);
    actual.forEach((value, h) => {
      const [point, lower, upper] = forecast.subarray((i * actual.length + h) * 3);
      squares += (point! - value) ** 2;
      if (value >= lower! && value <= upper!) inside++;
      count++;
    });
  });
  return { error: Math.sqrt(squares / count), inside: inside / count };
}
