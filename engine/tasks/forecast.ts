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
  mul,
  reshape,
  slice,
  sub,
  sum,
  tensor,
  where,
} from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { Refusal } from '../contract/errors.ts';
import type { ForecastTask, Task } from '../contract/tasks.ts';
import { targetsOf } from '../contract/tasks.ts';
import { naiveScale, naiveScales } from '../data/series/index.ts';
import { columnOf } from '../data/table.ts';
import { endsWeight, firstRows, lossOfMean, pinballs, seenValues, strandScales } from './forecast-scales.ts';
import { huber, huberOf } from './huber.ts';
import { refuseFine } from './regression.ts';
import type { ForecastHead, RowMoments, TaskRules } from './rules.ts';
import type { AheadTargets } from './targets.ts';

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
    const { columns, horizon, strandOf } = targets.ahead!;
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
    const strands = strandScales(series, columns, (count) =>
      byRow.map((values) => naiveScales(values, firstRow, inside, season ?? 1, count, strandOf!)),
    );
    const outputs = (task as ForecastTask).interval === undefined ? 1 : 3;
    const standard = byRow.map((values, c) => {
      const all = values.map((value, row) => {
        const own = strands?.[strandOf!(row)];
        return (value - (own?.means ?? means)[c]!) / (own?.deviations ?? deviations)[c]!;
      });
      return all.filter((value) => !Number.isNaN(value));
    });
    return {
      task,
      classes: [],
      outputSize: columns.length * horizon * outputs,
      center: 0,
      scale: 1,
      startBias: [],
      constantLoss: lossOfMean(standard, outputs === 3 ? tailOf(task) : null),
      labelled,
      forecast: {
        data: task.data,
        columns,
        horizon,
        outputs,
        means,
        deviations,
        naive,
        ...(strands ? { strands } : {}),
      },
    };
  },

  /** Huber's loss of the point, as for a measured quantity; with an interval the pinball losses of its ends beside it. */
  loss(outputs, labels, present, head, own = null) {
    const shape = head.forecast!;
    const rows = outputs.shape[1];
    const wanted = standardised(labels, shape, own);
    const missing = isMissing(wanted);
    const known = mul(sub(1, cast(missing, 'float32')), reshape(present, [rows, 1, 1]));
    const label = where(missing, 0, wanted);
    const all = reshape(mean(outputs, 0), [rows, shape.columns.length, shape.horizon, shape.outputs]);
    const output = (place: number): Tensor =>
      reshape(slice(all, [0, 0, 0, place], [-1, -1, -1, 1]), [rows, shape.columns.length, shape.horizon]);
    const error = abs(sub(output(0), label));
    const point = huberOf(error);
    const each = shape.outputs === 1 ? point : add(point, mul(ofEnds(label, output, tailOf(head.task)), endsWeight));
    return div(sum(mul(each, known)), maximum(sum(known), 1));
  },

  predict(outputs, head, own = null) {
    const shape = head.forecast!;
    const rows = outputs.shape[1];
    const { length } = shape.columns;
    const plain = reshape(mean(outputs, 0), [rows, length, shape.horizon, shape.outputs]);
    const all = reshape(stretched(plain, shape), [rows, length, shape.horizon * shape.outputs]);
    const { means, deviations } = own ? inColumns(own) : fixed(shape);
    return reshape(add(mul(all, deviations), means), [rows, head.outputSize]);
  },

  judge(predictions, targets, rows, head) {
    const { columns, horizon, outputs, naive = [], strands } = head.forecast!;
    const actual = new Float32Array(columns.length * horizon);
    const tail = tailOf(head.task);
    // Column after column of each strand: what is told is the mean over all of them, whatever their units and levels.
    const scales = strands ? strands.flatMap((one) => one.naive) : naive;
    const absolute = scales.map(() => 0);
    const counts = scales.map(() => 0);
    let [loss, n] = [0, 0];
    for (let i = 0; i < rows.length; i++) {
      if (Number.isNaN(targets.values[rows[i]!]!)) continue;
      targets.ahead!.read(rows[i]!, actual);
      let from = i * head.outputSize;
      const strand = targets.ahead!.strandOf?.(rows[i]!) ?? 0;
      const { deviations } = strands?.[strand] ?? head.forecast!;
      deviations.forEach((deviation, c) => {
        const cell = strand * columns.length + c;
        for (let place = c * horizon; place < (c + 1) * horizon; place++, from += outputs) {
          const value = actual[place]!;
          if (Number.isNaN(value)) continue;
          const error = Math.abs(predictions[from]! - value);
          loss += huber(error / deviation);
          if (outputs === 3) loss += endsWeight * pinballs(predictions, from, value, deviation, tail);
          n++;
          if (cell < 0 || cell >= scales.length) continue;
          absolute[cell]! += error;
          counts[cell]!++;
        }
      });
    }
    const scaled = scales.flatMap((scale, c) =>
      scale === null || counts[c] === 0 ? [] : [absolute[c]! / counts[c]! / scale],
    );
    const metric = scaled.length === 0 ? null : scaled.reduce((sum, value) => sum + value, 0) / scaled.length;
    return n === 0 ? { loss: null, metric: null } : { loss: loss / n, metric };
  },
};

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
function standardised(labels: Tensor, head: ForecastHead, own: RowMoments | null): Tensor {
  const shaped = reshape(labels, [labels.shape[0]!, head.columns.length, head.horizon]);
  if (!own) return mul(sub(shaped, column(head.means)), column(head.deviations.map((deviation) => 1 / deviation)));
  const { means, deviations } = inColumns(own);
  return div(sub(shaped, means), deviations);
}

function inColumns({ means, deviations }: RowMoments): RowMoments {
  const each = (values: Tensor): Tensor => reshape(values, [...values.shape, 1]);
  return { means: each(means), deviations: each(deviations) };
}

function fixed({ means, deviations }: ForecastHead): RowMoments {
  return { means: column(means), deviations: column(deviations) };
}

function column(values: readonly number[]): Tensor {
  return tensor([...values], [1, values.length, 1], 'float32');
}
