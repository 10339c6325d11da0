// The comparison as CSV for Excel: one row a run, every figure of every task with its interval.

import { csvText } from '../contract/csv.ts';
import type { Language, Words } from '../contract/language.ts';
import type { RunResult, RunSummary, TaskResult } from '../contract/runs.ts';
import { metricTexts, taskMetricText } from '../contract/text/metrics.ts';
import { nameOf } from './report-sources.ts';

const columns: readonly {
  readonly name: Words;
  readonly value: (result: RunResult, run: RunSummary) => string | number | null;
}[] = [
  { name: { ja: 'Δm（%、負が良い）', en: 'Delta-m (%, negative is better)' }, value: ({ deltaM }) => deltaM },
  { name: { ja: 'パラメータ数', en: 'Parameters' }, value: ({ parameters }) => parameters },
  { name: { ja: '演算量（FLOPs/個）', en: 'FLOPs per part' }, value: ({ flops }) => flops },
  { name: { ja: 'サイズ（バイト）', en: 'Bytes on disk' }, value: ({ bytes }) => bytes },
  {
    name: { ja: '判定時間 中央値（ms）', en: 'Latency median (ms)' },
    value: ({ latencyMs }) => latencyMs?.p50 ?? null,
  },
  {
    name: { ja: '判定時間 95 % 点（ms）', en: 'Latency 95th percentile (ms)' },
    value: ({ latencyMs }) => latencyMs?.p95 ?? null,
  },
  { name: { ja: '学習時間（秒）', en: 'Training seconds' }, value: ({ trainSeconds }) => trainSeconds },
  { name: { ja: 'エポック数', en: 'Epochs' }, value: ({ epochs }) => epochs },
  { name: { ja: '装置', en: 'Device' }, value: ({ device }) => device },
  { name: { ja: '乱数の種', en: 'Seed' }, value: (_, run) => run.seed },
  { name: { ja: '実行 ID', en: 'Run' }, value: (_, run) => run.id },
  { name: { ja: 'データの版', en: 'Data snapshot' }, value: (_, run) => run.snapshotId },
];

/** @param runs with results */
export function comparisonCsv(runs: readonly RunSummary[], language: Language): string {
  const figures = figuresOf(runs);
  const words =
    language === 'ja'
      ? { recipe: 'レシピ', low: '下限', high: '上限' }
      : { recipe: 'Recipe', low: 'low', high: 'high' };
  const head = [
    words.recipe,
    ...figures.flatMap(({ task, metric }) => {
      const name = `${task} ${metricName(metric, runs[0]?.result?.tasks[task]?.forecast, language)}`;
      return [name, `${name} ${words.low}`, `${name} ${words.high}`];
    }),
    ...columns.map(({ name }) => name[language]),
  ];
  const rows = runs.map((run) => {
    const result = run.result!;
    return [
      nameOf(run, runs)[language],
      ...figures.flatMap(({ task, metric }) => {
        const figure = result.tasks[task]?.metrics[metric];
        return [figure?.value ?? null, figure?.low ?? null, figure?.high ?? null];
      }),
      ...columns.map(({ value }) => value(result, run)),
    ];
  });
  return csvText([head, ...rows]);
}

/** Every figure that any run has, in the order of the first run that has it. */
function figuresOf(runs: readonly RunSummary[]): { task: string; metric: string }[] {
  const found = new Map<string, { task: string; metric: string }>();
  for (const run of runs) {
    for (const [task, outcome] of Object.entries(run.result!.tasks)) {
      for (const metric of Object.keys(outcome.metrics)) found.set(`${task}\0${metric}`, { task, metric });
    }
  }
  return [...found.values()];
}

function metricName(metric: string, forecast: TaskResult['forecast'], language: Language): string {
  return Object.hasOwn(metricTexts, metric) ? taskMetricText(metric, forecast).name[language] : metric;
}
