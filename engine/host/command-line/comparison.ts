// What a comparison prints: finished runs as rows, the main figure of every task with its interval.

import { bySize } from '../../contract/capacity-sweep.ts';
import type { Language } from '../../contract/language.ts';
import { capacities } from '../../contract/recipes.ts';
import type { RunResult, RunSummary, TaskResult } from '../../contract/runs.ts';
import { capacityTexts } from '../../contract/text/capacities.ts';
import { forecastBaselineName, saySeries } from '../../contract/text/forecasts.ts';
import { taskCountOf } from '../../contract/text/lone-training.ts';
import { figureText, intervalText, metricTexts, taskMetricText } from '../../contract/text/metrics.ts';
import { cutShortText } from '../../contract/text/untold.ts';
import { verdictTexts } from '../../contract/text/verdicts.ts';
import { recipeName } from '../../recipes/recipe.ts';
import { tellingName } from '../../recipes/telling-names.ts';
import { alignTable } from './table.ts';
import { commandLineWords } from './words.ts';

/** @param taskCount how many tasks it trains */
export function runName(run: RunSummary, taskCount: number, language: Language): string {
  const words = commandLineWords[language];
  const simple = forecastBaselineName(run);
  if (simple) return simple[language];
  if (run.kind === 'constant') return words.constant;
  return run.kind === 'reference' ? words.reference : recipeName(run.recipe, taskCount, language);
}

/** An aligned table with a line that explains it. Empty where nothing was finished. */
export function comparisonTable(runs: readonly RunSummary[], language: Language): string {
  const words = commandLineWords[language];
  const finished = runs.filter((run) => run.result !== null);
  const first = finished[0]?.result;
  if (!first) return '';
  // A forecast's main figure says little without the improvement over last week, or whatever it is compared with.
  const shown = Object.entries(first.tasks).flatMap(([task, { mainMetric, forecast }]): [string, string][] =>
    forecast
      ? [
          [task, 'skill'],
          [task, mainMetric],
        ]
      : [[task, mainMetric]],
  );
  const { recipe, seed, deltaM, parameters, latency, seconds, device } = words.columns;
  const head = [
    recipe,
    seed,
    ...shown.map(([task, metric]) => `${task} ${metricName(metric, first.tasks[task]?.forecast, language)}`),
    deltaM,
    parameters,
    latency,
    seconds,
    device,
  ];
  const recipes = finished.filter((run) => run.kind === 'recipe').map((run) => run.recipe);
  const taskCount = Object.keys(first.tasks).length;
  const rows = finished.map((run) => {
    const result = run.result!;
    return [
      run.kind === 'recipe' ? tellingName(run.recipe, recipes, taskCount, language) : runName(run, taskCount, language),
      String(run.seed),
      ...shown.map(([task, metric]) => figure(result, task, metric)),
      result.deltaM === null ? '-' : result.deltaM.toFixed(1),
      String(result.parameters),
      result.latencyMs === null ? '-' : result.latencyMs.p50.toPrecision(2),
      result.trainSeconds.toFixed(1),
      result.device,
    ];
  });
  return `${alignTable([head, ...rows])}\n${words.legend}`;
}

const mostSeries = 10;

/** Of forecasts of several series which average is told, and how each of them came out. Empty where there are none. */
export function seriesTable(runs: readonly RunSummary[], language: Language): string {
  const words = commandLineWords[language];
  const trained = runs.filter((run) => run.result !== null && run.kind === 'recipe');
  const recipes = trained.map((run) => run.recipe);
  const tasks = Object.entries(trained[0]?.result?.tasks ?? {}).flatMap(([task, { forecast }]) => {
    const means = forecast ? saySeries(forecast, language) : null;
    return means === null ? [] : [{ task, means }];
  });
  if (tasks.length === 0) return '';
  const rows = trained.map(({ recipe, seed, result }) => [
    tellingName(recipe, recipes, Object.keys(result!.tasks).length, language),
    String(seed),
    ...tasks.map(({ task }) => {
      const { series = [], seriesCount = 0 } = result!.tasks[task]!.forecast!;
      const shown = series.slice(0, mostSeries).map(({ name, mase }) => `${name} ${figureText('mase', mase)}`);
      return [...shown, ...(seriesCount > shown.length ? [words.andMore(seriesCount - shown.length)] : [])].join(', ');
    }),
  ]);
  const head = [words.columns.recipe, words.columns.seed, ...tasks.map(({ task }) => task)];
  return [
    ...tasks.map(({ task, means }) => words.average(task, means)),
    words.bySeries,
    alignTable([head, ...rows]),
  ].join('\n');
}

