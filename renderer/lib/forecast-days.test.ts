import { expect, test } from 'vitest';
import type { ForecastWindow } from '../../engine/contract/series.ts';
import { windowOfDay } from './forecast-days.ts';

const hour = 3_600_000;
const day = 24 * hour;
const clock = { step: hour, months: null, regular: true, workdays: false, season: 24, week: 168 };
const window = (column: string, moment: number | null): ForecastWindow => ({
  column,
  unit: null,
  kind: 'worst',
  row: 0,
  moment,
  history: [],
  ahead: [],
});

test('a day is shown by a forecast that reaches into it, of its own column first', () => {
  // From 23:00 of day 9 on, 24 hours: all of day 10. From 0:00 of day 20: 1:00 to 0:00 of day 21.
  const windows = [window('A', 10 * day - hour), window('B', 10 * day - hour), window('A', 20 * day)];
  const detail = { windows, clock, horizon: 24 };
  expect(windowOfDay(detail, 10 * day, { column: 'B' })).toBe(1);
  expect(windowOfDay(detail, 10 * day, { column: 'C' })).toBe(0);
  expect(windowOfDay(detail, 9 * day, { column: 'A' })).toBe(-1);
  expect([20, 21, 22].map((at) => windowOfDay(detail, at * day, { column: 'A' }))).toEqual([2, 2, -1]);
  expect(windowOfDay({ ...detail, clock: { ...clock, step: null } }, 10 * day, { column: 'A' })).toBe(-1);
});

test('of several series it is a forecast of the one that was furthest off, or none', () => {
  const windows = [window('A', 10 * day - hour), { ...window('A', 10 * day - hour), series: '二号機' }].map((one, i) =>
    i === 0 ? { ...one, series: '一号機' } : one,
  );
  const detail = { windows, clock, horizon: 24 };
  expect(windowOfDay(detail, 10 * day, { column: 'A', series: '二号機' })).toBe(1);
  expect(windowOfDay(detail, 10 * day, { column: 'B', series: '一号機' })).toBe(0);
  expect(windowOfDay(detail, 10 * day, { column: 'A', series: '三号機' })).toBe(-1);
});
