import { expect, test } from 'vitest';
import { clockTime, dateFromText, fromSerial } from './dates.ts';

test.each([
  ['2026/08/22 14:05', 'year-month-day', '2026-08-22T14:05:00.000Z'],
  ['2026/8/2 8:05:09', 'year-month-day', '2026-08-02T08:05:09.000Z'],
  ['2026-08-22T14:05:00.123', 'year-month-day', '2026-08-22T14:05:00.123Z'],
  ['2026-08-22 14:05:00+09:00', 'year-month-day', '2026-08-22T14:05:00.000Z'],
  ['2026.08.22', 'year-month-day', '2026-08-22T00:00:00.000Z'],
  ['２０２６／０８／２２', 'year-month-day', '2026-08-22T00:00:00.000Z'],
  ['2026年8月22日 14時05分30秒', 'year-month-day', '2026-08-22T14:05:30.000Z'],
  ['2026年8月22日(土) 午後3:20', 'year-month-day', '2026-08-22T15:20:00.000Z'],
  ['2026/08/22 12:00:00,500', 'year-month-day', '2026-08-22T12:00:00.500Z'],
  ['08/22/2026 2:05 PM', 'month-day-year', '2026-08-22T14:05:00.000Z'],
  ['22/08/2026', 'day-month-year', '2026-08-22T00:00:00.000Z'],
  ['22.08.26', 'day-month-year', '2026-08-22T00:00:00.000Z'],
  ['20260822', 'compact', '2026-08-22T00:00:00.000Z'],
  ['20260822140530', 'compact', '2026-08-22T14:05:30.000Z'],
  ['令和8年8月22日', 'era', '2026-08-22T00:00:00.000Z'],
  ['令和元年5月1日', 'era', '2019-05-01T00:00:00.000Z'],
  ['R8.8.22', 'era', '2026-08-22T00:00:00.000Z'],
  ['2021年4月', 'year-month-day', '2021-04-01T00:00:00.000Z'],
  ['2021年12月度', 'year-month-day', '2021-12-01T00:00:00.000Z'],
  ['2021-04', 'year-month-day', '2021-04-01T00:00:00.000Z'],
  ['2021/4', 'year-month-day', '2021-04-01T00:00:00.000Z'],
  ['令和3年4月', 'era', '2021-04-01T00:00:00.000Z'],
] as const)('%s (%s)', (text, format, expected) => {
  expect(new Date(dateFromText(text, format)).toISOString()).toBe(expected);
});

test('days that are in no calendar, and what is no date, are not a number', () => {
  for (const text of [
    '2026/02/29',
    '2026/13/01',
    '2026/04/31',
    '2026/00/10',
    '2026/13',
    '2026年0月',
    '2026.04',
    '2100/02/29',
    '2026/08/22 25:00',
    '2026/08/22 14:60',
    '26',
    '',
    'OK',
  ]) {
    expect(dateFromText(text, 'year-month-day'), text).toBeNaN();
  }
  expect(dateFromText('2024/02/29', 'year-month-day')).toBe(Date.UTC(2024, 1, 29));
  expect(dateFromText('2000/02/29', 'year-month-day')).toBe(Date.UTC(2000, 1, 29));
});

test('every day from 1800 to 2299 is where the calendar has it', () => {
  for (let day = Date.UTC(1800, 0, 1); day < Date.UTC(2300, 0, 1); day += 86_400_000) {
    const text = new Date(day).toISOString().slice(0, 10);
    if (dateFromText(text, 'year-month-day') !== day) expect.fail(text);
  }
});

test('clock and elapsed times', () => {
  // 27 hours 5 minutes 30.25 seconds
  expect(clockTime('27:05:30.25')).toBe(((27 * 60 + 5) * 60 + 30) * 1000 + 250);
  expect([clockTime('12:00 AM'), clockTime('12:30 PM'), clockTime('8時5分')]).toEqual([0, 45_000_000, 29_100_000]);
  for (const text of ['8:61', '8', '13:00 PM', 'a:b', '1:2:3:4']) expect(clockTime(text), text).toBeNaN();
});

test('serial days of Excel, with the leap day that never was', () => {
  // Excel shows 1 as 1 January 1900, 59 as 28 February, 61 as 1 March 1900.
  expect([1, 59, 61, 46_256.5].map((serial) => new Date(fromSerial(serial)).toISOString().slice(0, 16))).toEqual([
    '1900-01-01T00:00',
    '1900-02-28T00:00',
    '1900-03-01T00:00',
    '2026-08-22T12:00',
  ]);
  // The 1904 system calls 1 January 1904 day 0.
  expect(new Date(fromSerial(0, true)).toISOString().slice(0, 10)).toBe('1904-01-01');
});
