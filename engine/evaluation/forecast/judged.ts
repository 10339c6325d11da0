// Forecasts beside what came: the form in which they are judged, and the past that they are measured by.

import { Refusal } from '../../contract/errors.ts';
import type { SeriesClock } from '../../contract/series.ts';
import type { ForecastTask } from '../../contract/tasks.ts';
import { targetsOf } from '../../contract/tasks.ts';
import type { Strands } from '../../data/series/index.ts';
import { columnOf, type Table } from '../../data/table.ts';
import type { Judged } from '../judged.ts';

/** The rows of the forecast columns, training rows included: errors are measured in units of theirs. */
export interface ForecastPast {
  /** By column, one value a row as it was measured; missing (and filled) = NaN. */
  readonly values: readonly Float64Array[];
  readonly units: readonly (string | null)[];
  /** First row of the series that each row belongs to. */
  readonly firstRow: ArrayLike<number>;
  /** Milliseconds on the file's own clock; null without a calendar. */
  readonly moments: Float64Array | null;
  readonly clock: SeriesClock;
  /** Which of several series each row belongs to; null or left out = the rows are one series. */
  readonly strands?: Strands | null;
  /** 1 for rows of the training part. */
  readonly training: Uint8Array;
}

export interface JudgedForecasts {
  readonly columns: readonly string[];
  readonly horizon: number;
  /** Point alone, or point, lower and upper end of the interval. */
  readonly outputs: 1 | 3;
  readonly past: ForecastPast;
}

/** What `forecastPast` needs of an ordered series (data/series). */
export interface PastOrder {
  readonly firstRow: ArrayLike<number>;
  readonly moments: Float64Array | null;
  readonly clock: SeriesClock;
  readonly strands?: Strands | null;
  /** Of the rows, not of the origins: 0 = training. */
  readonly parts: Uint8Array;
  /** By column: 1 where a value was made to fill a gap. */
  readonly filled?: ReadonlyMap<string, Uint8Array> | undefined;
}

/** @param table rows in order; one the same as `parts` */
export function forecastPast(table: Table, task: ForecastTask, order: PastOrder): ForecastPast {
  const columns = targetsOf(task).map((name) => {
    const column = columnOf(table, name);
    if (!column) throw new Refusal('task.no-column', { task: task.id, column: name });
    if (column.kind !== 'number') throw new Refusal('task.not-a-number', { task: task.id, column: name });
    const made = order.filled?.get(name);
    return {
      ...column,
      values: made ? column.values.map((value, row) => (made[row] === 1 ? NaN : value)) : column.values,
    };
  });
  return {
    values: columns.map((column) => column.values),
    units: columns.map((column) => column.unit ?? task.unit ?? null),
    firstRow: order.firstRow,
    moments: order.moments,
    clock: order.clock,
    strands: order.strands ?? null,
    training: order.parts.map((part) => Number(part === 0)),
  };
}

/**
 * Forecasts from these origins, with what came after each.
 *
 * @param rows origins: forecasts are of the rows after them
 * @param predicted `[rows, columns * horizon * outputs]` in the columns' units
 */
export function judgedForecasts(
  task: ForecastTask,
  rows: Uint32Array,
  predicted: Float32Array,
  past: ForecastPast,
): Judged {
  const { horizon } = task;
  const width = past.values.length * horizon;
  const actual = new Float32Array(rows.length * width);
  rows.forEach((row, i) => {
    past.values.forEach((values, c) => {
      for (let h = 0; h < horizon; h++) {
        const at = row + 1 + h;
        const same = at < values.length && past.firstRow[at] === past.firstRow[row];
        actual[i * width + c * horizon + h] = same ? values[at]! : NaN;
      }
    });
  });
  // As the model says, not the task: an interval asked for later does not change what was forecast without one.
  const isPoint = rows.length > 0 ? predicted.length === rows.length * width : task.interval === undefined;
  const outputs = isPoint ? 1 : 3;
  return { actual, predicted, rows, classes: [], forecast: { columns: targetsOf(task), horizon, outputs, past } };
}

/** The origins after which at least one value is known; refuses forecasts that are not numbers, naming the row. */
export function labelledForecasts(task: ForecastTask, judged: Judged): Judged {
  const shape = judged.forecast;
  if (!shape) throw new Error(`the forecasts of ${task.id} came without their past`);
  const width = shape.columns.length * shape.horizon;
  const size = width * shape.outputs;
  const kept: number[] = [];
  judged.rows.forEach((row, i) => {
    if (judged.actual.subarray(i * width, (i + 1) * width).every(Number.isNaN)) return;
    if (!judged.predicted.subarray(i * size, (i + 1) * size).every(Number.isFinite))
      throw new Refusal('evaluation.not-finite', { task: task.target, row: row + 1 });
    kept.push(i);
  });
  if (kept.length === judged.rows.length) return judged;
  const pick = (from: Float32Array | Float64Array, each: number): Float32Array => {
    const into = new Float32Array(kept.length * each);
    kept.forEach((i, to) => into.set(from.subarray(i * each, (i + 1) * each), to * each));
    return into;
  };
  return {
    ...judged,
    actual: pick(judged.actual, width),
    predicted: pick(judged.predicted, size),
    rows: Uint32Array.from(kept, (i) => judged.rows[i]!),
  };
}
