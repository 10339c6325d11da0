// What comes next: some columns of a table in order of time, some rows ahead, with an interval where one is asked for.
// Huber's loss on standardised values for the point, a pinball loss (Koenker and Bassett 1978) for the interval's ends.

import {
  abs,
  add,
  cast,
  div,
  isNaN as isMissing,
  maximum,
  mean,
  minimum,
  mul,
  reshape,
  slice,
  square,
  sub,
  sum,
  tensor,
  where,
} from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { Refusal } from '../contract/errors.ts';
import type { ForecastTask, Task } from '../contract/tasks.ts';
import { targetsOf } from '../contract/tasks.ts';
import { naiveScale } from '../data/series/index.ts';
import { columnOf } from '../data/table.ts';
import { refuseFine } from './regression.ts';
import type { ForecastHead, TaskRules } from './rules.ts';
import type { AheadTargets, TaskTargets } from './targets.ts';

/** Weight of the interval's two ends against the point. */
const endsWeight = 0.5;
/** Where the point's loss turns from square to straight, in deviations of the column. */
const bend = 1;

export const forecast: TaskRules = {
  kind: 'forecast',
  mainMetric: 'mase',
  better: 'lower',

  encode(table, task, lastRow) {
    const { horizon } = task as ForecastTask;
    const columns = targetsOf(task);
    const values = columns.map((name) => {
      const column = columnOf(table, name);
      if (!column) throw new Refusal('task.no-column', { task: task.id, column: name });
      if (column.kind !== 'number') throw new Refusal('task.not-a-number', { task: task.id, column: name });
      refuseFine(task, column.values, name);
      return Float32Array.from(column.values);
    });
    const last = (row: number): number => lastRow?.[row] ?? table.rowCount - 1;
    const ahead: AheadTargets = {
      columns,
      horizon,
      width: columns.length * horizon,
      lastRow: last,
      valueAt: (row, c) => values[c]![row]!,
      read(row, into) {
        const end = last(row);
        values.forEach((series, c) => {
          for (let h = 0; h < horizon; h++) {
            const at = row + 1 + h;
            into[c * horizon + h] = at <= end ? series[at]! : NaN;
          }
        });
      },
    };
    const known = Float32Array.from({ length: table.rowCount }, (_, row) => (row < last(row) ? 1 : NaN));
    if (known.every(Number.isNaN)) throw new Refusal('task.all-missing', { task: task.id, column: task.target });
    return { task, values: known, classes: [], ahead };
  },

  fit(targets, trainingRows, series = {}) {
    const { task } = targets;
    const { season, lookback = (task as ForecastTask).lookback ?? 1 } = series;
    const { columns, horizon } = targets.ahead!;
    let labelled = 0;
    for (let i = 0; i < trainingRows.length; i++) if (!Number.isNaN(targets.values[trainingRows[i]!]!)) labelled++;
    if (labelled === 0) throw new Refusal('task.none-in-training', { task: task.id, column: task.target });
    const { rows, values: byRow } = seenValues(targets, trainingRows, lookback);
    const seen = byRow.map((values) => values.filter((value) => !Number.isNaN(value)));
    const means = seen.map((values) => values.reduce((sum, value) => sum + value, 0) / values.length);
    const deviations = seen.map((values, c) => {
      const squares = values.reduce((sum, value) => sum + (value - means[c]!) ** 2, 0);
      const deviation = Math.sqrt(squares / values.length);
      if (deviation > 0) return deviation;
      const column = { task: task.id, column: columns[c]! };
      if (values.length === 0) throw new Refusal('task.none-in-training', column);
      throw new Refusal('task.one-value-in-training', { ...column, value: String(means[c]), rows: values.length });
    });
    const firstRow = firstRows(rows, targets.ahead!.lastRow);
    const inside = new Uint8Array(targets.values.length);
    for (const row of rows) inside[row] = 1;
    const naive = byRow.map((values) => naiveScale(values, firstRow, inside, season ?? 1));
    const outputs = (task as ForecastTask).interval === undefined ? 1 : 3;
    const standard = seen.map((values, c) => values.map((value) => (value - means[c]!) / deviations[c]!));
    return {
      task,
      classes: [],
      outputSize: columns.length * horizon * outputs,
      center: 0,
      scale: 1,
      startBias: [],
      constantLoss: lossOfMean(standard, outputs === 3 ? tailOf(task) : null),
      labelled,
      forecast: { data: task.data, columns, horizon, outputs, means, deviations, naive },
    };
  },

  /** Huber's loss of the point, as for a measured quantity; with an interval the pinball losses of its ends beside it. */
  loss(outputs, labels, present, head) {
    const shape = head.forecast!;
    const rows = outputs.shape[1];
    const wanted = standardised(labels, shape);
    const missing = isMissing(wanted);
    const known = mul(sub(1, cast(missing, 'float32')), reshape(present, [rows, 1, 1]));
    const label = where(missing, 0, wanted);
    const all = reshape(mean(outputs, 0), [rows, shape.columns.length, shape.horizon, shape.outputs]);
    const output = (place: number): Tensor =>
      reshape(slice(all, [0, 0, 0, place], [-1, -1, -1, 1]), [rows, shape.columns.length, shape.horizon]);
    const error = abs(sub(output(0), label));
    const near = minimum(error, bend);
    const point = add(mul(square(near), 0.5), mul(sub(error, near), bend));
    const each = shape.outputs === 1 ? point : add(point, mul(ofEnds(label, output, tailOf(head.task)), endsWeight));
    return div(sum(mul(each, known)), maximum(sum(known), 1));
  },

  predict(outputs, head) {
    const shape = head.forecast!;
    const rows = outputs.shape[1];
    const { length } = shape.columns;
    const plain = reshape(mean(outputs, 0), [rows, length, shape.horizon, shape.outputs]);
    const all = reshape(stretched(plain, shape), [rows, length, shape.horizon * shape.outputs]);
    return reshape(add(mul(all, column(shape.deviations)), column(shape.means)), [rows, head.outputSize]);
  },

  judge(predictions, targets, rows, head) {
    const { columns, horizon, outputs, deviations, naive = [] } = head.forecast!;
    const actual = new Float32Array(columns.length * horizon);
    const tail = tailOf(head.task);
    const absolute = columns.map(() => 0);
    const counts = columns.map(() => 0);
    let loss = 0;
    for (let i = 0; i < rows.length; i++) {
      if (Number.isNaN(targets.values[rows[i]!]!)) continue;
      targets.ahead!.read(rows[i]!, actual);
      let from = i * head.outputSize;
      deviations.forEach((deviation, c) => {
        for (let place = c * horizon; place < (c + 1) * horizon; place++, from += outputs) {
          const value = actual[place]!;
          if (Number.isNaN(value)) continue;
          const error = Math.abs(predictions[from]! - value);
          loss += huber(error / deviation);
          if (outputs === 3) loss += endsWeight * pinballs(predictions, from, value, deviation, tail);
          absolute[c]! += error;
          counts[c]!++;
        }
      });
    }
    const n = counts.reduce((sum, count) => sum + count, 0);
    const scaled = naive.flatMap((scale, c) =>
      scale === null || counts[c] === 0 ? [] : [absolute[c]! / counts[c]! / scale],
    );
    const metric = scaled.length === 0 ? null : scaled.reduce((sum, value) => sum + value, 0) / scaled.length;
    return n === 0 ? { loss: null, metric: null } : { loss: loss / n, metric };
  },
};

