// Forecasts judged: figures by hand, properties, and intervals that know of dependent errors.

import { expect, test } from 'vitest';
import { parse } from 'valibot';
import { createRng } from '../../base/rng.ts';
import { TaskResult } from '../../contract/runs.ts';
import { ForecastTask } from '../../contract/tasks.ts';
import { dates, numbers, table } from '../../data/health/example-tables.ts';
import { orderSeries, referenceForecast } from '../../data/series/index.ts';
import { compareTask, evaluateTask, forecastPast, judgedForecasts, type Judged } from '../index.ts';

const hour = 3_600_000;
const start = Date.UTC(2026, 5, 1);

function taskOf(more: Record<string, unknown> = {}): ForecastTask {
  return parse(ForecastTask, { id: 'load', target: 'a', kind: 'forecast', horizon: 4, ...more });
}

interface Setting {
  readonly task: ForecastTask;
  readonly past: ReturnType<typeof forecastPast>;
}

/** Rows an hour apart; the first `training` of them train. */
function setting(columns: Readonly<Record<string, readonly number[]>>, training: number, more = {}): Setting {
  const rows = Object.values(columns)[0]!.length;
  const moments = Array.from({ length: rows }, (_, row) => start + row * hour);
  const given = Object.entries(columns).map(([name, values]) => numbers(name, values, 'kW'));
  const series = orderSeries(table([dates('t', moments), ...given]), { time: 't' });
  const parts = Uint8Array.from({ length: rows }, (_, row) => (row < training ? 0 : 2));
  const task = taskOf({ target: given[0]!.name, targets: Object.keys(columns), ...more });
  return { task, past: forecastPast(series.table, task, { ...series, parts }) };
}

const judge = ({ task, past }: Setting, rows: readonly number[], predicted: readonly number[]): Judged =>
  judgedForecasts(task, Uint32Array.from(rows), Float32Array.from(predicted), past);
const resultOf = (test: Judged, task: ForecastTask) => evaluateTask(task, test, test, { seed: 1 });

test('every figure of two origins by hand', () => {
  // No season fits into 8 training rows, so the step before serves: |differences| 2, 2, ... = 2 on average.
  const values = [0, 2, 0, 2, 0, 2, 0, 2, 10, 12, 14, 16];
  const given = setting({ a: values }, 8, { horizon: 2, interval: 0.8, scale: 'train' });
  // From row 7 (ahead: 10, 12): errors 1 and 2; from row 9 (ahead: 14, 16): errors 0 and 1.
  const predicted = [9, 8, 11, 10, 9.5, 11.5, 14, 13, 15, 17, 15, 20];
  const { metrics, n, forecast, mainMetric } = resultOf(judge(given, [7, 9], predicted), given.task);
  expect([n, mainMetric]).toEqual([2, 'mase']);
  const value = (name: string): number => metrics[name]!.value!;
  expect(value('mae')).toBeCloseTo((1 + 2 + 0 + 1) / 4, 6);
  expect(value('rmse')).toBeCloseTo(Math.sqrt((1 + 4 + 0 + 1) / 4), 6);
  expect(value('wape')).toBeCloseTo(4 / (10 + 12 + 14 + 16), 6);
  expect(value('mase')).toBeCloseTo(1 / 2, 6);
  // Training rows 0, 2, 0, 2...: deviation 1.
  expect(value('mseScaled')).toBeCloseTo(6 / 4, 6);
  expect(value('maeScaled')).toBeCloseTo(1, 6);
  // 10 in [8, 11] yes, 12 in [9.5, 11.5] no, 14 in [13, 15] yes, 16 in [15, 20] yes.
  expect(value('coverage')).toBeCloseTo(3 / 4, 6);
  // Neither a week nor a day is known: the last value (2, then 12) is what is compared with: errors 8, 10, 2, 4.
  expect(forecast!.reference).toEqual({ kind: 'last', rows: 1 });
  expect(value('skill')).toBeCloseTo(1 - 4 / 24, 6);
  // Pinball of the ends: a tenth of the distance on the safe side, nine tenths of that on the other (12 above 11.5).
  const lower = 0.1 * (2 + 2.5 + 1 + 1);
  const upper = 0.1 * (11 - 10 + (15 - 14) + (20 - 16)) + 0.9 * (12 - 11.5);
  expect(value('quantileLoss')).toBeCloseTo((4 / 2 + lower + upper) / 3 / 4 / 2, 6);
  expect(forecast!.byStep).toEqual([expect.closeTo(0.25, 6), expect.closeTo(0.75, 6)]);
  expect(forecast!.coverageByStep).toEqual([1, 0.5]);
});

