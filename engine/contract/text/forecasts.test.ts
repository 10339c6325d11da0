import { expect, test } from 'vitest';
import type { ForecastSeries, SeriesClock } from '../series.ts';
import { aheadText, clockText, fileMoment, spanText } from './clock.ts';
import { naiveName, referenceText, sayCoverage, saySeries, saySkill, windowName } from './forecasts.ts';
import { skillText } from './metrics-forecast.ts';
import { seriesFacts } from './series-report.ts';

const hour = 3_600_000;
const none: SeriesClock = { step: null, months: null, regular: false, workdays: false, season: null, week: null };
const hourly: SeriesClock = { ...none, step: hour, regular: true, season: 24, week: 168 };

test('rows ahead are told with the time they take by the clock', () => {
  // 96 hours = 4 days; 168 hours = 7 days; 336 hours = 2 weeks; 36 hours are no whole days.
  expect(aheadText(96, hourly, 'ja')).toBe('96 行先（4 日先）');
  expect(aheadText(96, hourly, 'en')).toBe('96 rows ahead (4 days)');
  expect([168, 336, 36, 1].map((rows) => spanText(rows, hourly, 'en'))).toEqual([
    '7 days',
    '2 weeks',
    '36 hours',
    '1 hour',
  ]);
  expect(aheadText(12, { ...none, months: 1, regular: true }, 'ja')).toBe('12 行先（1 年先）');
  expect(aheadText(5, { ...hourly, step: 24 * hour, workdays: true }, 'en')).toBe('5 rows ahead (5 working days)');
  expect(aheadText(10, none, 'ja')).toBe('10 行先');
});

test('the clock is named, a moment without a time of day is a day', () => {
  expect(clockText(hourly, 'en')).toBe('every hour');
  expect(clockText({ ...hourly, step: 15 * 60_000 }, 'ja')).toBe('15 分ごと');
  expect(clockText(none, 'en')).toBe('at no regular interval');
  expect(fileMoment(Date.UTC(2026, 7, 1))).toBe('2026/08/01');
  expect(fileMoment(Date.UTC(2026, 7, 1, 13))).toBe('2026/08/01 13:00');
  expect(fileMoment(Date.UTC(2026, 7, 1), hourly)).toBe('2026/08/01 00:00');
  expect(fileMoment(Date.UTC(2026, 7, 1), { step: 86_400_000 })).toBe('2026/08/01');
  expect(fileMoment(Date.UTC(2026, 7, 1), { step: null })).toBe('2026/08/01');
});

test('better, worse, and neither are three different sentences, each with its interval', () => {
  const week = { reference: { kind: 'week', rows: 168 } as const, clock: hourly };
  expect(saySkill(week, { value: 0.22, low: 0.19, high: 0.25 }, 'ja')).toEqual({
    verdict: 'better',
    text: '先週の同じ時刻より 22 % 良い（95 % 区間 19–25 %）',
    predicate: '先週の同じ時刻より 22 % 良い予測（95 % 区間 19–25 %）',
  });
  expect(saySkill(week, { value: 0, low: null, high: null }, 'en')).toMatchObject({
    verdict: 'same',
    text: 'the same as the same hour last week',
  });
  expect(saySkill(week, { value: 0.22, low: 0.19, high: 0.25 }, 'en').text).toBe(
    '22 % better than the same hour last week (95 % interval 19–25 %)',
  );
  expect(saySkill(week, { value: -0.22, low: -0.25, high: -0.19 }, 'en').text).toBe(
    '22 % worse than the same hour last week (95 % interval 19–25 %)',
  );
  expect(saySkill(week, { value: 0.02, low: -0.03, high: 0.05 }, 'ja')).toMatchObject({ verdict: 'same' });
  expect(saySkill(week, { value: null, low: null, high: null }, 'en').verdict).toBe('unknown');
  expect(naiveName(week).ja).toBe('先週と同じ');
  const days = { ...hourly, step: 24 * hour, season: 7, week: 7 };
  expect(saySkill({ ...week, clock: days }, { value: 0.1, low: null, high: null }, 'ja').text).toBe(
    '先週の同じ曜日より 10 % 良い',
  );
  const weekly = { ...none, step: 7 * 24 * hour, regular: true, season: 52 };
  expect(referenceText({ reference: { kind: 'season', rows: 52 }, clock: weekly }, 'ja')).toBe('前年の同じ週');
  expect(naiveName({ reference: { kind: 'season', rows: 12 }, clock: { ...none, months: 1 } }).en).toBe(
    'Same as last year',
  );
});