/** The rows that training windows read or forecast, and of each column the values there; NaN elsewhere and where missing. */
function seenValues(
  { values, ahead }: TaskTargets,
  trainingRows: ArrayLike<number>,
  lookback: number,
): { rows: number[]; values: Float64Array[] } {
  const { columns, horizon, valueAt } = ahead!;
  // +1 where a window begins, -1 behind its end: above 0 is inside some window.
  const edges = new Int32Array(values.length + horizon + 1);
  for (let i = 0; i < trainingRows.length; i++) {
    const row = trainingRows[i]!;
    if (Number.isNaN(values[row]!)) continue;
    edges[Math.max(0, row - lookback + 1)]! += 1;
    edges[row + horizon + 1]! -= 1;
  }
  const found = columns.map(() => new Float64Array(values.length).fill(NaN));
  const rows: number[] = [];
  let open = 0;
  for (let row = 0; row < values.length; row++) {
    open += edges[row]!;
    if (open === 0) continue;
    rows.push(row);
    found.forEach((own, c) => (own[row] = valueAt(row, c)));
  }
  return { rows, values: found };
}

/** First of these rows in the same series as each. */
function firstRows(rows: readonly number[], lastRow: (row: number) => number): Uint32Array {
  const firsts = new Uint32Array((rows.at(-1) ?? -1) + 1);
  rows.forEach((row, i) => {
    const before = rows[i - 1];
    firsts[row] = before !== undefined && lastRow(before) === lastRow(row) ? firsts[before]! : row;
  });
  return firsts;
}

