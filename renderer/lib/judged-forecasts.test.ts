import { expect, test } from 'vitest';
import type { JudgedColumn, JudgedSource } from '../../engine/contract/judging.ts';
import { judgedForecasts } from './judged-forecasts.ts';

const plain = (role: JudgedColumn['role']): JudgedColumn => ({ role, taskId: null, name: '', unit: null });
const of = (role: JudgedColumn['role'], name: string): JudgedColumn => ({ role, taskId: 't', name, unit: 'kW' });
const source: JudgedSource = {
  source: 'main',
  kind: 'forecast',
  rows: 5,
  columns: [
    plain('strand'),
    plain('moment'),
    plain('ahead'),
    of('point', '負荷'),
    of('lower', '負荷'),
    of('upper', '負荷'),
  ],
  tasks: [],
};
const row = (...cells: (string | number | null)[]) => ({ row: 0, cells });
const rows = [
  row('1号機', '2026/04/30 23:00:00', 1, 10, 8, 12),
  row('1号機', '2026/05/01', 2, 11, 8, 14),
  row('2号機', '2026/05/01', 1, 20, null, null),
  row('2号機', '2026/05/03', 2, 21, null, null),
  row('3号機', null, null, null, null, null),
];
const forecasts = judgedForecasts(source, rows, () => 0.8);

test('each series with a forecast is a picture, with its interval where it has one', () => {
  expect(forecasts.map(({ strand }) => strand)).toEqual(['1号機', '2号機']);
  expect(forecasts[0]!.plot.ahead).toEqual([
    [1, null, 10, 8, 12],
    [2, null, 11, 8, 14],
  ]);
  expect(forecasts[1]!.plot.ahead[0]).toEqual([1, null, 20, null, null]);
  expect(forecasts[0]!.plot).toMatchObject({ column: '負荷', unit: 'kW', interval: 0.8 });
});

test('the last known row is one step before the first forecast, across midnight, where moments are equally far apart', () => {
  expect(forecasts[0]!.plot.step).toBe(3_600_000);
  expect(forecasts[0]!.plot.moment).toBe(Date.UTC(2026, 3, 30, 22));
  expect(forecasts[1]!.plot.step).toBe(2 * 24 * 3_600_000);
});

test('without a clock, or with moments that are not equally far apart, rows are counted', () => {
  const counted = { ...source, columns: source.columns.slice(1) };
  const bare = judgedForecasts(counted, [row(101, 1, 5, 4, 6), row(102, 2, 6, 5, 7)], () => null);
  expect(bare.map(({ strand }) => strand)).toEqual(['']);
  expect(bare[0]!.plot).toMatchObject({ moment: null, step: null, interval: null });
  const months = ['2026/01/31', '2026/02/28', '2026/03/31'].map((day, i) => row(day, i + 1, 5, 4, 6));
  expect(judgedForecasts(counted, months, () => null)[0]!.plot.step).toBeNull();
});
