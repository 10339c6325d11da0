// Forecasts of what comes after the newest rows of a file: those that were evaluated from the same rows.

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createRng } from '../../base/rng.ts';
import type { ProjectDocument } from '../../contract/project.ts';
import { plainRecipe } from '../../contract/yardsticks.ts';
import { calendarValue, knownAhead, orderSeries } from '../../data/series/index.ts';
import { importFiles } from '../../data/import.ts';
import { readPredictions } from '../predictions-file.ts';
import { testDocument } from '../testing/document.ts';
import { filesOf, hooks, judgeOn, trained } from '../testing/judging.ts';
import { hours } from '../testing/hours.ts';
import { openWorkbench, type Workbench } from '../testing/workbench.ts';
import type { Judge } from './judging.ts';
import type { JudgedTable } from './judged-table.ts';

let bench: Workbench;
let judge: Judge;
beforeAll(() => {
  bench = openWorkbench();
  judge = judgeOn(bench);
});
afterAll(() => bench.close());
afterEach(() => judge.close());

const load = (horizon: number) =>
  ({
    id: '負荷',
    data: 'main',
    target: '負荷',
    kind: 'forecast',
    horizon,
    lookback: 24,
    interval: 0.8,
    unit: 'kW',
    importance: 1,
  }) as const;
const split = { kind: 'time', test: 0.2, validation: 0.2, seed: 1 } as const;

/** Point, lower and upper end of each row ahead, as the run said from this row on; null where it was no test origin. */
function evaluated(runId: string, row: number): number[] | null {
  const { test: tested } = readPredictions(bench.store.jobs.readArtifact(runId, 'predictions')!);
  const place = tested.rows.indexOf(row);
  if (place < 0) return null;
  const values = tested.values['負荷']!;
  const width = values.length / tested.rows.length;
  return [...values.subarray(place * width, (place + 1) * width)];
}

function numbersOf(table: JudgedTable, from = 0, to = table.rows): number[] {
  const places = table.columns.flatMap(({ role }, i) => (['point', 'lower', 'upper'].includes(role) ? [i] : []));
  return table.cells(from, to, 'en').flatMap((cells) => places.map((place) => cells[place] as number));
}

function expectClose(found: readonly number[], wanted: readonly number[]): void {
  expect(found).toHaveLength(wanted.length);
  for (const [i, value] of wanted.entries())
    expect(Math.abs(found[i]! - value) / Math.max(1, Math.abs(value))).toBeLessThan(1e-5);
}

const cell = (table: JudgedTable, row: number, role: string): unknown =>
  table.cells(row, row + 1, 'en')[0]![table.columns.findIndex((one) => one.role === role)];

test('the next hours after a file that ends where a test forecast began are that forecast, with calendar and plan', async () => {
  const rng = createRng(3);
  const lines = hours(600).split('\n');
  const planned = lines.map((line, i) =>
    i === 0 ? `${line},計画,直` : `${line},${rng.normal().toFixed(2)},${'早遅夜'[Math.floor(i / 8) % 3]}`,
  );
  bench.write('h.csv', planned.join('\n'));
  const document: ProjectDocument = testDocument({
    name: '電力',
    data: [{ id: 'main', files: ['h.csv'], time: '日時', ahead: ['計画', '直'], calendar: 'japan' }],
    tasks: [load(6)],
    split,
  });
  const [runId] = await trained(bench, document, [plainRecipe]);
  const origin = 550;
  const wanted = evaluated(runId!, origin)!;
  // What has come is measured, what comes is planned.
  const known = planned.slice(0, origin + 2);
  const plans = planned.slice(origin + 2, origin + 8).map((line) => line.replace(/^([^,]*),[^,]*,/, '$1,,'));
  bench.write('今日.csv', [...known, ...plans].join('\n'));
  const result = await judge.start({ runId: runId!, data: filesOf(bench, ['今日.csv']) }, hooks());
  const table = judge.table(result.judgingId, 'main');
  expect(table.kind).toBe('forecast');
  expectClose(numbersOf(table), wanted);
  expect([cell(table, 0, 'moment'), cell(table, 0, 'ahead')]).toEqual([
    planned[origin + 2]!.slice(0, 13).replaceAll('-', '/') + ':00:00',
    1,
  ]);
  // Midnight is an hour like the others.
  const moments = Array.from({ length: 6 }, (_, row) => String(cell(table, row, 'moment')));
  for (const moment of moments) expect(moment).toMatch(/^\d{4}\/\d\d\/\d\d \d\d:00:00$/);
  expect(moments.filter((moment) => moment.endsWith(' 00:00:00'))).toHaveLength(1);
  expect(table.columns.find(({ role }) => role === 'lower')).toMatchObject({ name: '負荷', unit: 'kW' });
  expect(result.notes.filter(({ severity }) => severity === 'warn').map(({ code }) => code)).not.toContain(
    'plan-missing',
  );

  // Without plans it is another forecast, and said to be.
  bench.write('今日.csv', known.join('\n'));
  const blind = await judge.start({ runId: runId!, data: filesOf(bench, ['今日.csv']) }, hooks());
  expect(blind.notes.find(({ code, column }) => code === 'plan-missing' && column === '計画')!.facts).toEqual({
    count: 6,
    of: 6,
  });
  expect(blind.sources[0]!.rows).toBe(6);

  bench.write('短い.csv', planned.slice(0, 20).join('\n'));
  await expect(judge.start({ runId: runId!, data: filesOf(bench, ['短い.csv']) }, hooks())).rejects.toMatchObject({
    code: 'judging.forecast-short',
    facts: { needed: 24, found: 19 },
  });
  const lacking = planned.map((line) => line.split(',').toSpliced(2, 1).join(','));
  bench.write('列なし.csv', lacking.join('\n'));
  await expect(judge.start({ runId: runId!, data: filesOf(bench, ['列なし.csv']) }, hooks())).rejects.toMatchObject({
    code: 'judging.column-missing',
    facts: { column: '計画' },
  });
});

