// The columns of the comparison: each task's main figures, Delta-m, what a run costs.

import type { Language } from '../../engine/contract/language.ts';
import type { RunSummary } from '../../engine/contract/runs.ts';
import { missedLines } from '../../engine/contract/pass-lines.ts';
import type { Task } from '../../engine/contract/tasks.ts';
import { isMostlyWrong } from '../../engine/contract/text/border.ts';
import { figureText, taskMetricText, type MetricText } from '../../engine/contract/text/metrics.ts';
import { deltaMTexts } from '../../engine/contract/text/verdicts.ts';
import { isSeparate } from '../../engine/contract/yardsticks.ts';
import type { compareWords } from '../text/compare.ts';
import { intervalOf } from './intervals.ts';
import { haveSameInputs } from './same-inputs.ts';
import { formatBytes, formatCount, formatDuration, formatMilliseconds, formatOperations, noValue } from './format.ts';

type Words = (typeof compareWords)['ja'];

export interface RunColumn {
  readonly key: string;
  /** The task's name, over its figures; empty for costs. */
  readonly group: string;
  readonly title: string;
  readonly help: string;
  readonly thread: string;
  readonly higherIsBetter: boolean;
  /** A figure on the test rows; false = what it costs. */
  readonly isFigure: boolean;
  readonly value: (run: RunSummary) => number | null;
  readonly text: (run: RunSummary) => string;
  /** Interval, or counts. */
  readonly note: (run: RunSummary) => string;
  readonly isBelowFloor: (run: RunSummary) => boolean;
  /** False where the value is no merit: what calls everything OK has no false reject. */
  readonly isMerit: (run: RunSummary) => boolean;
}

/** The two sides of one decision: each is at its best where the other is at its worst. */
const otherSide: Readonly<Record<string, string>> = { missRate: 'overkillRate', overkillRate: 'missRate' };

/** The figures a quality engineer reads first, by kind of task. */
const shownMetrics: Readonly<Record<Task['kind'], readonly string[]>> = {
  binary: ['missRate', 'overkillRate', 'averagePrecision'],
  classification: ['balancedAccuracy'],
  regression: ['mae', 'r2'],
  forecast: ['skill', 'mase', 'mae'],
};

/** @param runs to tell what forecasts are compared with */
export function runColumns(
  tasks: readonly Task[],
  t: Words,
  language: Language,
  runs: readonly RunSummary[],
): RunColumn[] {
  const forecastOf = (task: Task) =>
    runs.map((run) => run.result?.tasks[task.id]?.forecast).find((one) => one !== undefined);
  const figures = tasks.flatMap((task, index) =>
    shownMetrics[task.kind].map((metric) =>
      figureColumn(task, index, metric, taskMetricText(metric, forecastOf(task)), language),
    ),
  );
  // With one task there are no separate models to measure it against.
  const costs = costColumns(runs, t, language).filter(({ key }) => key !== 'deltaM' || tasks.length > 1);
  return [...figures, ...costs];
}

function figureColumn(task: Task, index: number, metric: string, text: MetricText, language: Language): RunColumn {
  const unit = 'unit' in task ? (task.unit ?? null) : null;
  const measured = (run: RunSummary) => run.result?.tasks[task.id]?.metrics[metric];
  const isHigher = text.better === 'higher';
  return {
    key: `${task.id}/${metric}`,
    group: task.id,
    title: unit && text.scale === 'unit' ? `${text.short[language]} (${unit})` : text.short[language],
    help: text.meaning[language],
    thread: `var(--thread-${(index % 8) + 1})`,
    higherIsBetter: isHigher,
    isFigure: true,
    value: (run) => measured(run)?.value ?? null,
    text: (run) => figureText(metric, measured(run)?.value ?? null),
    note: (run) => {
      const one = measured(run);
      if (!one) return '';
      const interval = intervalOf(metric, one);
      const counts = 'outOf' in one ? `${formatCount(one.events)}/${formatCount(one.outOf)}` : '';
      return [counts, interval && `(${interval})`].filter(Boolean).join(' ');
    },
    isBelowFloor: (run) =>
      run.result !== null && missedLines(task, run.result.tasks[task.id]).some((line) => line.metric === metric),
    isMerit: (run) => !isMostlyWrong(run.result?.tasks[task.id]?.metrics[otherSide[metric] ?? '']?.value),
  };
}

function costColumns(runs: readonly RunSummary[], t: Words, language: Language): RunColumn[] {
  const cost = (
    key: string,
    title: string,
    help: string,
    value: RunColumn['value'],
    text: (value: number) => string,
  ): RunColumn => ({
    key,
    group: '',
    title,
    help,
    thread: '',
    higherIsBetter: false,
    isFigure: false,
    value,
    text: (run) => {
      const number = value(run);
      return number === null ? noValue : text(number);
    },
    note: () => '',
    isBelowFloor: () => false,
    isMerit: () => true,
  });
  const signed = (value: number): string =>
    value === 0 ? `0 ${t.base}` : `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(1)}`;
  return [
    {
      ...cost('deltaM', 'Δm %', deltaMTexts.meaning[language], (run) => deltaMOf(run, runs), signed),
      // Models of other columns are measured against other separate models.
      isMerit: () => haveSameInputs(runs),
    },
    cost('latency', t.latency, t.latency, (run) => run.result?.latencyMs?.p50 ?? null, formatMilliseconds),
    cost('size', t.size, t.size, (run) => positive(run.result?.bytes), formatBytes),
    cost('flops', t.flops, t.flops, (run) => positive(run.result?.flops), formatOperations),
    cost(
      'trainTime',
      t.trainTime,
      t.trainTime,
      (run) => run.result?.trainSeconds ?? null,
      (seconds) => formatDuration(seconds, language),
    ),
  ];
}

/** Separate models are the zero of Delta-m, where one of the runs was measured against them. */
export function deltaMOf(run: RunSummary, runs: readonly RunSummary[]): number | null {
  if (run.kind !== 'recipe' || !run.result) return null;
  if (!isSeparate(run.recipe)) return run.result.deltaM;
  return runs.some((other) => other.result && other.result.deltaM !== null) ? 0 : null;
}

/** Baselines have no network: a zero there is no merit. */
function positive(value: number | undefined): number | null {
  return value === undefined || value === 0 ? null : value;
}
