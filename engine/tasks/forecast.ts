// What comes next: some columns of a table in order of time, some rows ahead, with an interval where one is asked for.
// A squared loss on standardised values for the point, a pinball loss (Koenker and Bassett 1978) for the interval's ends.

import {
  add,
  isNaN as isMissing,
  maximum,
  mean,
  mul,
  reshape,
  slice,
  square,
  sub,
  sum,
  tensor,
  where,
  zerosLike,
  div,
  cast,
} from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { Refusal } from '../contract/errors.ts';
import type { ForecastTask, Task } from '../contract/tasks.ts';
import { targetsOf } from '../contract/tasks.ts';
import { columnOf } from '../data/table.ts';
import type { ForecastHead, TaskHead, TaskRules } from './rules.ts';
import type { AheadTargets } from './targets.ts';

/** Weight of the interval's two ends against the point. */
const endsWeight = 0.5;

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
      return Float32Array.from(column.values);
    });
    const last = (row: number): number => lastRow?.[row] ?? table.rowCount - 1;
    const ahead: AheadTargets = {
      columns,
      horizon,
      width: columns.length * horizon,
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

  fit(targets, trainingRows) {
    const { task } = targets;
    const ahead = targets.ahead!;
    const { columns, horizon } = ahead;
    const one = new Float32Array(ahead.width);
    const count = columns.map(() => 0);
    const means = columns.map(() => 0);
    const squares = columns.map(() => 0);
    let labelled = 0;
    for (let i = 0; i < trainingRows.length; i++) {
      if (Number.isNaN(targets.values[trainingRows[i]!]!)) continue;
      labelled++;
      ahead.read(trainingRows[i]!, one);
      columns.forEach((_, c) => {
        const value = one[c * horizon]!;
        if (Number.isNaN(value)) return;
        count[c]! += 1;
        const step = value - means[c]!;
        means[c]! += step / count[c]!;
        squares[c]! += step * (value - means[c]!);
      });
    }
    if (labelled === 0) throw new Refusal('task.none-in-training', { task: task.id, column: task.target });
    const deviations = squares.map((total, c) => {
      const deviation = Math.sqrt(total / count[c]!);
      if (deviation > 0) return deviation;
      throw new Refusal('task.one-value-in-training', { task: task.id, value: String(means[c]), rows: count[c]! });
    });
    const outputs = (task as ForecastTask).interval === undefined ? 1 : 3;
    return {
      task,
      classes: [],
      outputSize: columns.length * horizon * outputs,
      center: 0,
      scale: 1,
      startBias: [],
      // The mean forecast's squared error on standardised values; the ends of an interval add theirs.
      constantLoss: 1,
      labelled,
      forecast: { columns, horizon, outputs, means, deviations },
    };
  },

  loss(outputs, labels, present, head) {
    const shape = head.forecast!;
    const rows = outputs.shape[1];
    const wanted = standardised(labels, shape);
    const known = mul(cast(sub(1, cast(isMissing(wanted), 'float32')), 'float32'), reshape(present, [rows, 1, 1]));
    const label = where(isMissing(wanted), zerosLike(wanted), wanted);
    const all = reshape(mean(outputs, 0), [rows, shape.columns.length, shape.horizon, shape.outputs]);
    const output = (place: number): Tensor =>
      reshape(slice(all, [0, 0, 0, place], [-1, -1, -1, 1]), [rows, shape.columns.length, shape.horizon]);
    const over = (each: Tensor): Tensor => div(sum(mul(each, known)), maximum(sum(known), 1));
    const point = over(square(sub(output(0), label)));
    if (shape.outputs === 1) return point;
    const tail = tailOf(head);
    const ends = add(over(pinball(sub(label, output(1)), tail)), over(pinball(sub(label, output(2)), 1 - tail)));
    return add(point, mul(ends, endsWeight));
  },

  predict(outputs, head) {
    const shape = head.forecast!;
    const rows = outputs.shape[1];
    const all = reshape(mean(outputs, 0), [rows, shape.columns.length, shape.horizon * shape.outputs]);
    return reshape(add(mul(all, column(shape.deviations)), column(shape.means)), [rows, head.outputSize]);
  },

  judge(predictions, targets, rows, head) {
    const { columns, horizon, outputs, deviations } = head.forecast!;
    const actual = new Float32Array(columns.length * horizon);
    let squares = 0;
    let absolute = 0;
    let n = 0;
    for (let i = 0; i < rows.length; i++) {
      if (Number.isNaN(targets.values[rows[i]!]!)) continue;
      targets.ahead!.read(rows[i]!, actual);
      for (let place = 0; place < actual.length; place++) {
        const value = actual[place]!;
        if (Number.isNaN(value)) continue;
        const deviation = deviations[Math.floor(place / horizon)]!;
        const error = (predictions[i * head.outputSize + place * outputs]! - value) / deviation;
        squares += error ** 2;
        absolute += Math.abs(error);
        n++;
      }
    }
    return n === 0 ? { loss: null, metric: null } : { loss: squares / n, metric: absolute / n };
  },
};

/** The share of values below the interval, and above it. */
function tailOf({ task }: TaskHead): number {
  return (1 - ((task as Task & ForecastTask).interval ?? 0.8)) / 2;
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
