// Health of data in order of time: each check finds what was put in, and nothing where nothing was.

import { expect, test } from 'vitest';
import { createRng } from '../../base/rng.ts';
import { orderSeries, type OrderedSeries } from '../series/index.ts';
import { profileTable } from '../profile.ts';
import { documentWith } from './example-check.ts';
import { dates, numbers, table, words } from './example-tables.ts';
import { checkHealth } from './index.ts';
import { checkSeries } from './series.ts';

const hour = 3_600_000;
const start = Date.UTC(2026, 0, 5);

/** Three months of an hourly sensor with days and noise. */
function series(
  change: (value: number, row: number) => number = (value) => value,
  keep = (_: number) => true,
): OrderedSeries {
  const rng = createRng(2);
  const rows = Array.from({ length: 24 * 90 }, (_, row) => row);
  const values = rows.map((row) => change(20 + 5 * Math.sin((Math.PI * row) / 12) + rng.normal(), row));
  const kept = rows.filter(keep);
  return orderSeries(
    table([
      dates(
        't',
        kept.map((row) => start + row * hour),
      ),
      numbers(
        'y',
        kept.map((row) => values[row]!),
        'kW',
      ),
    ]),
    { time: 't' },
  );
}

const task = { id: 'load', columns: ['y'], lookback: 168, horizon: 24 };
const parts = Uint8Array.from({ length: 24 * 90 }, (_, row) => (row < 1500 ? 0 : row < 1800 ? 1 : 2));
const found = (...given: Parameters<typeof checkSeries>): Map<string, unknown> =>
  new Map(checkSeries(...given).flatMap(({ check, severity, facts }) => (severity === 'pass' ? [] : [[check, facts]])));

test('an orderly series passes every check', () => {
  const findings = checkSeries(series(), [task], { parts });
  expect(findings.map((finding) => finding.severity)).toEqual(Array(8).fill('pass'));
});

test('before a task is chosen and rows are divided, only what needs neither is told', () => {
  expect(checkSeries(series(), []).map((finding) => finding.check)).toEqual([
    'series-gaps',
    'series-duplicates',
    'series-clock',
    'series-daylight',
    'series-stuck',
  ]);
});

test('gaps are counted and the first is named', () => {
  const facts = found(
    series(undefined, (row) => row < 100 || row > 102),
    [task],
  ).get('series-gaps');
  expect(facts).toEqual({ count: 3, rows: 2160, breaks: 0, example: '2026/01/09 04:00' });
});

test('a sensor at one value is found with its rows; a machine that stands still every night is not', () => {
  const stuck = checkSeries(
    series((value, row) => (row >= 200 && row < 230 ? 17.5 : value)),
    [],
  );
  const [finding] = stuck.filter((one) => one.check === 'series-stuck');
  expect(finding).toMatchObject({ severity: 'warn', facts: { column: 'y', length: 30, value: 17.5, stretches: 1 } });
  expect(finding!.rows).toEqual(Array.from({ length: 30 }, (_, i) => 200 + i));
  const nights = series((value, row) => (row % 24 < 12 ? 0 : value));
  expect(found(nights, []).has('series-stuck')).toBe(false);
});

test.each([
  ['missing', (value: number, row: number) => (row % 8 === 0 ? value : NaN)],
  ['held', (_: number, row: number) => Math.floor(row / 8) ** 1.5],
] as const)('a target known every 8 rows is found: %s', (form, change) => {
  expect(found(series(change), [task]).get('series-coarse')).toEqual({ column: 'y', every: 8, form });
});

test('a level that moved between training and test is told with both means', () => {
  const facts = found(
    series((value, row) => (row >= 1800 ? value + 9 : value)),
    [task],
    { parts },
  ).get('series-shift');
  expect(facts).toMatchObject({ column: 'y', unit: 'kW', from: expect.closeTo(20, 0), to: expect.closeTo(29, 0) });
});

test('a record shorter than lookback and horizon cannot be used; a short one is a warning', () => {
  const severity = (lookback: number): string | undefined =>
    checkSeries(series(), [{ ...task, lookback }]).find((one) => one.check === 'series-too-short')?.severity;
  // 2,160 rows: 2160 - 2000 - 24 + 1 = 137 origins, fewer than the 172 that are wanted.
  expect([severity(1000), severity(2000), severity(2150)]).toEqual(['pass', 'warn', 'fail']);
});

test('a forecast is checked as a series and never as classes of a column; rows are told as they stand in the file', async () => {
  const ordered = series(
    (value, row) => (row >= 200 && row < 230 ? 17.5 : value),
    (row) => row !== 50,
  );
  const document = documentWith({ tasks: [{ id: 'load', target: 'y', kind: 'forecast', horizon: 24 }] });
  const { findings } = await checkHealth(ordered.table, await profileTable(ordered.table), document, {
    series: ordered,
  });
  const wrong = findings.filter(({ severity }) => severity !== 'pass').map(({ check }) => check);
  expect(wrong.filter((check) => check.startsWith('series-')).sort()).toEqual(['series-gaps', 'series-stuck']);
  expect(wrong.filter((check) => ['imbalance', 'single-class', 'leak', 'conflicting-labels'].includes(check))).toEqual(
    [],
  );
  // What was not looked at is not called in order: there are no labels that drift, nor NG that are enough.
  const passes = findings.filter(({ severity }) => severity === 'pass').map(({ check }) => check);
  for (const check of ['target-drift', 'missing-labels', 'few-defects', 'leak']) expect(passes).not.toContain(check);
  expect(passes).toContain('target-absent');
  // Row 50 was added: the rows behind it stand one line earlier in the file.
  expect(findings.find(({ check }) => check === 'series-stuck')!.rows[0]).toBe(199);
});

test('of several machines each is held against itself: a small one that moved or stands still is named beside a large one', () => {
  const hours = 400;
  const rng = createRng(8);
  const cells = ['大', '小'].flatMap((name, machine) =>
    Array.from({ length: hours }, (_, hour) => ({
      name,
      moment: start + hour * 3_600_000,
      // The small one is three deviations higher in the test part, and stands still before it.
      value:
        machine === 0
          ? 1000 + 100 * rng.normal()
          : hour >= 300
            ? 13 + rng.normal()
            : hour >= 200 && hour < 230
              ? 10
              : 10 + rng.normal(),
    })),
  );
  const ordered = orderSeries(
    table([
      dates(
        't',
        cells.map(({ moment }) => moment),
      ),
      words(
        '機械',
        cells.map(({ name }) => name),
      ),
      numbers(
        'y',
        cells.map(({ value }) => value),
      ),
    ]),
    { time: 't', series: '機械' },
  );
  const own = Uint8Array.from(ordered.moments, (moment) => (moment < start + 300 * 3_600_000 ? 0 : 2));
  const told = found(ordered, [task], { parts: own });
  expect(told.get('series-shift')).toMatchObject({
    column: 'y',
    series: '小',
    others: 0,
    from: expect.closeTo(10, 0),
    to: expect.closeTo(13, 0),
  });
  expect(told.get('series-stuck')).toMatchObject({ column: 'y', series: '小', length: 30 });
});
