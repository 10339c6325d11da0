// Rows put in order of time: clocks, gaps, repeats, several series, daylight saving.

import { expect, test } from 'vitest';
import { createRng, permutation } from '../../base/rng.ts';
import { dates, numbers, table, words } from '../health/example-tables.ts';
import { columnOf, type NumberColumn } from '../table.ts';
import { selectRows } from '../select-rows.ts';
import { addedRow, orderSeries, type OrderedSeries } from './index.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const monday = Date.UTC(2026, 7, 3);

const every = (step: number, count: number, start = monday): number[] =>
  Array.from({ length: count }, (_, i) => start + i * step);
const plain = (moments: readonly number[]) =>
  table([
    dates('t', moments),
    numbers(
      'y',
      moments.map((_, i) => i),
    ),
  ]);
const valuesOf = (series: OrderedSeries, name = 'y'): number[] => [
  ...(columnOf(series.table, name) as NumberColumn).values,
];

test.each([
  ['an hour', every(hour, 24 * 15), { step: hour, season: 24, week: 168 }],
  ['15 minutes', every(15 * minute, 96 * 3), { step: 15 * minute, season: 96, week: null }],
  // 86,400 rows a day are no season; 3,600 an hour neither, but 60 a minute are.
  ['a second', every(1000, 4000), { step: 1000, season: 60, week: null }],
  ['a day', every(day, 60), { step: day, season: 7, week: 7 }],
  ['a week', every(7 * day, 120), { step: 7 * day, season: 52, week: null }],
  ['a month', Array.from({ length: 30 }, (_, i) => Date.UTC(2024, i, 1)), { step: null, months: 1, season: 12 }],
  [
    'the last day of a month',
    Array.from({ length: 30 }, (_, i) => Date.UTC(2024, i + 1, 0)),
    { months: 1, season: 12 },
  ],
  ['a quarter', Array.from({ length: 12 }, (_, i) => Date.UTC(2024, 3 * i, 1)), { months: 3, season: 4 }],
  // Not two whole days: nothing shows that days resemble each other.
  ['an hour, for a day and a half', every(hour, 36), { step: hour, season: null }],
])('a clock of %s is found, with its season', (_, moments, expected) => {
  const { clock, report } = orderSeries(plain(moments), { time: 't' });
  expect(clock).toMatchObject({ regular: true, ...expected });
  expect(report.gaps.count).toBe(0);
});

test('rows on Monday to Friday alone have weeks of five and no gaps at weekends', () => {
  const workdays = every(day, 70).filter((_, i) => i % 7 < 5);
  const { clock, report } = orderSeries(plain(workdays), { time: 't' });
  expect(clock).toMatchObject({ step: day, workdays: true, season: 5, week: 5 });
  expect(report.gaps.count).toBe(0);
  // A Wednesday without a row is one.
  const lacking = orderSeries(plain(workdays.filter((_, i) => i !== 12)), { time: 't' });
  expect(lacking.report.gaps).toEqual({ count: 1, examples: [workdays[12]] });
});

test('rows at any time have no clock, and nothing is added between them', () => {
  const rng = createRng(3);
  let at = monday;
  const moments = Array.from({ length: 200 }, () => (at += minute * (1 + 30 * rng.next())));
  const { clock, report } = orderSeries(plain(moments), { time: 't' });
  expect(clock).toMatchObject({ regular: false, season: null });
  expect(report.rowsAfter).toBe(200);
});

test('a logger that misses its moment by a little keeps its clock', () => {
  const rng = createRng(4);
  const moments = every(minute, 300).map((moment) => moment + Math.round(900 * rng.next()));
  const { clock, report } = orderSeries(plain(moments), { time: 't' });
  expect(clock).toMatchObject({ step: minute, regular: true });
  expect(report.gaps.count).toBe(0);
});

test('any order of rows gives the same series', () => {
  const moments = every(hour, 100);
  const ids = moments.map((_, i) => (i % 2 === 0 ? 'A' : 'B'));
  const whole = table([
    dates('t', moments),
    words('line', ids),
    numbers(
      'y',
      moments.map((_, i) => i),
    ),
  ]);
  const sorted = orderSeries(whole, { time: 't', series: 'line' });
  const shuffled = orderSeries(selectRows(whole, permutation(100, createRng(2))), { time: 't', series: 'line' });
  expect(shuffled.report.unsorted).toBeGreaterThan(10);
  const block = (series: OrderedSeries, from: number): number[] => valuesOf(series).slice(from, from + 50);
  // Series stand in order of first appearance, which the shuffle may change; each is the same.
  expect([block(shuffled, 0), block(shuffled, 50)].sort((a, b) => a[0]! - b[0]!)).toEqual([
    block(sorted, 0),
    block(sorted, 50),
  ]);
  expect([...new Set(sorted.firstRow)]).toEqual([0, 50]);
  expect([...new Set(sorted.lastRow)]).toEqual([49, 99]);
});

