// The table a comparison prints: forecasts are told against what they are compared with, in percent with a sign.

import { expect, test } from 'vitest';
import { exampleSources } from '../../report/test-sources.ts';
import type { RunSummary, TaskResult } from '../../contract/runs.ts';
import type { ForecastDetail } from '../../contract/series.ts';
import { comparisonTable, seriesTable, verdictTable } from './comparison.ts';

const run = exampleSources().runs.find((one) => one.kind === 'recipe')!;

function forecastRun(kind: ForecastDetail['reference']['kind'], skill: TaskResult['metrics'][string]): RunSummary {
  const forecast = { reference: { kind, rows: 1 } } as ForecastDetail;
  const task: TaskResult = {
    n: 97,
    mainMetric: 'mase',
    metrics: { skill, mase: { value: 0.812, low: null, high: null } },
    forecast,
  };
  return { ...run, result: { ...run.result!, tasks: { load: task } } };
}

test.each([
  ['week', 'vs last week', '先週比'],
  ['season', 'vs last season', '前の周期比'],
  ['last', 'vs last value', '直前の値比'],
] as const)('against the %s it says "%s"', (kind, en, ja) => {
  const runs = [forecastRun(kind, { value: 0.225, low: 0.189, high: 0.254 })];
  expect(comparisonTable(runs, 'en').split('\n')[0]).toContain(`load ${en}`);
  expect(comparisonTable(runs, 'ja').split('\n')[0]).toContain(`load ${ja}`);
});

test('an improvement is percent with its sign, and nothing is minus zero', () => {
  const shown = (value: number, low: number | null = null, high: number | null = null) =>
    comparisonTable([forecastRun('week', { value, low, high })], 'en');
  expect(shown(0.225, 0.189, 0.254)).toContain('+22.5 % [+18.9, +25.4]');
  expect(shown(-0.1474)).toContain('-14.7 %');
  expect(shown(-0.0001)).toMatch(/ 0\.0 % /);
});

test('what joining brought each task is said in words, and nothing where nothing was joined', () => {
  const result = { ...run.result!, tasks: { wear: run.result!.tasks['Y1']!, crack: run.result!.tasks['Y1']! } };
  const judged = (taskId: string, verdict: 'helps' | 'hurts', against: 'single-task' | 'constant') => ({
    taskId,
    metric: 'mae',
    against,
    joint: 1,
    other: 2,
    difference: { value: 1, low: 0.5, high: 1.5 },
    verdict,
  });
  const comparisons = [
    judged('wear', 'helps', 'single-task'),
    judged('crack', 'helps', 'constant'),
    judged('crack', 'hurts', 'single-task'),
  ];
  const [, head, row] = verdictTable([{ ...run, result: { ...result, comparisons } }], 'en').split('\n');
  expect(head).toMatch(/wear +crack$/);
  expect(row).toMatch(/Helps: 1\.00, alone 2\.00 +Hurts: 1\.00, alone 2\.00$/);
  expect(verdictTable([{ ...run, result: { ...result, comparisons: [comparisons[1]!] } }], 'en')).toBe('');
  // One task cannot be joined with anything.
  const one = { ...result, tasks: { wear: result.tasks.wear }, comparisons: [comparisons[0]!] };
  expect(verdictTable([{ ...run, result: one }], 'en')).toBe('');
  const untold = { ...comparisons[0]!, verdict: 'unknown' as const, because: 'cut-short' as const };
  const cut = verdictTable([{ ...run, result: { ...result, comparisons: [untold, comparisons[2]!] } }], 'en');
  expect(cut.split('\n').at(-1)).toContain('before half of its epochs');
});

test('of several series it says which average is told, and how each came out', () => {
  const base = forecastRun('week', { value: 0.1, low: null, high: null });
  const task = base.result!.tasks['load']!;
  const of = (name: string, mase: number | null) => ({ name, mase, isNew: mase === null });
  const withSeries = (series: readonly unknown[], seriesCount: number): RunSummary => ({
    ...base,
    result: {
      ...base.result!,
      tasks: { load: { ...task, forecast: { ...task.forecast, series, seriesCount } as ForecastDetail } },
    },
  });
  expect(seriesTable([base], 'en')).toBe('');
  const few = seriesTable([withSeries([of('press', 1.2), of('lathe', 0.9), of('saw', null)], 3)], 'en');
  expect(few.split('\n')[0]).toBe(
    'load: means over 3 series, each counted once whatever its size, on the scale of its own training rows; 1 without training rows has no MASE and is not in its mean.',
  );
  expect(few).toMatch(/press 1\.200, lathe 0\.900, saw –/);
  const many = Array.from({ length: 40 }, (_, i) => of(`m${i}`, 1));
  expect(seriesTable([withSeries(many, 40)], 'ja')).toContain('ほか 30 系列');
});