test('an interval is called narrow, wide or true by what it held', () => {
  const held = (value: number): string => sayCoverage(0.8, { value, low: null, high: null }, 'en')!.text;
  expect(held(0.79)).toMatch(/about what it promises/);
  expect(held(0.6)).toMatch(/too narrow/);
  expect(held(0.95)).toMatch(/wide/);
  expect(sayCoverage(null, { value: 0.8, low: null, high: null }, 'ja')).toBeNull();
});

test('an interval is not called too narrow where it may hold what it promises', () => {
  const said = (low: number, high: number) => sayCoverage(0.8, { value: 0.73, low, high }, 'en')!.text;
  expect(said(0.65, 0.81)).toBe(
    '73 % of the actual values lie in the 80 % interval (95 % interval 65–81 %: what it promises may still hold)',
  );
  expect(said(0.68, 0.78)).toMatch(/too narrow/);
});

test('gaps do not count the hour that the clock skips in spring', () => {
  const none = { count: 0, examples: [] };
  const report = {
    rowsBefore: 100,
    rowsAfter: 103,
    series: 1,
    first: 0,
    last: 102 * hour,
    clock: hourly,
    unsorted: 0,
    withoutMoment: 0,
    gaps: { count: 3, examples: [5 * hour] },
    breaks: none,
    duplicates: none,
    daylight: { repeated: 1, skipped: 1 },
    filled: 0,
  };
  const facts = seriesFacts(report, 'en');
  // 3 rows were added, 1 of them for the hour that does not exist.
  expect(facts.find(({ name }) => name === 'Gaps')!.text).toBe('2 moments have no row (for example 1970/01/01 05:00)');
  expect(facts.find(({ name }) => name === 'Daylight saving')!.isNotable).toBe(true);
  expect(seriesFacts(report, 'ja').length).toBe(facts.length);
});

test('which average is told of several series, and what is left out of it', () => {
  const of = (isNew: boolean) => ({ isNew }) as ForecastSeries;
  expect(saySeries({}, 'ja')).toBeNull();
  expect(saySeries({ series: [of(false), of(false)], seriesCount: 2 }, 'ja')).toBe(
    '2 系列の平均です。大きさの違う系列も同じ 1 系列として数え、誤差はそれぞれの学習期間を基準にしています',
  );
  expect(saySeries({ series: [of(false), of(true)], seriesCount: 1200 }, 'ja')).toContain('学習期間に行のない 1 系列');
  expect(saySeries({ series: [of(true), of(true)], seriesCount: 1200 }, 'en')).toMatch(
    /^means over 1,200 series.*2 without training rows have no MASE and are not in its mean$/,
  );
  expect(windowName({ column: '負荷' })).toBe('負荷');
  expect(windowName({ column: '負荷', series: 'A1' })).toBe('A1 / 負荷');
});

test('the improvement is named by the season that the clock tells', () => {
  const season = { kind: 'season', rows: 12 } as const;
  const yearly = { ...none, months: 1, regular: true, season: 12 };
  expect(skillText({ reference: season, clock: yearly }).name).toEqual({
    ja: '前年の同じ月と比べた改善',
    en: 'Better than the same month last year',
  });
  expect(skillText({ reference: season }).name.ja).toBe('一周期前と比べた改善');
  expect(skillText({ reference: { kind: 'week', rows: 168 }, clock: hourly }).name.ja).toBe('先週と比べた改善');
});
