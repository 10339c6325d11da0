import { expect, test } from 'vitest';
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatTimeLeft,
  formatFileMoment,
  formatNumber,
  formatPercent,
  formatRange,
  formatValue,
  noValue,
} from './format.ts';

test('a measured number keeps three significant digits, whole numbers stay whole', () => {
  expect(formatNumber(0.21634)).toBe('0.216');
  expect(formatNumber(12.345)).toBe('12.3');
  expect(formatNumber(123456.7)).toBe('123,457');
  expect(formatNumber(3)).toBe('3');
  expect(formatNumber(-0.05)).toBe('−0.0500');
});

test('what is missing or not a number is a dash, never a zero', () => {
  for (const value of [null, undefined, NaN, Infinity]) expect(formatNumber(value)).toBe(noValue);
  expect(formatPercent(null)).toBe(noValue);
});

test('a share that is nearly everything is not rounded up to certainty', () => {
  expect(formatPercent(0.9996)).toBe('99.96 %');
  expect(formatPercent(1)).toBe('100 %');
  expect(formatPercent(0.0001)).toBe('0.01 %');
  expect(formatPercent(0)).toBe('0 %');
  expect(formatPercent(0.034)).toBe('3.4 %');
});

test('a range of negative values is not read as a run of hyphens', () => {
  expect(formatRange(-0.938, 8.841)).toBe('−0.938 – 8.841');
  expect(formatRange(-1200, -3)).toBe('−1,200 – −3');
  expect(formatNumber(-0.00001234)).toBe('−1.2e−5');
});

test('values of the data get no zeros added', () => {
  expect(formatValue(3.5)).toBe('3.5');
  expect(formatValue(0.1 + 0.2)).toBe('0.3');
  expect(formatValue(2886)).toBe('2,886');
  expect(formatValue(24.836)).toBe('24.836');
  expect(formatValue(24.95208222)).toBe('24.952');
});

test('durations are rounded as one would say them', () => {
  // 148 s are 2 min 28 s, said as 2 min 30 s; 3 h 5 min = 11,100 s.
  expect(formatDuration(0.2, 'ja')).toBe('1秒未満');
  expect(formatDuration(42, 'ja')).toBe('42秒');
  expect(formatDuration(148, 'ja')).toBe('2分30秒');
  expect(formatDuration(148, 'en')).toBe('2 min 30 s');
  expect(formatDuration(120, 'en')).toBe('2 min');
  expect(formatDuration(11_100, 'ja')).toBe('3時間5分');
});

test('a moment of the file is shown on the file’s own clock, whatever this PC’s time zone', () => {
  expect(formatFileMoment(Date.UTC(2026, 7, 22, 14, 5))).toBe('2026/08/22 14:05');
  expect(formatFileMoment(Date.UTC(2026, 7, 22))).toBe('2026/08/22');
});

test('counts, sizes and intervals', () => {
  expect(formatCount(1234567)).toBe('1,234,567');
  expect(formatBytes(512)).toBe('512 B');
  expect(formatBytes(2_600_000)).toBe('2.60 MB');
});

test('a time left is told in steps of five seconds, to the nearest: never above what it takes at most', () => {
  expect([4, 6, 10.9, 13, 58].map((seconds) => formatTimeLeft(seconds, 'en'))).toEqual([
    'almost done',
    'about 5 s left',
    'about 10 s left',
    'about 15 s left',
    'about 1 min left',
  ]);
});
