// The electricity transformer of the forecasting literature (Zhou et al. 2021): 12 months train, 4 validate, 4 test,
// all seven series, windows of 336 hours.

import { readFileSync } from 'node:fs';
import type { ForecastTask, Task } from '../contract/tasks.ts';
import { originParts } from '../data/series/index.ts';
import type { Table } from '../data/table.ts';
import { resolveRecipe } from '../recipes/recipe.ts';
import type { Recipe } from '../contract/recipes.ts';
import { encodeTargets } from '../tasks/index.ts';
import type { TrainingOutcome, TrainingRequest } from '../training/index.ts';
import { sharedData } from './shared-data.ts';

export const transformerColumns = ['HUFL', 'HULL', 'MUFL', 'MULL', 'LUFL', 'LULL', 'OT'] as const;
/** Rows of the three parts. */
export const months = { train: 8640, validation: 2880, test: 2880 };
export const lookback = 336;

export interface ForecastCase {
  readonly path: string;
  readonly table: Table;
  readonly horizon: number;
  readonly tasks: readonly Task[];
  readonly request: Omit<TrainingRequest, 'recipe' | 'seed' | 'executor'>;
  /** Mean and deviation of each column over the training rows. */
  readonly moments: readonly { readonly mean: number; readonly deviation: number }[];
}

/** Null where the data set is not on this machine. */
export function transformerCase(horizon: number, separate: boolean, interval?: number): ForecastCase | null {
  const path = sharedData('ett/ETTh1.csv');
  if (path === null) return null;
  const used = months.train + months.validation + months.test;
  const lines = readFileSync(path, 'utf8').trim().split(/\r?\n/);
  const rows = lines.slice(1, 1 + used).map((line) => line.split(',').slice(1).map(Number));
  const columns = transformerColumns.map((name, c) => ({
    kind: 'number' as const,
    name,
    unit: null,
    values: Float64Array.from(rows, (row) => row[c]!),
  }));
  const line = Uint32Array.from({ length: used }, (_, row) => row + 2);
  const table: Table = { rowCount: used, columns, source: { file: new Uint16Array(used), line, files: [path] } };
  const asked = { data: 'main', importance: 1, kind: 'forecast', lookback, horizon, scale: 'train' } as const;
  const also = interval === undefined ? {} : { interval };
  const tasks: ForecastTask[] = separate
    ? transformerColumns.map((name) => ({ ...asked, ...also, id: name, target: name }))
    : [{ ...asked, ...also, id: 'all', target: 'HUFL', targets: [...transformerColumns] }];
  const parts = Uint8Array.from({ length: used }, (_, row) =>
    row < months.train ? 0 : row < months.train + months.validation ? 1 : 2,
  );
  const moments = columns.map(({ values }) => momentsOf(values.subarray(0, months.train)));
  const lastRow = new Uint32Array(used).fill(used - 1);
  return {
    path,
    table,
    horizon,
    tasks,
    moments,
    request: {
      inputs: {
        rowCount: used,
        numeric: new Float32Array(0),
        categorical: new Int32Array(0),
        series: {
          lookback,
          channels: columns.length,
          values: Float32Array.from(rows.flat()),
          firstRow: new Uint32Array(used),
          known: new Float32Array(0),
          knownWidth: 0,
          horizon,
        },
      },
      plan: {
        numeric: [],
        categorical: [],
        leftOut: [],
        series: {
          lookback,
          horizon,
          channels: columns.map(({ name }, c) => ({ column: name, ...moments[c]! })),
          known: [],
          season: 24,
        },
      },
      targets: tasks.map((task) => encodeTargets(table, task)),
      parts: originParts(parts, lastRow, lookback, horizon),
      budget: {},
    },
  };
}

export function requestOf(
  { request, tasks }: ForecastCase,
  recipe: Partial<Recipe>,
  rest: Pick<TrainingRequest, 'seed' | 'executor'> & Partial<TrainingRequest>,
): TrainingRequest {
  const full = { sharing: 'hard', weighting: 'equal', schedule: 'joint', search: 'none', ...recipe } as Recipe;
  return { ...request, recipe: resolveRecipe(full, tasks), ...rest };
}

/** Errors over all test windows, on values standardised by the training rows: of all columns, and of each. */
export function testErrors(made: ForecastCase, { rows, predictions }: Pick<TrainingOutcome, 'rows' | 'predictions'>) {
  const { request, moments, horizon } = made;
  const each = moments.map(() => ({ squares: 0, absolute: 0, count: 0, inside: 0 }));
  for (const { task, ahead } of request.targets) {
    const forecast = predictions[task.id]!;
    const actual = new Float32Array(ahead!.width);
    const outputs = forecast.length / rows.length / ahead!.width;
    rows.forEach((row, i) => {
      if (request.parts[row] !== 2) return;
      ahead!.read(row, actual);
      actual.forEach((value, place) => {
        const c = transformerColumns.indexOf(ahead!.columns[Math.floor(place / horizon)] as 'OT');
        const at = (i * ahead!.width + place) * outputs;
        const error = (forecast[at]! - value) / moments[c]!.deviation;
        const own = each[c]!;
        own.squares += error ** 2;
        own.absolute += Math.abs(error);
        own.count++;
        if (outputs === 3 && value >= forecast[at + 1]! && value <= forecast[at + 2]!) own.inside++;
      });
    });
  }
  const columns = each.map(({ squares, absolute, count, inside }) => ({
    mse: squares / count,
    mae: absolute / count,
    coverage: inside / count,
  }));
  const mean = (of: (column: (typeof columns)[number]) => number): number =>
    columns.reduce((total, column) => total + of(column), 0) / columns.length;
  return { mse: mean(({ mse }) => mse), mae: mean(({ mae }) => mae), coverage: mean((c) => c.coverage), columns };
}

function momentsOf(values: Float64Array): { mean: number; deviation: number } {
  const mean = values.reduce((total, value) => total + value, 0) / values.length;
  const squares = values.reduce((total, value) => total + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / values.length) };
}
