// Findings about single columns, each with the honest column beside it that must not be reported.

import { expect, test } from 'vitest';
import { createRng } from '../../base/rng.ts';
import { binary, check, noise, of, range, regression } from './example-check.ts';
import { dates, numbers, words } from './example-tables.ts';

const honest = numbers('圧力', noise(300, createRng(9)));

test('a serial number is to be left out, in any order; a measured whole number is not', async () => {
  const rng = createRng(2);
  const report = await check([
    numbers(
      '連番',
      range(300).map((i) => i + 1),
    ),
    numbers(
      '逆順',
      range(300).map((i) => 500 - i),
    ),
    numbers(
      '秒',
      range(300).map((i) => i * 0.1),
    ),
    numbers(
      '回数',
      range(300).map(() => rng.integer(1000)),
    ),
    honest,
  ]);
  expect(of(report, 'identifier').map((finding) => [finding.columns[0], finding.severity])).toEqual([
    ['連番', 'fail'],
    ['逆順', 'fail'],
    ['秒', 'fail'],
  ]);
  expect(of(report, 'identifier')[0]!.fix).toEqual({ kind: 'exclude-column', columns: ['連番'] });
});

test('a counter with holes is only a warning: it may be a total of shots', async () => {
  const rng = createRng(4);
  let total = 0;
  const report = await check([
    numbers(
      'shots',
      range(300).map(() => (total += 1 + rng.integer(9))),
    ),
    honest,
  ]);
  expect(of(report, 'identifier')).toMatchObject([{ columns: ['shots'], severity: 'warn', facts: { form: 'serial' } }]);
});

test('numbers named as an ID are one though some come twice; a quantity is none, whatever it is called', async () => {
  const rng = createRng(6);
  const numbered = (name: string, whole = true) =>
    numbers(
      name,
      range(300).map((i) => (i % 50 === 7 ? 41_000 : whole ? 40_000 + rng.integer(900_000) : rng.normal())),
    );
  const report = await check([
    numbered('ID'),
    numbered('lotId'),
    numbered('管理番号'),
    numbered('Part No.'),
    numbered('fluid'),
    numbered('回転数'),
    numbered('no', false),
    honest,
  ]);
  expect(of(report, 'identifier').map((finding) => [finding.columns[0], finding.severity, finding.facts])).toEqual(
    ['ID', 'lotId', '管理番号', 'Part No.'].map((name) => [name, 'warn', expect.objectContaining({ form: 'unique' })]),
  );
});

test('words that never repeat are identifiers; remarks are unused text; a grade is neither', async () => {
  const report = await check([
    words(
      '製造番号',
      range(300).map((i) => `M${14860 + i * 7}`),
      'text',
    ),
    words(
      '備考',
      range(300).map((i) => `目視で確認しました。 ${i} 回目`),
      'text',
    ),
    words(
      '等級',
      range(300).map((i) => 'ABC'[i % 3]!),
    ),
    honest,
  ]);
  expect(of(report, 'identifier').map((finding) => finding.columns)).toEqual([['製造番号']]);
  expect(of(report, 'unused-text').map((finding) => finding.columns)).toEqual([['備考']]);
  expect(report.counts.fail).toBe(1);
});

test('empty, constant, nearly constant, gappy and copied columns are named, and each only once', async () => {
  const report = await check(
    [
      numbers(
        '空',
        range(300).map(() => NaN),
      ),
      words(
        '工場',
        range(300).map(() => '第一'),
      ),
      numbers(
        'ほぼ',
        range(300).map((i) => Number(i === 7)),
      ),
      numbers(
        '欠測',
        range(300).map((i) => (i % 2 ? NaN : Math.sin(i))),
      ),
      honest,
      { ...honest, name: '圧力2' },
      numbers('寸法', noise(300, createRng(12))),
    ],
    { tasks: [regression('寸法')] },
  );
  const warnings = report.findings
    .filter((finding) => finding.severity !== 'pass')
    .map((finding) => [finding.check, finding.columns[0]]);
  expect(warnings.sort()).toEqual([
    ['constant', '工場'],
    ['dominant-level', 'ほぼ'],
    ['duplicate-columns', '圧力2'],
    ['empty-column', '空'],
    ['missing-values', '欠測'],
  ]);
  expect(of(report, 'dominant-level')[0]).toMatchObject({ rows: [7], rowCount: 1 });
});

test('a category of very many levels is named, one of few is not', async () => {
  const report = await check([
    words(
      'code',
      range(420).map((i) => `c${(i * 7) % 60}`),
    ),
    words(
      'type',
      range(420).map((i) => `t${i % 5}`),
    ),
  ]);
  expect(of(report, 'many-levels').map((finding) => finding.columns)).toEqual([['code']]);
});

test('one value far from all others is named with its row; a long tail is left in peace', async () => {
  const rng = createRng(3);
  const tail = range(2000).map(() => Math.exp(rng.normal()));
  const spike = range(2000).map((i) => (i === 1234 ? 900 : 10 + rng.normal()));
  const report = await check([numbers('tail', tail), numbers('spike', spike)]);
  expect(of(report, 'outliers')).toMatchObject([
    { columns: ['spike'], rows: [1234], facts: { furthest: 900, count: 1 } },
  ]);
  expect(of(report, 'outliers')[0]!.fix).toEqual({ kind: 'remove-rows', data: 'main', rows: [1234] });
});

test('9999 among temperatures stands for an empty cell, and -300 ℃ cannot be', async () => {
  const rng = createRng(3);
  const around = (odd: number) => range(300).map((i) => (i % 100 === 50 ? odd : 20 + rng.normal()));
  const report = await check([
    numbers('a', around(9999), '℃'),
    numbers('b', around(-300), '℃'),
    numbers('c', around(-300), 'mm'),
    numbers(
      '湿度',
      range(300).map((i) => (i === 5 ? 140 : 40 + 5 * rng.normal())),
      '%',
    ),
  ]);
  expect(
    of(report, 'impossible-values').map((finding) => [finding.columns[0], finding.facts['reason'], finding.rowCount]),
  ).toEqual([
    ['a', 'placeholder', 3],
    ['b', 'temperature', 3],
    ['湿度', 'percent', 1],
  ]);
});

test('kilopascals among pascals are two units; two settings of a machine are not', async () => {
  const rng = createRng(3);
  const mixed = range(500).map((i) => (i % 50 === 0 ? 1000 : 1) * (50 + rng.normal()));
  const settings = range(500).map((i) => (i % 2 ? 10 : 100));
  const report = await check([numbers('圧力', mixed), numbers('速度', settings)]);
  expect(of(report, 'unit-mix')).toMatchObject([{ columns: ['圧力'], rowCount: 10, facts: { factor: 1000 } }]);
});

test('columns left out and targets are not looked at as inputs', async () => {
  const changes = { inputs: { exclude: ['連番'] }, tasks: [binary('結果')] };
  const serial = numbers('連番', range(300));
  const result = words(
    '結果',
    range(300).map((i) => (i % 2 ? 'NG' : 'OK')),
  );
  const report = await check([serial, result, honest], changes);
  expect(of(report, 'identifier')).toEqual([]);
});

test('what was looked at and found in order is reported as passed', async () => {
  const report = await check([
    honest,
    numbers('温度', noise(300, createRng(10))),
    dates(
      '日時',
      range(300).map(() => 0),
    ),
  ]);
  expect(report.counts.pass).toBeGreaterThan(8);
  expect(report.findings.filter((finding) => finding.check === 'outliers')).toMatchObject([
    { severity: 'pass', rows: [] },
  ]);
});
