// One of several classes: one logit a class, cross-entropy, judged by balanced accuracy.

import { cast, logSoftmax, mean, mul, neg, oneHot, reshape, softmax, sum } from '@tensorflow/tfjs-core';
import { Refusal } from '../contract/errors.ts';
import { refuseUseless, spellings, targetColumn } from './labels.ts';
import { meanOverLabelled } from './masked.ts';
import type { TaskRules } from './rules.ts';
import { balancedAccuracy } from './scores.ts';

const smallest = 1e-6;
/** More classes than this are an identifier, not a class. */
const mostClasses = 200;

export const classification: TaskRules = {
  kind: 'classification',
  mainMetric: 'balancedAccuracy',
  better: 'higher',

  encode(table, task) {
    const { classes, codes } = spellings(targetColumn(table, task), table.rowCount);
    refuseUseless(task, classes);
    if (classes.length > mostClasses) {
      throw new Refusal('task.too-many-classes', {
        task: task.id,
        column: task.target,
        count: classes.length,
        most: mostClasses,
      });
    }
    return { task, values: Float32Array.from(codes, (code) => (code < 0 ? Number.NaN : code)), classes };
  },

  fit(targets, trainingRows) {
    const counts = new Float64Array(targets.classes.length);
    let labelled = 0;
    for (let i = 0; i < trainingRows.length; i++) {
      const value = targets.values[trainingRows[i]!]!;
      if (Number.isNaN(value)) continue;
      counts[value]! += 1;
      labelled++;
    }
    const seen = counts.reduce((total, count) => total + (count > 0 ? 1 : 0), 0);
    if (seen < 2) {
      const only = counts.findIndex((count) => count > 0);
      throw new Refusal('task.one-class-in-training', {
        task: targets.task.id,
        value: targets.classes[only] ?? '',
        rows: labelled,
      });
    }
    // Half a row for every class: one that the training rows lack gets a small chance, not minus infinity.
    const chances = Array.from(counts, (count) => (count + 0.5) / (labelled + 0.5 * counts.length));
    let constantLoss = 0;
    counts.forEach((count, c) => (constantLoss -= (count / labelled) * Math.log(chances[c]!)));
    return {
      task: targets.task,
      classes: targets.classes,
      outputSize: targets.classes.length,
      center: 0,
      scale: 1,
      startBias: chances.map(Math.log),
      constantLoss,
      labelled,
    };
  },

  loss(outputs, labels, present, head) {
    const hot = cast(
      reshape(oneHot(cast(labels, 'int32'), head.outputSize), [1, labels.shape[0], head.outputSize]),
      'float32',
    );
    return meanOverLabelled(mean(neg(sum(mul(hot, logSoftmax(outputs)), 2)), 0), present);
  },

  predict(outputs) {
    return mean(softmax(outputs), 0);
  },

  judge(predictions, targets, rows, head) {
    const judged: number[] = [];
    const actual: number[] = [];
    let loss = 0;
    for (let i = 0; i < rows.length; i++) {
      const label = targets.values[rows[i]!]!;
      if (Number.isNaN(label)) continue;
      const chances = predictions.subarray(i * head.outputSize, (i + 1) * head.outputSize);
      let best = 0;
      for (let c = 1; c < chances.length; c++) if (chances[c]! > chances[best]!) best = c;
      judged.push(best);
      actual.push(label);
      loss -= Math.log(Math.max(smallest, chances[label]!));
    }
    if (actual.length === 0) return { loss: null, metric: null };
    return { loss: loss / actual.length, metric: balancedAccuracy(judged, actual, head.outputSize) };
  },
};