test('each of several series is forecast on its own scale, a new one on that of its window, a short one is told', async () => {
  const one = hours(300).split('\n').slice(1);
  const scaled = (name: string, factor: number): string[] =>
    one.map((line) => {
      const [time, value] = line.split(',');
      return `${time},${name},${(factor * Number(value)).toFixed(3)}`;
    });
  const head = '日時,号機,負荷';
  bench.write('two.csv', [head, ...scaled('A', 1), ...scaled('B', 100)].join('\n'));
  const document: ProjectDocument = testDocument({
    name: '号機',
    data: [{ id: 'main', files: ['two.csv'], time: '日時', series: '号機' }],
    tasks: [load(4)],
    split,
  });
  const [runId] = await trained(bench, document, [plainRecipe]);
  const origin = 270;
  const upTo = (lines: readonly string[]): readonly string[] => lines.slice(0, origin + 1);
  bench.write(
    '今日.csv',
    [
      head,
      ...upTo(scaled('B', 100)),
      ...upTo(scaled('C', 7)),
      ...scaled('D', 1).slice(0, 5),
      ...upTo(scaled('A', 1)),
    ].join('\n'),
  );
  const result = await judge.start({ runId: runId!, data: filesOf(bench, ['今日.csv']) }, hooks());
  const table = judge.table(result.judgingId, 'main');
  const strands = Array.from({ length: table.rows }, (_, row) => cell(table, row, 'strand'));
  expect(strands).toEqual(['B', 'B', 'B', 'B', 'C', 'C', 'C', 'C', 'D', 'A', 'A', 'A', 'A']);
  expectClose(numbersOf(table, 9, 13), evaluated(runId!, origin)!);
  expectClose(numbersOf(table, 0, 4), evaluated(runId!, 300 + origin)!);
  expect(cell(table, 8, 'reason')).toContain('5 < 24');
  expect(result.notes.find(({ code }) => code === 'unknown-series')!.facts).toEqual({ words: ['C'], count: 1 });
  expect(result.sources[0]!.tasks[0]).toMatchObject({ judged: 3, notJudged: 1, result: null });
  expect(numbersOf(table, 4, 8).every(Number.isFinite)).toBe(true);
});

test('rows of a data set in order of time are judged one by one in the order of the file', async () => {
  const rng = createRng(6);
  const lines = hours(200)
    .split('\n')
    .map((line, i) => {
      const heat = rng.normal();
      return i === 0 ? `${line},温度,判定` : `${line},${heat.toFixed(3)},${heat > 0 ? 'NG' : 'OK'}`;
    });
  bench.write('g.csv', lines.join('\n'));
  const verdict = { id: '判定', data: 'main', target: '判定', kind: 'binary', importance: 1 } as const;
  const data = [{ id: 'main', files: ['g.csv'], time: '日時' }];
  const [runId] = await trained(bench, testDocument({ name: '判定', data, tasks: [verdict], split }), [plainRecipe]);
  const shuffled = [lines[0]!, lines[90]!, lines[20]!, lines[20]!, lines[60]!];
  bench.write('今日.csv', shuffled.join('\n'));
  const result = await judge.start({ runId: runId!, data: filesOf(bench, ['今日.csv']) }, hooks());
  const table = judge.table(result.judgingId, 'main');
  expect(table.cells(0, 4, 'en').map((cells) => cells.slice(0, 4).join(','))).toEqual(shuffled.slice(1));
  expect(cell(table, 1, 'ng-probability')).toBe(cell(table, 2, 'ng-probability'));

  // Forecasts and verdicts on one data set are not judged together yet, and that is said.
  const tasks = [load(4), verdict];
  const [both] = await trained(bench, testDocument({ name: '両方', data, tasks, split }), [plainRecipe]);
  await expect(judge.start({ runId: both!, data: filesOf(bench, ['今日.csv']) }, hooks())).rejects.toMatchObject({
    code: 'judging.not-yet',
    facts: { task: '判定' },
  });
});

test('the calendar of a moment is that of a row which stands there', async () => {
  bench.write('long.csv', hours(24 * 600));
  const { table } = await importFiles([`${bench.folder}/long.csv`]);
  const series = orderSeries(table, { time: '日時' });
  const { known, names } = knownAhead(series, { holidays: 'japan' });
  expect(names).toEqual([
    'hour-sine',
    'hour-cosine',
    'weekday-sine',
    'weekday-cosine',
    'weekend',
    'year-sine',
    'year-cosine',
    'holiday',
  ]);
  for (let row = 0; row < series.moments.length; row += 97)
    names.forEach((name, f) =>
      expect(Math.fround(calendarValue(name, series.moments[row]!)!)).toBe(known[row * names.length + f]),
    );
});
