// The calendar of Japanese holidays against days that were announced.

import { expect, test } from 'vitest';
import { japaneseHolidays } from './holidays.ts';

const days = (year: number): string[] =>
  japaneseHolidays(year).map((moment) => new Date(moment).toISOString().slice(5, 10));

test('the year of the change of era has its ten days in a row and both ceremonies', () => {
  // Cabinet Office list for 2019: 30 April and 2 May lie between holidays, 6 May and 12 August and 4 November substitute.
  expect(days(2019)).toEqual(
    [
      ['01-01', '01-14', '02-11', '03-21', '04-29', '04-30', '05-01', '05-02', '05-03', '05-04', '05-05', '05-06'],
      ['07-15', '08-11', '08-12', '09-16', '09-23', '10-14', '10-22', '11-03', '11-04', '11-23'],
    ].flat(),
  );
});

test('the years of the Olympic Games have their summer holidays moved', () => {
  expect(days(2020)).toEqual(
    [
      ['01-01', '01-13', '02-11', '02-23', '02-24', '03-20', '04-29', '05-03', '05-04', '05-05', '05-06'],
      ['07-23', '07-24', '08-10', '09-21', '09-22', '11-03', '11-23'],
    ].flat(),
  );
  expect(days(2021).filter((at) => at > '07-01' && at < '09-01')).toEqual(['07-22', '07-23', '08-08', '08-09']);
});

test.each([
  // A substitute day that passes over two holidays (2009), and a day between two of them.
  [2009, '05-06', true],
  [2009, '09-22', true],
  [2015, '09-22', true],
  [2026, '09-22', true],
  // Children's Day on a Sunday in 2024 moves to 6 May.
  [2024, '05-06', true],
  [2024, '02-12', true],
  [2024, '08-12', true],
  // No birthday of an emperor in 2019; since 2020 in February, not December.
  [2019, '12-23', false],
  [2019, '02-23', false],
  [2018, '12-24', true],
  [2025, '12-23', false],
  // 4 May was a day between two holidays until 2006; on a Sunday it was none (2003).
  [2001, '05-04', true],
  [2003, '05-04', false],
  [2002, '05-06', true],
  // Equinoxes change their date: published almanac days.
  [2000, '03-20', true],
  [2003, '03-21', true],
  [2011, '03-21', true],
  [2012, '03-20', true],
  [2012, '09-22', true],
  [2013, '09-23', true],
  [2023, '03-21', true],
  [2024, '03-20', true],
  [2024, '09-22', true],
  [2030, '09-23', true],
])('in %i, %s is a holiday: %s', (year, at, expected) => {
  expect(days(year).includes(at)).toBe(expected);
});

test('years beyond the almanac have none rather than wrong ones', () => {
  expect(japaneseHolidays(1950)).toEqual([]);
  expect(japaneseHolidays(2150)).toEqual([]);
});