/** Loss of the best forecast that looks at nothing: the mean and, of an interval, the two quantiles. Columns count alike. */
function lossOfMean(standard: readonly Float64Array[], tail: number | null): number {
  const each = standard.map((values) => {
    const point = values.reduce((total, value) => total + huber(Math.abs(value)), 0);
    if (tail === null) return point / values.length;
    const sorted = values.toSorted();
    const ends = [tail, 1 - tail].map((share) => {
      const quantile = sorted[Math.round(share * (sorted.length - 1))]!;
      return sorted.reduce((total, value) => total + pinballOf(value - quantile, share), 0);
    });
    return (point + endsWeight * (ends[0]! + ends[1]!)) / values.length;
  });
  return each.reduce((total, loss) => total + loss, 0) / each.length;
}

/** Pinball losses of both interval ends of a value, in deviations. */
function pinballs(predictions: Float32Array, at: number, value: number, deviation: number, tail: number): number {
  const lower = pinballOf((value - predictions[at + 1]!) / deviation, tail);
  return lower + pinballOf((value - predictions[at + 2]!) / deviation, 1 - tail);
}

function pinballOf(error: number, quantile: number): number {
  return Math.max(error * quantile, error * (quantile - 1));
}

function huber(error: number): number {
  const near = Math.min(error, bend);
  return near ** 2 / 2 + bend * (error - near);
}

/** `[rows, columns, horizon, outputs]` with the interval's ends as far from the point as was found to be right. */
function stretched(all: Tensor, { columns, stretch }: ForecastHead): Tensor {
  if (!stretch) return all;
  const factors = tensor(
    stretch.flatMap((factor) => [1, factor, factor]),
    [1, columns.length, 1, 3],
    'float32',
  );
  const point = slice(all, [0, 0, 0, 0], [-1, -1, -1, 1]);
  return add(point, mul(sub(all, point), factors));
}

/** The share of values below the interval, and above it. */
function tailOf(task: Task): number {
  return (1 - ((task as ForecastTask).interval ?? 0.8)) / 2;
}

function ofEnds(label: Tensor, output: (place: number) => Tensor, tail: number): Tensor {
  return add(pinball(sub(label, output(1)), tail), pinball(sub(label, output(2)), 1 - tail));
}

function pinball(error: Tensor, quantile: number): Tensor {
  return maximum(mul(error, quantile), mul(error, quantile - 1));
}

/** `[rows, columns * horizon]` in units to `[rows, columns, horizon]` in deviations from the mean. */
function standardised(labels: Tensor, { columns, horizon, means, deviations }: ForecastHead): Tensor {
  const shaped = reshape(labels, [labels.shape[0]!, columns.length, horizon]);
  return mul(sub(shaped, column(means)), column(deviations.map((deviation) => 1 / deviation)));
}

function column(values: readonly number[]): Tensor {
  return tensor([...values], [1, values.length, 1], 'float32');
}
