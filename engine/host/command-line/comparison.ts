// What a comparison prints: finished runs as rows, the main figure of every task with its interval.

import { bySize } from '../../contract/capacity-sweep.ts';
import type { Language } from '../../contract/language.ts';
import { capacities } from '../../contract/recipes.ts';
import type { RunResult, RunSummary } from '../../contract/runs.ts';
import { capacityTexts } from '../../contract/text/capacities.ts';
import { forecastBaselineName } from '../../contract/text/forecasts.ts';
import { metricTexts } from '../../contract/text/metrics.ts';
import { recipeName } from '../../recipes/recipe.ts';
import { tellingName } from '../../recipes/telling-names.ts';
import { alignTable } from './table.ts';
import { commandLineWords } from './words.ts';

export function runName(run: RunSummary, language: Language): string {
  const words = commandLineWords[language];
  const simple = forecastBaselineName(run);
  if (simple) return simple[language];
  if (run.kind === 'constant') return words.constant;
  return run.kind === 'reference' ? words.reference : recipeName(run.recipe, language);
}

/** An aligned table with a line that explains it. Empty where nothing was finished. */
export function comparisonTable(runs: readonly RunSummary[], language: Language): string {
  const words = commandLineWords[language];
  const finished = runs.filter((run) => run.result !== null);
  const first = finished[0]?.result;
  if (!first) return '';
  // A forecast's main figure says little without the improvement over last week.
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
    ...shown.map(([task, metric]) => `${task} ${metricName(metric, language)}`),
    deltaM,
    parameters,
    latency,
    seconds,
    device,
  ];
  const recipes = finished.filter((run) => run.kind === 'recipe').map((run) => run.recipe);
  const rows = finished.map((run) => {
    const result = run.result!;
    return [
      run.kind === 'recipe' ? tellingName(run.recipe, recipes, language) : runName(run, language),
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

/** Delta-m by size of model, one line a recipe. Empty where no recipe was trained on several sizes. */
export function sizeTable(runs: readonly RunSummary[], language: Language): string {
  const rows = bySize(runs);
  if (rows.length === 0) return '';
  const words = commandLineWords[language];
  const head = [words.columns.recipe, ...capacities.map((capacity) => capacityTexts[capacity][language])];
  const lines = rows.map(({ recipe, points }) => [
    recipeName(recipe, language),
    ...capacities.map((capacity) => {
      const point = points.find((one) => one.capacity === capacity);
      if (!point) return '-';
      const mean = point.deltaM.toFixed(1);
      return point.seeds > 1 ? `${mean} [${point.low.toFixed(1)}, ${point.high.toFixed(1)}]` : mean;
    }),
  ]);
  return `${words.bySize}\n${alignTable([head, ...lines])}`;
}

function metricName(metric: string, language: Language): string {
  return Object.hasOwn(metricTexts, metric) ? metricTexts[metric as keyof typeof metricTexts].short[language] : metric;
}

function figure(result: RunResult, task: string, metric: string): string {
  const measured = result.tasks[task]?.metrics[metric];
  if (!measured || measured.value === null) return '-';
  const number = (value: number): string => value.toPrecision(3);
  if (measured.low === null || measured.high === null) return number(measured.value);
  return `${number(measured.value)} [${number(measured.low)}, ${number(measured.high)}]`;
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
