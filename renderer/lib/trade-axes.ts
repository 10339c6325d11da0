// The axes of accuracy against compute: what can be chosen, and a run's value on each.

import type { Language } from '../../engine/contract/language.ts';
import type { RunSummary } from '../../engine/contract/runs.ts';
import type { Task } from '../../engine/contract/tasks.ts';
import { metricText, metricTitle } from '../../engine/contract/text/metrics.ts';
import { deltaMTexts } from '../../engine/contract/text/verdicts.ts';
import { isSeparate } from '../../engine/contract/yardsticks.ts';
import { deltaMOf } from './run-columns.ts';
import type { compareWords } from '../text/compare.ts';

type Words = (typeof compareWords)['ja'];

export interface Axis {
  readonly key: string;
  readonly title: string;
  readonly higherIsBetter: boolean;
  readonly value: (run: RunSummary) => number | null;
  readonly interval: (run: RunSummary) => {
    low: number | null;
    high: number | null;
  };
}

const noInterval = (): { low: null; high: null } => ({ low: null, high: null });

/** Compute: less is better on each. */
export function costAxes(t: Words): readonly Axis[] {
  const axis = (key: string, title: string, value: Axis['value']): Axis => ({
    key,
    title,
    higherIsBetter: false,
    value,
    interval: noInterval,
  });
  return [
    axis('latency', `${t.latency} (ms)`, (run) => run.result?.latencyMs?.p50 ?? null),
    axis('flops', t.flops, (run) => run.result?.flops || null),
    axis('size', `${t.size} (kB)`, (run) => (run.result?.bytes ?? 0) / 1000 || null),
    axis('trainTime', `${t.trainTime} (s)`, (run) => run.result?.trainSeconds ?? null),
  ];
}

/** Accuracy: Delta-m where there is one, then every figure of every task. */
export function accuracyAxes(
  runs: readonly RunSummary[],
  tasks: readonly Task[],
  t: Words,
  language: Language,
): readonly Axis[] {
  const hasDelta = runs.some((run) => run.result?.deltaM != null);
  const delta: Axis = {
    key: 'deltaM',
    title: deltaMTexts.title[language],
    higherIsBetter: false,
    value: (run) => deltaMOf(run, runs),
    interval: noInterval,
  };
  const perTask = tasks.flatMap((task) => {
    const first = runs.find((run) => run.result?.tasks[task.id])?.result?.tasks[task.id];
    const main = first?.mainMetric;
    const names = Object.keys(first?.metrics ?? {}).sort((a, b) => Number(b === main) - Number(a === main));
    return names.map((metric): Axis => {
      const scale = metricText(metric).scale === 'percent' ? 100 : 1;
      const unit = task.kind === 'regression' ? (task.unit ?? null) : null;
      const scaled = (value: number | null | undefined): number | null =>
        value === null || value === undefined ? null : value * scale;
      return {
        key: `${task.id}/${metric}`,
        title: t.perTask(task.id, metricTitle(metric, unit, language, first?.forecast)),
        higherIsBetter: metricText(metric).better === 'higher',
        value: (run) => scaled(run.result?.tasks[task.id]?.metrics[metric]?.value),
        interval: (run) => {
          const measured = run.result?.tasks[task.id]?.metrics[metric];
          return { low: scaled(measured?.low), high: scaled(measured?.high) };
        },
      };
    });
  });
  return hasDelta ? [delta, ...perTask] : perTask;
}

/** How a run is drawn: joint and single models are told apart by shape. */
export function pointKind(run: RunSummary): 'joint' | 'single-task' | 'reference' | 'constant' {
  if (run.kind !== 'recipe') return run.kind;
  return isSeparate(run.recipe) ? 'single-task' : 'joint';
}