/** Six weeks of two related columns; the last two weeks are judged. */
function weeks(more = {}): Setting {
  const rng = createRng(11);
  const rows = Array.from({ length: 24 * 7 * 6 }, (_, row) => row);
  const wave = (row: number): number => Math.sin((Math.PI * row) / 12) * (row % 168 < 120 ? 2 : 1);
  return setting(
    {
      a: rows.map((row) => 10 + 3 * wave(row) + 0.5 * rng.normal()),
      b: rows.map((row) => 500 - 40 * wave(row) + 9 * rng.normal()),
    },
    24 * 7 * 4,
    { horizon: 24, ...more },
  );
}
const origins = Array.from({ length: 24 * 13 }, (_, i) => 24 * 7 * 4 - 1 + i);

function reference({ task, past }: Setting, kind: 'comparison' | 'season' | 'last', rows = origins): Judged {
  const request = {
    past: { columns: past.values, firstRow: past.firstRow },
    horizon: task.horizon,
    clock: past.clock,
    training: past.training,
    trainingOrigins: Uint32Array.from({ length: 400 }, (_, i) => 200 + i),
    interval: task.interval,
  };
  return judgedForecasts(task, Uint32Array.from(rows), referenceForecast(kind, request, rows), past);
}

test('the week before is no better than itself, and its result is a valid record', () => {
  const given = weeks({ interval: 0.8 });
  const result = resultOf(reference(given, 'comparison'), given.task);
  expect(result.metrics['skill']).toEqual({ value: 0, low: null, high: null });
  expect(parse(TaskResult, JSON.parse(JSON.stringify(result)))).toEqual(result);
  expect(result.forecast!.byStep).toEqual(result.forecast!.referenceByStep);
  expect(result.forecast!.windows.map((one) => [one.column, one.kind])).toEqual([
    ['a', 'typical'],
    ['a', 'worst'],
    ['b', 'typical'],
    ['b', 'worst'],
  ]);
});

test('columns count the same whatever their unit: thousandfold values leave MASE, WAPE and skill as they are', () => {
  const given = weeks();
  const judged = reference(given, 'last');
  const scaled: Setting = {
    ...given,
    past: { ...given.past, values: [given.past.values[0]!, given.past.values[1]!.map((value) => 1000 * value)] },
  };
  const again = reference(scaled, 'last');
  for (const name of ['mase', 'wape', 'skill'])
    expect(resultOf(again, given.task).metrics[name]!.value).toBeCloseTo(
      resultOf(judged, given.task).metrics[name]!.value!,
      5,
    );
});

test('means over steps, hours, weekdays and columns are of the same errors', () => {
  const given = weeks();
  const { metrics, forecast } = resultOf(reference(given, 'season'), given.task);
  const mean = (values: readonly (number | null)[]): number =>
    values.reduce<number>((sum, one) => sum + one!, 0) / values.length;
  expect(mean(forecast!.byStep)).toBeCloseTo(metrics['mase']!.value!, 9);
  expect(mean(forecast!.columns.map((column) => column.mase))).toBeCloseTo(metrics['mase']!.value!, 9);
  forecast!.columns.forEach((column) => expect(mean(column.byStep)).toBeCloseTo(column.mase!, 9));
  expect(forecast!.byHour!.every((one) => one !== null)).toBe(true);
  expect(forecast!.byWeekday).toHaveLength(7);
  const days = forecast!.worstDays.map((one) => one.mase);
  expect(days).toEqual(days.toSorted((a, b) => b - a));
});

