// What a network is compared with besides its twins: an answer that takes no learning, and a simple learner.

import { milliseconds } from '../base/clock.ts';
import type { ForecastTask } from '../contract/tasks.ts';
import { referenceForecast } from '../data/series/index.ts';
import { fedColumns, placeOf } from '../models/series-fed.ts';
import { rowsOfPart } from '../data/split.ts';
import { createExecutor } from '../runtime/index.ts';
import type { TaskTargets } from '../tasks/targets.ts';
import { trainConstant, trainReference } from '../training/baselines.ts';
import type { BaselineOutcome } from '../training/baselines.ts';
import type { Steering } from './queue.ts';
import type { Unit } from './units.ts';

/**
 * For forecasts: the same moment last week (or last season), and the best simple forecast of each column.
 *
 * @param seconds most that training may take; undefined = no limit
 */
export async function baselinePredictions(
  kind: 'constant' | 'reference',
  unit: Unit,
  seed: number,
  seconds: number | undefined,
  { signal, control }: Steering,
): Promise<BaselineOutcome> {
  if (unit.inputs.series) return simpleForecasts(kind, unit);
  const request = { ...unit, seed, budget: { seconds }, executor: await createExecutor('cpu') };
  return kind === 'constant' ? trainConstant(request) : trainReference(request, { signal, control });
}

function simpleForecasts(kind: 'constant' | 'reference', unit: Unit): BaselineOutcome {
  const started = milliseconds();
  const rows = Uint32Array.from([...rowsOfPart(unit.parts, 1), ...rowsOfPart(unit.parts, 2)]).sort();
  const predictions = Object.fromEntries(
    unit.targets.map((target) => [target.task.id, forecastOf(kind, unit, target, rows)]),
  );
  // A smoothing has three rates and a season's shape a column; what is repeated has nothing that was learned.
  const columns = unit.targets.reduce((sum, target) => sum + target.ahead!.columns.length, 0);
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
  const forecasts = referenceForecast(
    kind === 'constant' ? 'comparison' : 'best',
    {
      past: {
        columns: places.map((place) => values.filter((_, i) => i % channels === place)),
        firstRow,
      },
      horizon,
      clock: clocks.get(id)!,
      training: rowParts.map((part) => (part === 0 ? 1 : 0)),
      trainingOrigins: training,
      interval,
    },
    own,
  );
  if (own.length === rows.length) return forecasts;
  const width = columns.length * horizon * (interval === undefined ? 1 : 3);
  const all = new Float32Array(rows.length * width).fill(NaN);
  let from = 0;
  rows.forEach((row, i) => {
    if (Number.isNaN(target.values[row]!)) return;
    all.set(forecasts.subarray(from * width, (from + 1) * width), i * width);
    from++;
  });
  return all;
}
