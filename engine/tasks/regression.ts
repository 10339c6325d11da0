// A measured quantity: one number, a Huber loss on the standardised target, judged by mean absolute error.

import { abs, add, mean, mul, reshape, sub } from '@tensorflow/tfjs-core';
import { Refusal } from '../contract/errors.ts';
import type { Task } from '../contract/tasks.ts';
import { momentsWhere, pick } from '../data/statistics.ts';
import { huber, huberOf } from './huber.ts';
import { targetColumn } from './labels.ts';
import { meanOverLabelled } from './masked.ts';
import type { TaskRules } from './rules.ts';

export const regression: TaskRules = {
  kind: 'regression',
  mainMetric: 'mae',
  better: 'lower',

  encode(table, task) {
    const column = targetColumn(table, task);
    if (column.kind !== 'number') throw new Refusal('task.not-a-number', { task: task.id, column: task.target });
    const values = Float32Array.from(column.values);
    const distinct: string[] = [];
    for (const value of column.values) {
      if (Number.isNaN(value) || distinct[0] === String(value)) continue;
      distinct.push(String(value));
      if (distinct.length === 2) break;
    }
    const facts = { task: task.id, column: task.target };
    if (distinct.length === 0) throw new Refusal('task.all-missing', facts);
    if (distinct.length === 1) throw new Refusal('task.one-value', { ...facts, value: distinct[0]! });
    refuseFine(task, column.values);
    refuseCrossed(task);
    return { task, values, classes: [] };
  },

  fit(targets, trainingRows) {
    const known = pick(targets.values, trainingRows).filter((value) => !Number.isNaN(value));
    const { count: labelled, mean: center, deviation: scale } = momentsWhere(known, () => true);
    const { id, target } = targets.task;
    if (labelled === 0) throw new Refusal('task.none-in-training', { task: id, column: target });
    if (!(scale > 0))
      throw new Refusal('task.one-value-in-training', { task: id, value: String(center), rows: labelled });
    const constantLoss = known.reduce((total, value) => total + huber((value - center) / scale) / labelled, 0);
    return {
      task: targets.task,
      classes: [],
      outputSize: 1,
      center,
      scale,
      startBias: [0],
      constantLoss,
      labelled,
    };
  },

  loss(outputs, labels, present, head) {
    const [members, rows] = outputs.shape;
    const wanted = mul(sub(labels, head.center), 1 / head.scale);
    const error = abs(sub(reshape(outputs, [members, rows]), reshape(wanted, [1, rows])));
    return meanOverLabelled(mean(huberOf(error), 0), present);
  },

  predict(outputs, head) {
    return add(mul(mean(reshape(outputs, [outputs.shape[0], outputs.shape[1]]), 0), head.scale), head.center);
  },

  judge(predictions, targets, rows, head) {
    let loss = 0;
    let absolute = 0;
    let n = 0;
    for (let i = 0; i < rows.length; i++) {
      const label = targets.values[rows[i]!]!;
      if (Number.isNaN(label)) continue;
      const error = predictions[i]! - label;
      loss += huber(error / head.scale);
      absolute += Math.abs(error);
      n++;
    }
    return n === 0 ? { loss: null, metric: null } : { loss: loss / n, metric: absolute / n };
  },
};

/** Values are held to 24 binary digits: what they differ by has to be a hundred times coarser than that. */
const coarsest = 100 * 2 ** -24;

/** Refuses values so large against their differences that the differences would be rounded away. */
export function refuseFine(task: Task, values: Float64Array, column = task.target): void {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (!(most > least)) return; // nothing differs: refused elsewhere, in other words
  if (most - least >= coarsest * Math.max(Math.abs(least), Math.abs(most))) return;
  throw new Refusal('task.differences-too-small', { task: task.id, column, least, most });
}

/** Limits that no value can lie between make every share of tolerance meaningless. */
function refuseCrossed(task: Task): void {
  const { lower, upper } = (task.kind === 'regression' && task.limits) || {};
  if (lower !== undefined && upper !== undefined && lower >= upper)
    throw new Refusal('task.limits-crossed', { task: task.id, lower, upper });
}