test('moments without a row are added as missing, held, or on a line; what was made is marked', () => {
  const moments = every(hour, 60).filter((_, i) => i !== 10 && i !== 11);
  const given = table([
    dates('t', moments),
    numbers(
      'y',
      moments.map((moment) => (moment - monday) / hour),
    ),
  ]);
  const left = orderSeries(given, { time: 't' });
  expect(left.report).toMatchObject({ rowsAfter: 60, gaps: { count: 2, examples: [monday + 10 * hour] }, filled: 0 });
  expect(valuesOf(left).slice(9, 13)).toEqual([9, NaN, NaN, 12]);
  expect([...left.sourceRow].slice(9, 13)).toEqual([9, addedRow, addedRow, 10]);
  expect([...left.moments]).toEqual(every(hour, 60));
  const held = orderSeries(given, { time: 't' }, { gaps: 'hold' });
  expect(valuesOf(held).slice(9, 13)).toEqual([9, 9, 9, 12]);
  const line = orderSeries(given, { time: 't' }, { gaps: 'line' });
  expect(valuesOf(line).slice(9, 13)).toEqual([9, 10, 11, 12]);
  expect([...line.filled.get('y')!].reduce((sum, one) => sum + one)).toBe(2);
});

test('nothing is looked back on across a long break', () => {
  const moments = [...every(hour, 500), ...every(hour, 500, monday + 3000 * hour)];
  const series = orderSeries(plain(moments), { time: 't' });
  expect(series.report).toMatchObject({ rowsAfter: 1000, breaks: { count: 1 }, gaps: { count: 0 } });
  expect([series.firstRow[499], series.firstRow[500]]).toEqual([0, 500]);
  expect([series.lastRow[499], series.lastRow[500]]).toEqual([499, 999]);
});

test.each([
  ['mean', 4.5],
  ['first', 4],
  ['last', 5],
] as const)('of rows of one moment, %s is taken', (duplicates, expected) => {
  const moments = [...every(hour, 5), monday + 4 * hour, ...every(hour, 5, monday + 5 * hour)];
  const series = orderSeries(plain(moments), { time: 't' }, { duplicates });
  expect(valuesOf(series)[4]).toBe(expected);
  expect(series.report).toMatchObject({ rowsAfter: 10, duplicates: { count: 1, examples: [monday + 4 * hour] } });
});

test('equal moments of different series are no repeats', () => {
  const moments = [...every(hour, 50), ...every(hour, 50)];
  const ids = moments.map((_, i) => (i < 50 ? 'A' : 'B'));
  const whole = table([dates('t', moments), words('line', ids), numbers('y', moments)]);
  expect(orderSeries(whole, { time: 't', series: 'line' }).report).toMatchObject({
    series: 2,
    duplicates: { count: 0 },
  });
});

test('the hour that stands twice in autumn and the one that is skipped in spring are no faults', () => {
  // Central Europe 2026: 29 March lacks 02:00, 25 October has it twice.
  const year = every(hour, 365 * 24, Date.UTC(2026, 0, 1));
  const spring = Date.UTC(2026, 2, 29, 2);
  const autumn = Date.UTC(2026, 9, 25, 2);
  const local = year.flatMap((moment) => (moment === spring ? [] : moment === autumn ? [moment, moment] : [moment]));
  const { report } = orderSeries(plain(local), { time: 't' });
  expect(report.daylight).toEqual({ repeated: 1, skipped: 1 });
  expect(report.duplicates.count).toBe(0);
  expect(report).toMatchObject({ rowsAfter: year.length, gaps: { count: 1, examples: [] } });
});

test('rows without a moment are left out and counted; a table without any is refused', () => {
  const { report } = orderSeries(plain([...every(hour, 50), NaN]), { time: 't' });
  expect(report).toMatchObject({ withoutMoment: 1, rowsAfter: 50 });
  expect(() => orderSeries(plain([NaN, NaN]), { time: 't' })).toThrow('series.no-rows');
  expect(() => orderSeries(plain([1, 2]), { time: 'x' })).toThrow('series.no-time');
  expect(() => orderSeries(table([words('t', ['soon'])]), { time: 't' })).toThrow('series.not-a-time');
});

test('a counter orders rows without days and weeks', () => {
  const shots = table([numbers('shot', [3, 1, 2, 5]), numbers('y', [30, 10, 20, 50])]);
  const series = orderSeries(shots, { time: 'shot' });
  expect(valuesOf(series)).toEqual([10, 20, 30, NaN, 50]);
  expect(series.clock).toMatchObject({ step: 1, regular: true, season: null, week: null });
  expect(series.report.first).toBeNull();
});
