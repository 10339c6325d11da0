// What a network is compared with besides its twins: an answer that takes no learning, and a simple learner.

import { milliseconds } from '../base/clock.ts';
import type { ForecastTask } from '../contract/tasks.ts';
import { referenceForecast } from '../data/series/index.ts';
import { fedColumns, placeOf } from '../models/series-fed.ts';
import { rowsOfPart } from '../data/split.ts';
import type { SeriesRows } from '../data/windows.ts';
import { createExecutor } from '../runtime/index.ts';
import type { TaskTargets } from '../tasks/targets.ts';
import { trainConstant, trainReference } from '../training/baselines.ts';
import type { BaselineOutcome } from '../training/baselines.ts';
import type { TrainingProgress } from '../training/train-run.ts';
import type { Steering } from './queue.ts';
import type { Unit } from './units.ts';

/**
 * For forecasts: the same moment last week (or last season), and the best simple forecast of each column.
 *
 * @param seconds most that training may take; undefined = no limit
 * @param onProgress hears of a reference that is trained like a network: on photos, and on very many rows
 */
export async function baselinePredictions(
  kind: 'constant' | 'reference',
  unit: Unit,
  seed: number,
  seconds: number | undefined,
  { signal, control }: Steering,
  onProgress: (progress: TrainingProgress) => void = () => {},
): Promise<BaselineOutcome> {
  if (unit.inputs.series) return simpleForecasts(kind, unit);
  const request = { ...unit, seed, budget: { seconds }, executor: await createExecutor('cpu') };
  return kind === 'constant' ? trainConstant(request) : trainReference(request, { signal, control, onProgress });
}

function simpleForecasts(kind: 'constant' | 'reference', unit: Unit): BaselineOutcome {
  const started = milliseconds();
  const rows = Uint32Array.from([...rowsOfPart(unit.parts, 1), ...rowsOfPart(unit.parts, 2)]).sort();
  const predictions = Object.fromEntries(
    unit.targets.map((target) => [target.task.id, forecastOf(kind, unit, target, rows)]),
  );
  // A smoothing has three rates and a season's shape a column; what is repeated has nothing that was learned.
  const strands = unit.plan.series!.strands?.length ?? 1;
  const columns = strands * unit.targets.reduce((sum, target) => sum + target.ahead!.columns.length, 0);
  return {
    rows,
    predictions,
    trainSeconds: (milliseconds() - started) / 1000,
    parameters: kind === 'constant' ? 0 : columns * (3 + (unit.plan.series!.season ?? 1)),
  };
}

/** Values of the task's own columns; NaN where a row is no origin of its data set. */
function forecastOf(kind: 'constant' | 'reference', unit: Unit, target: TaskTargets, rows: Uint32Array): Float32Array {
  const { values, channels, firstRow } = unit.inputs.series!;
  const { clocks, rowParts } = unit.order!;
  const { id, data, horizon, interval } = target.task as ForecastTask;
  const { columns } = target.ahead!;
  const fed = fedColumns(unit.plan.series!);
  const places = columns.map((name) => placeOf(fed, name, data));
  const own = rows.filter((row) => !Number.isNaN(target.values[row]!));
  const training = rowsOfPart(unit.parts, 0).filter((row) => !Number.isNaN(target.values[row]!));
  const width = columns.length * horizon * (interval === undefined ? 1 : 3);
  const all = places.map((place) => values.filter((_, i) => i % channels === place));
  const forecasts = new Float32Array(own.length * width);
  let done = 0;
  for (const [from, to] of stretchesOf(unit.inputs.series!, own)) {
    // A series by itself: a smoothing of all would follow the largest, and no interval fits two levels.
    const within = (given: Uint32Array): Uint32Array =>
      given.filter((row) => row >= from && row < to).map((row) => row - from);
    const found = referenceForecast(
      kind === 'constant' ? 'comparison' : 'best',
      {
        past: {
          columns: all.map((column) => column.subarray(from, to)),
          firstRow: firstRow.subarray(from, to).map((row) => Math.max(0, row - from)),
        },
        horizon,
        clock: clocks.get(id)!,
        training: rowParts.subarray(from, to).map((part) => (part === 0 ? 1 : 0)),
        trainingOrigins: within(training),
        interval,
      },
      within(own),
    );
    forecasts.set(found, done);
    done += found.length;
  }
  if (own.length === rows.length) return forecasts;
  const amongAll = new Float32Array(rows.length * width).fill(NaN);
  let from = 0;
  rows.forEach((row, i) => {
    if (Number.isNaN(target.values[row]!)) return;
    amongAll.set(forecasts.subarray(from * width, (from + 1) * width), i * width);
    from++;
  });
  return amongAll;
}

/** From and to (exclusive) of the rows of each series that any of these rows is of; of all rows where there is one series. */
function stretchesOf({ which, firstRow }: SeriesRows, wanted: Uint32Array): [number, number][] {
  const rowCount = firstRow.length;
  if (!which) return [[0, rowCount]];
  const found: [number, number][] = [];
  for (let from = 0, to = 0; from < rowCount; from = to) {
    while (to < rowCount && which[to] === which[from]) to++;
    if (wanted.some((row) => row >= from && row < to)) found.push([from, to]);
  }
  return found;
}