/** Whether joining helped or hurt each task against a model of its own. Empty where nothing was joined: with one task nothing is. */
export function verdictTable(runs: readonly RunSummary[], language: Language): string {
  const words = commandLineWords[language];
  const joined = runs.filter((run) => run.result?.comparisons.some(({ against }) => against === 'single-task'));
  if (joined.length === 0) return '';
  const tasks = [...new Set(joined.flatMap((run) => Object.keys(run.result!.tasks)))];
  if (tasks.length < 2) return '';
  const recipes = runs.filter((run) => run.result !== null && run.kind === 'recipe').map((run) => run.recipe);
  const rows = joined.map(({ recipe, seed, result }) => [
    tellingName(recipe, recipes, tasks.length, language),
    String(seed),
    ...tasks.map((task) => {
      const own = result!.comparisons.find(({ taskId, against }) => taskId === task && against === 'single-task');
      if (!own) return '-';
      const alone = figureText(own.metric, own.other, null);
      return words.verdict(verdictTexts[own.verdict].name[language], figureText(own.metric, own.joint, null), alone);
    }),
  ]);
  const isCutShort = joined.some((run) => run.result!.comparisons.some(({ because }) => because === 'cut-short'));
  const table = alignTable([[words.columns.recipe, words.columns.seed, ...tasks], ...rows]);
  return [words.joining, table, ...(isCutShort ? [cutShortText[language]] : [])].join('\n');
}

/** Delta-m by size of model, one line a recipe. Empty where no recipe was trained on several sizes. */
export function sizeTable(runs: readonly RunSummary[], language: Language): string {
  const rows = bySize(runs);
  if (rows.length === 0) return '';
  const words = commandLineWords[language];
  const taskCount = Math.max(...runs.map((run) => taskCountOf(run, 0)));
  const head = [words.columns.recipe, ...capacities.map((capacity) => capacityTexts[capacity][language])];
  const lines = rows.map(({ recipe, points }) => [
    recipeName(recipe, taskCount, language),
    ...capacities.map((capacity) => {
      const point = points.find((one) => one.capacity === capacity);
      if (!point) return '-';
      const mean = point.deltaM.toFixed(1);
      return point.seeds > 1 ? `${mean} [${point.low.toFixed(1)}, ${point.high.toFixed(1)}]` : mean;
    }),
  ]);
  return `${words.bySize}\n${alignTable([head, ...lines])}`;
}

function metricName(metric: string, forecast: TaskResult['forecast'], language: Language): string {
  return Object.hasOwn(metricTexts, metric) ? taskMetricText(metric, forecast).short[language] : metric;
}

function figure(result: RunResult, task: string, metric: string): string {
  const measured = result.tasks[task]?.metrics[metric];
  if (!measured || measured.value === null) return '-';
  const { value, low, high } = measured;
  if (metric !== 'skill') {
    const interval = intervalText(metric, low, high);
    return `${figureText(metric, value)}${interval === '' ? '' : ` [${interval}]`}`;
  }
  const interval = low === null || high === null ? '' : ` [${signedPercent(low)}, ${signedPercent(high)}]`;
  return `${signedPercent(value)} %${interval}`;
}

/** A share as `+22.5`; nothing that rounds to zero has a minus. */
function signedPercent(share: number): string {
  const percent = (100 * share).toFixed(1);
  if (Number(percent) === 0) return '0.0';
  return share > 0 ? `+${percent}` : percent;
}

/** Trained recipes, and apart from them what they are measured against. Results without the points of the charts. */
export function resultRecord(runs: readonly RunSummary[]) {
  const sizes = bySize(runs);
  return {
    runs: runs.filter((run) => run.kind === 'recipe').map(recordOf),
    baselines: runs
      .filter((run) => run.kind !== 'recipe')
      .map((run) => ({ ...recordOf(run), recipe: undefined, kind: run.kind })),
    ...(sizes.length > 0 ? { bySize: sizes } : {}),
  };
}

function recordOf({ id, state, seed, recipe, failure, result }: RunSummary) {
  if (result === null) return { id, state, seed, recipe, failure };
  const tasks = Object.fromEntries(
    Object.entries(result.tasks).map(([task, { points: _, ...outcome }]) => [task, outcome]),
  );
  return { id, state, ...result, tasks };
}
