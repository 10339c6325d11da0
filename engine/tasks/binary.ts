// OK or NG: one logit, cross-entropy, judged by average precision because NG is rare.

import { mean, mul, reshape, sigmoid, softplus, sub } from '@tensorflow/tfjs-core';
import { Refusal } from '../contract/errors.ts';
import { refuseUseless, spellings, targetColumn } from './labels.ts';
import { meanOverLabelled } from './masked.ts';
import type { TaskRules } from './rules.ts';
import { averagePrecision } from './scores.ts';
import { ngSpelling } from './spellings.ts';

const smallest = 1e-6; // a probability is never taken for exactly 0 or 1 when its logarithm is needed

export const binary: TaskRules = {
  kind: 'binary',
  mainMetric: 'averagePrecision',
  better: 'higher',

  encode(table, task) {
    const column = targetColumn(table, task);
    const { classes, codes } = spellings(column, table.rowCount);
    refuseUseless(task, classes);
    if (classes.length > 2) {
      throw new Refusal('task.not-binary', {
        task: task.id,
        column: task.target,
        count: classes.length,
        examples: classes.slice(0, 5).join(', '),
      });
    }
    const wanted = task.kind === 'binary' ? task.positive : undefined;
    const positive = wanted === undefined ? (ngSpelling(classes) ?? classes[1]!) : wanted;
    if (!classes.includes(positive)) {
      throw new Refusal('task.no-positive', {
        task: task.id,
        column: task.target,
        positive,
        found: classes.join(', '),
      });
    }
    const ng = classes.indexOf(positive);
    const values = Float32Array.from(codes, (code) => (code < 0 ? Number.NaN : code === ng ? 1 : 0));
    return { task, values, classes: [classes[1 - ng]!, positive] };
  },

  fit(targets, trainingRows) {
    let labelled = 0;
    let ng = 0;
    for (let i = 0; i < trainingRows.length; i++) {
      const value = targets.values[trainingRows[i]!]!;
      if (Number.isNaN(value)) continue;
      labelled++;
      ng += value;
    }
    if (ng === 0 || ng === labelled) {
      throw new Refusal('task.one-class-in-training', {
        task: targets.task.id,
        value: targets.classes[ng === 0 ? 0 : 1]!,
        rows: labelled,
      });
    }
    const rate = ng / labelled;
    return {
      task: targets.task,
      classes: targets.classes,
      outputSize: 1,
      center: 0,
      scale: 1,
      startBias: [Math.log(rate / (1 - rate))],
      constantLoss: -(rate * Math.log(rate) + (1 - rate) * Math.log(1 - rate)),
      labelled,
    };
  },

  /** Softplus(z) - z*y, the stable form of cross-entropy with a logit. */
  loss(outputs, labels, present) {
    const [members, rows] = outputs.shape;
    const logits = reshape(outputs, [members, rows]);
    const each = sub(softplus(logits), mul(logits, reshape(labels, [1, rows])));
    return meanOverLabelled(mean(each, 0), present);
  },

  predict(outputs) {
    return mean(sigmoid(reshape(outputs, [outputs.shape[0], outputs.shape[1]])), 0);
  },

  judge(predictions, targets, rows) {
    const scores: number[] = [];
    const actual: number[] = [];
    let loss = 0;
    let positives = 0;
    for (let i = 0; i < rows.length; i++) {
      const label = targets.values[rows[i]!]!;
      if (Number.isNaN(label)) continue;
      const p = Math.min(1 - smallest, Math.max(smallest, predictions[i]!));
      scores.push(predictions[i]!);
      actual.push(label);
      positives += label;
      loss -= label === 1 ? Math.log(p) : Math.log(1 - p);
    }
    if (scores.length === 0) return { loss: null, metric: null };
    return { loss: loss / scores.length, metric: positives > 0 ? averagePrecision(scores, actual) : null };
  },
};