test('a spoiled day is the worst day, and its hour the worst hour', () => {
  const given = weeks();
  const judged = reference(given, 'season');
  const bad = 24 * 7 * 4 + 24 * 5 + 14;
  judged.rows.forEach((row, i) => {
    const h = bad - row - 1;
    if (h >= 0 && h < 24) judged.predicted[i * 48 + h] = 1000;
  });
  const { forecast } = resultOf(judged, given.task);
  expect(forecast!.worstDays[0]).toMatchObject({ day: start + (24 * 7 * 4 + 24 * 5) * hour, column: 'a' });
  expect(forecast!.byHour!.indexOf(Math.max(...forecast!.byHour!.map((one) => one ?? 0)))).toBe(14);
});

test('rows that were filled in are not judged', () => {
  const given = weeks();
  const rows = given.past.values[0]!.length;
  const made = new Uint8Array(rows).fill(1, 24 * 7 * 4);
  const t = table([
    dates('t', [...given.past.moments!]),
    ...['a', 'b'].map((name, c) => numbers(name, [...given.past.values[c]!])),
  ]);
  const parts = given.past.training.map((one) => (one === 1 ? 0 : 2));
  const past = forecastPast(t, given.task, { ...given.past, parts, filled: new Map([['a', made]]) });
  const { forecast } = resultOf(reference({ ...given, past }, 'last'), given.task);
  expect(forecast!.columns.map((column) => column.mae === null)).toEqual([true, false]);
});

test('daily origins are told as such', () => {
  const given = weeks();
  const daily = origins.filter((row) => (row + 1) % 24 === 6);
  expect(resultOf(reference(given, 'season', daily), given.task).forecast!.origins).toMatchObject({
    rule: 'daily',
    hour: 6,
    count: 13,
  });
  expect(resultOf(reference(given, 'season'), given.task).forecast!.origins.rule).toBe('every-row');
});

test('a paired comparison is that of the figures, and turns round with its sides', () => {
  const given = weeks();
  const [season, last] = [reference(given, 'season'), reference(given, 'last')];
  const forth = compareTask(given.task, season, last, 'reference');
  const back = compareTask(given.task, last, season, 'reference');
  expect(forth.joint).toBeCloseTo(resultOf(season, given.task).metrics['mase']!.value!, 12);
  expect(forth.difference.value).toBeCloseTo(forth.other! - forth.joint!, 12);
  expect(forth).toMatchObject({ metric: 'mase', verdict: 'helps' });
  expect(back.verdict).toBe('hurts');
  expect(back.difference.low).toBeCloseTo(-forth.difference.high!, 9);
});

test('a few independent stretches of forecast give no interval and no verdict', () => {
  const given = weeks();
  // 90 origins, blocks of 24: fewer than five of them.
  const few = origins.slice(0, 90);
  const compared = compareTask(given.task, reference(given, 'season', few), reference(given, 'last', few), 'reference');
  expect(compared).toMatchObject({ verdict: 'unknown', difference: { low: null, high: null } });
});

test('intervals hold the true error about as often as they say, where errors of neighbours are alike', () => {
  // The forecast is 0 and rows follow each other (correlation 0.8 from row to row), so that origins overlap and depend.
  // The true mean absolute error of a normal value of deviation 1 is sqrt(2 / pi).
  let held = 0;
  const rounds = 60;
  for (let round = 0; round < rounds; round++) {
    const rng = createRng(100 + round);
    let value = rng.normal();
    const rows = Array.from({ length: 1500 }, () => (value = 0.8 * value + 0.6 * rng.normal()));
    const given = setting({ a: rows }, 900, { horizon: 4, scale: 'train' });
    const test = judge(
      given,
      Array.from({ length: 580 }, (_, i) => 900 + i),
      Array<number>(580 * 4).fill(0),
    );
    const { low, high } = resultOf(test, given.task).metrics['mae']!;
    if (low! <= Math.sqrt(2 / Math.PI) && high! >= Math.sqrt(2 / Math.PI)) held++;
  }
  // Nominal 95 %; rows drawn one by one would hold it in about half of the rounds.
  expect(held / rounds).toBeGreaterThan(0.83);
});

test('a forecast that is no number is refused with its row', () => {
  const given = weeks();
  const judged = reference(given, 'season');
  judged.predicted[48 * 3 + 5] = NaN;
  expect(() => resultOf(judged, given.task)).toThrow('evaluation.not-finite');
});
