import { expect, test } from 'vitest';
import { rowsOfOne, usualCalendar, usualHorizon, usualLookback } from './forecast-defaults.ts';

const hours = { season: 24, week: 168 };

test('a forecast of tomorrow looks back on the same hour of last week', () => {
  // 3.5 x 24 = 84 hours would end three and a half days ago.
  expect(usualLookback(hours, 2880, 24)).toBe(168);
  // 3.5 x 96 = 336 hours are two weeks already.
  expect(usualLookback(hours, 17_420, 96)).toBe(336);
});

test('not at any price: an eighth of the rows at most, and no week of minutes', () => {
  expect(usualLookback(hours, 800, 24)).toBe(100);
  // Four days of quarters of an hour would do; a week of them, 672 rows, still counts.
  expect(usualLookback({ season: 96, week: 672 }, 35_040, 96)).toBe(672);
  // A week of ten minutes counts; of rows of a minute no week does.
  expect(usualLookback({ season: 144, week: 1008 }, 8640, 36)).toBe(1008);
  expect(usualLookback({ season: 1440, week: 10_080 }, 500_000, 60)).toBe(2880);
});

test('where there is no week, whole seasons or the horizon decide', () => {
  // 3.5 x 12 = 42 months are 3.5 years, taken as 4.
  expect(usualLookback({ season: 12, week: null }, 600, 12)).toBe(48);
  expect(usualLookback({ season: null, week: null }, 1000, 24)).toBe(84);
});

test('of several series each has to hold its own windows', () => {
  // Three products by week, 140 weeks each: 420 rows are no eight years.
  const rows = rowsOfOne(420, { series: 3 });
  const weeks = { season: 52, week: null };
  expect(rows).toBe(140);
  expect(usualHorizon({ season: 52, step: 7 * 86_400_000 }, rows)).toBe(7);
  // An eighth of 140 weeks.
  expect(usualLookback(weeks, rows, 7)).toBe(17);
});

test('the calendar is read where days differ, with the holidays of the reader', () => {
  const hour = 3_600_000;
  expect(usualCalendar({ step: hour / 6 }, 'ja')).toBe('japan');
  expect(usualCalendar({ step: 24 * hour }, 'en')).toBe('plain');
  // Weeks, months and shots know no weekday.
  expect(usualCalendar({ step: 7 * 24 * hour }, 'ja')).toBeUndefined();
  expect(usualCalendar({ step: null }, 'ja')).toBeUndefined();
});

test('of five years of months a year is looked back on, of two years it cannot be', () => {
  const months = { season: 12, week: null };
  // An eighth would be 7 months: last year's month would not be among them.
  expect(usualLookback(months, 60, 3)).toBe(12);
  expect(usualLookback(months, 24, 3)).toBe(3);
});
