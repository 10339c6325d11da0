// Leaks against strong honest sensors: what must fail, and what must not.

import { expect, test } from 'vitest';
import { createRng } from '../../base/rng.ts';
import { binary, check, noise, of, range, regression } from './example-check.ts';
import { numbers, words } from './example-tables.ts';

const count = 2000;
const rng = createRng(7);
const sensor = noise(count, rng);
/** About 8 % NG, decided by the sensor and by noise of a third of its size: its AUC is about 0.98. */
const judged = sensor.map((value) => value + 0.33 * rng.normal() > 1.5);
const verdict = words(
  '判定',
  judged.map((ng) => (ng ? 'NG' : 'OK')),
);
const tasks = [binary('判定')];

test('a strong honest sensor is no leak', async () => {
  const report = await check([numbers('温度', sensor), verdict], { tasks });
  expect(of(report, 'leak')).toEqual([]);
});

test.each([
  [
    'a column that says the same in other words',
    words(
      '手直し',
      judged.map((ng) => (ng ? '有' : '無')),
    ),
  ],
  [
    'a code that only NG have, empty for the rest',
    words(
      '不良コード',
      judged.map((ng, i) => (ng ? `E${i % 4}` : '')),
    ),
  ],
  [
    'a time that is 0 unless there was rework',
    numbers(
      '手直し時間',
      judged.map((ng, i) => (ng ? 5 + (i % 30) : 0)),
    ),
  ],
  [
    'a measured value that the verdict was read off',
    numbers(
      '段差',
      judged.map((ng, i) => (ng ? 3 : 2) + (i % 90) / 100),
    ),
  ],
])('%s is a leak, with a button that leaves it out', async (_, column) => {
  const report = await check([numbers('温度', sensor), column, verdict], { tasks });
  expect(of(report, 'leak')).toMatchObject([{ severity: 'fail', columns: [column.name], taskId: '判定' }]);
  expect(of(report, 'leak')[0]!.fix).toEqual({ kind: 'exclude-column', columns: [column.name] });
});

test('failure and its modes give each other away, whichever is to be predicted', async () => {
  // As in AI4I: the failure is set whenever a mode is; a fifth of the failures have no mode.
  const heat = range(count).map((i) => i % 40 === 3);
  const wear = range(count).map((i) => i % 50 === 7);
  const random = range(count).map((i) => i % 100 === 0); // a mode without consequence
  const failure = range(count).map((i) => heat[i]! || wear[i]! || i % 200 === 11);
  const flag = (name: string, values: boolean[]) => numbers(name, values.map(Number));
  const columns = [
    numbers('x', sensor),
    flag('HDF', heat),
    flag('TWF', wear),
    flag('RNF', random),
    flag('failure', failure),
  ];

  const forFailure = await check(columns, { tasks: [binary('failure', '1')] });
  expect(of(forFailure, 'leak').map((finding) => [finding.columns[0], finding.facts['form']])).toEqual([
    ['HDF', 'implies'],
    ['TWF', 'implies'],
  ]);
  const forModes = await check(columns, { tasks: [binary('HDF', '1'), binary('TWF', '1'), binary('RNF', '1')] });
  expect(of(forModes, 'leak')).toMatchObject([
    { columns: ['failure'], facts: { form: 'covers', tasks: ['HDF', 'TWF'] } },
  ]);

  const all = await check(columns, { tasks: ['failure', 'HDF', 'TWF', 'RNF'].map((name) => binary(name, '1')) });
  expect(of(all, 'leak')).toEqual([]);
  expect(of(all, 'targets-related')).toMatchObject([
    { facts: { task: 'failure', others: ['HDF', 'TWF'] }, fix: { kind: 'drop-task', taskId: 'failure' } },
  ]);
});

test('a measured target in another unit is a leak; a sensor with a correlation of 0.97 is not', async () => {
  const size = sensor.map((value) => 10 + 0.1 * value);
  const near = size.map((value) => value + 0.025 * rng.normal()); // correlation 0.1 / sqrt(0.1^2 + 0.025^2) = 0.97
  const report = await check(
    [
      numbers(
        '寸法_inch',
        size.map((value) => value / 25.4),
      ),
      numbers('センサー', near),
      numbers('寸法', size),
    ],
    {
      tasks: [regression('寸法')],
    },
  );
  expect(of(report, 'leak').map((finding) => finding.columns)).toEqual([['寸法_inch']]);
  expect(of(report, 'strong-column')).toEqual([]);
});

test('noise beside a rare class is never a leak, however many columns there are', async () => {
  const rare = words(
    '判定',
    range(400).map((i) => (i % 40 === 0 ? 'NG' : 'OK')),
  );
  const many = range(100).map((i) => numbers(`x${i}`, noise(400, rng)));
  const report = await check([...many, rare], { tasks });
  expect([...of(report, 'leak'), ...of(report, 'strong-column')]).toEqual([]);
});

test('a name that speaks of something later needs less to be asked about', async () => {
  // Right in about 9 of 10 rows: no leak by itself.
  const partly = words(
    '処置',
    judged.map((ng) => (ng === rng.next() < 0.9 ? '選別' : '出荷')),
  );
  const asked = await check([partly, verdict], { tasks });
  expect(of(asked, 'strong-column').map((finding) => finding.columns)).toEqual([['処置']]);
  const notAsked = await check([{ ...partly, name: '区分' }, verdict], { tasks });
  expect(of(notAsked, 'strong-column')).toEqual([]);
});
