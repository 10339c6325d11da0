// What is known ahead of time, and what may not be.

import { expect, test } from 'vitest';
import { dates, numbers, table, words } from '../health/example-tables.ts';
import { knownAhead, orderSeries } from './index.ts';

const hour = 3_600_000;
const start = Date.UTC(2026, 4, 1);
const moments = Array.from({ length: 24 * 14 }, (_, i) => start + i * hour);
const series = orderSeries(
  table([
    dates('t', moments),
    numbers(
      'plan',
      moments.map((_, i) => (i === 3 ? NaN : i)),
    ),
    words(
      'shift',
      moments.map((_, i) => ['day', 'night'][Math.floor(i / 12) % 2]!),
    ),
    numbers('y', moments.map(Math.sqrt)),
  ]),
  { time: 't' },
);
const cell = ({ known, names }: ReturnType<typeof knownAhead>, row: number, name: string): number =>
  known[row * names.length + names.indexOf(name)]!;

test('the calendar of an hourly clock is told as circles, and the year only where the data shows it', () => {
  const known = knownAhead(series, { holidays: 'japan' });
  expect(known.names).toEqual(['hour-sine', 'hour-cosine', 'weekday-sine', 'weekday-cosine', 'weekend', 'holiday']);
  // 06:00 is a quarter of the circle.
  expect(cell(known, 6, 'hour-sine')).toBeCloseTo(1, 6);
  expect(cell(known, 6, 'hour-cosine')).toBeCloseTo(0, 6);
  const onDay = (date: number, name: string): number => cell(known, 24 * (date - 1) + 5, name);
  // May 2026: the 2nd is a Saturday, the 4th to 6th are holidays (the 3rd, a Sunday, too), the 7th is none.
  expect([1, 2, 3, 4, 7].map((date) => onDay(date, 'weekend'))).toEqual([0, 1, 1, 0, 0]);
  expect([2, 3, 4, 5, 6, 7].map((date) => onDay(date, 'holiday'))).toEqual([0, 1, 1, 1, 1, 0]);
});

test('columns known ahead are scaled by training rows alone; a missing value counts as the mean', () => {
  const training = moments.map((_, row) => Number(row < 100));
  const known = knownAhead(series, { calendar: false, columns: ['plan', 'shift'], training });
  expect(known.names).toEqual(['plan', 'shift=day', 'shift=night']);
  const own = moments.map((_, row) => row).filter((row) => row < 100 && row !== 3);
  const mean = own.reduce((sum, value) => sum + value) / own.length;
  const deviation = Math.sqrt(own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / own.length);
  expect(cell(known, 200, 'plan')).toBeCloseTo((200 - mean) / deviation, 5);
  expect(cell(known, 3, 'plan')).toBe(0);
  expect(known.scales[0]!.mean).toBeCloseTo(mean, 10);
  expect(known.scales[0]!.deviation).toBeCloseTo(deviation, 10);
  expect(known.scales.slice(1)).toEqual([
    { mean: 0, deviation: 1 },
    { mean: 0, deviation: 1 },
  ]);
  expect([cell(known, 13, 'shift=day'), cell(known, 13, 'shift=night')]).toEqual([0, 1]);
});

test('the answer may not be known ahead', () => {
  expect(() => knownAhead(series, { columns: ['y'], targets: ['y'] })).toThrow('series.target-known-ahead');
  expect(() => knownAhead(series, { columns: ['weather'] })).toThrow('series.no-known-column');
});

test('days off of one plant are marked whatever the hour they are given at', () => {
  const known = knownAhead(series, { calendar: false, holidays: [start + 24 * hour + 9 * hour] });
  expect(Array.from({ length: 4 }, (_, date) => cell(known, 24 * date, 'holiday'))).toEqual([0, 1, 0, 0]);
});
