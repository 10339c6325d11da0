// Columns that give a target away on their own: recorded after the verdict, or the target in other words.
//
// A strong honest sensor is left in peace: a column fails only when it alone is right nearly always, on
// rows held out of its rule. Targets are kept out of inputs, so two of them that give each other away are
// named but harm nothing.

import type { LeakFacts, LeakForm } from '../../contract/checks.ts';
import type { Finding } from '../../contract/health.ts';
import { isRecordedLater } from '../roles.ts';
import type { Column } from '../table.ts';
import { exclude, found, openInputs, type CheckContext, type HealthCheck } from './check.ts';
import { flagRule } from './flags.ts';
import type { TaskLabels } from './labels.ts';
import { explainedShare, sampleValues, type ValueSample } from './single-fit.ts';
import { ruleAccuracy, sampleClasses, type ClassSample } from './single-rule.ts';

/** From here on a column gives the target away: balanced accuracy, and share of variance. */
const certain = { rule: 0.995, fit: 0.998 } as const;
/** From here on it is worth a question; sooner where the name speaks of something known after the verdict. */
const strong = { rule: 0.98, fit: 0.97 } as const;
const strongWhenLater = { rule: 0.75, fit: 0.8 } as const;
/** With more findings than this, the targets themselves are the odd ones. */
const mostColumns = 50;

interface Evidence {
  readonly form: LeakForm;
  readonly score: number;
  readonly examined: number;
  readonly level: string;
  readonly class: string;
  readonly hits: number;
  readonly outOf: number;
}

/** Measures columns against one task; samples once. */
function examiner(context: CheckContext, labels: TaskLabels): (column: Column) => Evidence | null {
  const rng = context.rng.fork(`leakage:${labels.task.id}`);
  const nothing = { level: '', class: '', hits: 0, outOf: 0 };
  if (labels.task.kind === 'regression') {
    const sample: ValueSample | null = sampleValues(labels.values, rng);
    return (column) =>
      sample && {
        form: 'fit',
        score: explainedShare(column, labels.values, sample),
        examined: sample.examined,
        ...nothing,
      };
  }
  const sample: ClassSample | null = sampleClasses(labels.codes, labels.counts, rng);
  return (column) => {
    const score = sample ? ruleAccuracy(column, sample) : 0;
    if (sample && score >= certain.rule) return { form: 'rule', score, examined: sample.examined, ...nothing };
    const flag = flagRule(column, labels);
    if (flag) return { ...flag, score: flag.hits / flag.outOf, examined: labels.labelled };
    return sample && { form: 'rule', score, examined: sample.examined, ...nothing };
  };
}

function givesAway({ form, score }: Evidence): boolean {
  return form === 'implies' || form === 'covers' || score >= certain[form];
}

function isSuspicious({ form, score }: Evidence, later: boolean): boolean {
  if (form === 'implies' || form === 'covers') return true;
  return score >= (later ? strongWhenLater : strong)[form];
}

export const leakage: HealthCheck = {
  checks: ['leak', 'strong-column'],
  needsTasks: true,
  find(context) {
    const examiners = context.tasks.map((labels) => ({ task: labels.task.id, examine: examiner(context, labels) }));
    return openInputs(context)
      .flatMap(({ column }) => columnFindings(context, column, examiners))
      .slice(0, mostColumns);
  },
};

interface Examiner {
  readonly task: string;
  readonly examine: (column: Column) => Evidence | null;
}

/** One finding a column, over all the tasks that it tells too much of. */
function columnFindings(context: CheckContext, column: Column, examiners: readonly Examiner[]): Finding[] {
  const later = isRecordedLater(column.name);
  const seen = examiners.flatMap(({ task, examine }) => {
    const evidence = examine(column);
    return evidence && isSuspicious(evidence, later) ? [{ task, evidence }] : [];
  });
  const leaks = seen.filter(({ evidence }) => givesAway(evidence));
  const told = leaks.length > 0 ? leaks : seen;
  if (told.length === 0) return [];
  const { task, evidence } = told[0]!;
  const facts: LeakFacts = { task, tasks: told.map((entry) => entry.task), column: column.name, ...evidence };
  const about = { columns: [column.name], fix: exclude(column.name), ...(told.length === 1 ? { taskId: task } : {}) };
  return [
    leaks.length > 0
      ? found(context, 'leak', 'fail', facts, about)
      : found(context, 'strong-column', 'warn', facts, about),
  ];
}

export const relatedTargets: HealthCheck = {
  checks: ['targets-related'],
  needsTasks: true,
  find(context) {
    const related = new Map<string, Set<string>>();
    const relate = (one: string, other: string): void => {
      related.set(one, (related.get(one) ?? new Set()).add(other));
      related.set(other, (related.get(other) ?? new Set()).add(one));
    };
    for (const labels of context.tasks) {
      const examine = examiner(context, labels);
      for (const other of context.tasks) {
        if (other === labels || other.column === labels.column || related.get(labels.task.id)?.has(other.task.id))
          continue;
        const evidence = examine(other.column);
        if (evidence && givesAway(evidence)) relate(labels.task.id, other.task.id);
      }
    }
    return hubs(related).map(({ task, others }) => {
      const columns = context.tasks
        .filter(({ task: { id } }) => id === task || others.includes(id))
        .map(({ column }) => column.name);
      return found(
        context,
        'targets-related',
        'warn',
        { task, others },
        { columns, taskId: task, fix: { kind: 'drop-task', taskId: task } },
      );
    });
  },
};

/** Each relation once, under the task that has most: dropping that one settles them all. */
function hubs(related: ReadonlyMap<string, ReadonlySet<string>>): { task: string; others: string[] }[] {
  const open = new Map([...related].map(([task, others]) => [task, new Set(others)]));
  const found: { task: string; others: string[] }[] = [];
  for (;;) {
    const [task, others] = [...open].reduce(
      (best, entry) => (entry[1].size > best[1].size ? entry : best),
      ['', new Set<string>()],
    );
    if (others.size === 0) return found;
    found.push({ task, others: [...others] });
    open.delete(task);
    for (const rest of open.values()) rest.delete(task);
  }
}
