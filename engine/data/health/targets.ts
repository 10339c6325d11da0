// What the labels of each task allow: is there anything to learn, and what can be claimed in the end.

import { binomialUpperBound, trialsToShow } from '../../base/binomial.ts';
import type { Finding } from '../../contract/health.ts';
import { isMissing } from '../table.ts';
import { found, rowsWhere, type CheckContext, type HealthCheck } from './check.ts';
import type { TaskLabels } from './labels.ts';

/** A miss rate below this is what is usually to be shown: 59 NG without a miss at 95 %. */
const usualClaim = 0.05;
/** Fewer NG than this in the test part, and no figure about misses means anything. */
const fewestInTest = 10;
const fewestLabels = 20;
const mostlyMissing = 0.5;
/** One class this many times as common as another. */
const unequal = 20;

export const targets: HealthCheck = {
  checks: ['target-absent', 'single-class', 'missing-labels', 'few-defects', 'imbalance'],
  needsTasks: true,
  find: (context) => [...absentTargets(context), ...context.tasks.flatMap((labels) => checkLabels(context, labels))],
};

function absentTargets(context: CheckContext): Finding[] {
  const present = new Set(context.table.columns.map((column) => column.name));
  return context.chosen
    .filter((task) => !present.has(task.target))
    .map((task) => {
      const about = { columns: [task.target], taskId: task.id, fix: { kind: 'drop-task' as const, taskId: task.id } };
      return found(context, 'target-absent', 'fail', { task: task.id, column: task.target }, about);
    });
}

function checkLabels(context: CheckContext, labels: TaskLabels): Finding[] {
  const { task, column, labelled } = labels;
  const rows = context.table.rowCount;
  const about = { columns: [column.name], taskId: task.id };
  const drop = { ...about, fix: { kind: 'drop-task' as const, taskId: task.id } };
  if (labels.classes.length === 1) {
    return [found(context, 'single-class', 'fail', { task: task.id, level: labels.classes[0]!, rows: labelled }, drop)];
  }
  const findings: Finding[] = [];
  const missing = rows - labelled;
  if (missing > 0 && (labelled < fewestLabels || missing > mostlyMissing * rows)) {
    const unlabelled = rowsWhere(rows, (row) => isMissing(column, row));
    const severity = labelled < fewestLabels ? 'fail' : 'warn';
    const facts = { task: task.id, missing, rows, labelled };
    findings.push(
      found(context, 'missing-labels', severity, facts, {
        ...(labelled < fewestLabels ? drop : about),
        rows: unlabelled,
      }),
    );
  }
  const few = task.kind === 'binary' ? fewDefects(context, labels) : [];
  return [...findings, ...few, ...(few.length === 0 ? imbalance(context, labels) : [])];
}

function fewDefects(context: CheckContext, labels: TaskLabels): Finding[] {
  const count = labels.counts[labels.ng] ?? 0;
  const { split } = context.document;
  const share = 'test' in split ? split.test : 0.2;
  const inTest = Math.round(count * share);
  const wanted = trialsToShow(usualClaim);
  if (count === 0 || inTest >= wanted) return [];
  const facts = {
    task: labels.task.id,
    level: labels.classes[labels.ng]!,
    count,
    inTest,
    bound: binomialUpperBound(0, inTest),
    boundOfAll: binomialUpperBound(0, count),
    needed: Math.ceil(wanted / share),
  };
  const rows = rowsWhere(context.table.rowCount, (row) => labels.codes[row] === labels.ng);
  const about = { columns: [labels.column.name], taskId: labels.task.id, rows };
  return [found(context, 'few-defects', inTest < fewestInTest ? 'fail' : 'warn', facts, about)];
}

function imbalance(context: CheckContext, labels: TaskLabels): Finding[] {
  if (labels.classes.length < 2) return [];
  const smallest = Math.min(...labels.counts);
  const largest = Math.max(...labels.counts);
  if (largest < unequal * smallest) return [];
  const rare = labels.counts.indexOf(smallest);
  const facts = {
    task: labels.task.id,
    smallest: labels.classes[rare]!,
    count: smallest,
    largest: labels.classes[labels.counts.indexOf(largest)]!,
    largestCount: largest,
    rows: labels.labelled,
  };
  const rows = rowsWhere(context.table.rowCount, (row) => labels.codes[row] === rare);
  return [found(context, 'imbalance', 'warn', facts, { columns: [labels.column.name], taskId: labels.task.id, rows })];
}
