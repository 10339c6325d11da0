import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loggerFiles } from '../fixtures/logger-files.ts';
import { fixture, read, refusalOf } from '../fixtures/read.ts';
import { valueFiles } from '../fixtures/value-files.ts';
import { previewFiles } from './preview.ts';

test.each(Object.entries({ ...loggerFiles, ...valueFiles }))(
  'the fixture %s is what its script makes',
  (name, make) => {
    expect(Buffer.compare(readFileSync(fixture(name)), make())).toBe(0);
  },
);

test('a MELSEC-L log is read by the line numbers of its first line, types and comment left out', async () => {
  const { columns, rows } = await read(fixture('melsec-l.csv'));
  expect(columns).toEqual([
    'TIME:date',
    'INTERVAL:number',
    'M0:number',
    '炉内温度:number',
    'Trigger:category',
    'INDEX:number',
  ]);
  expect(rows).toHaveLength(12);
  expect(rows[4]).toEqual(['2026/08/22 14:25:32', '64', '0', '104.5', '*', '5']);
});

test('repeated time stamps of sub-second sampling stay repeated', async () => {
  const { rows } = await read(fixture('melsec-l.csv'));
  expect(rows[0]![0]).toBe(rows[1]![0]);
});

test('a MELSEC iQ-R log in UTF-16 with tabs and milliseconds behind a comma', async () => {
  const { columns, rows, table } = await read(fixture('melsec-r.txt'));
  expect(columns).toEqual(['TIME(UTC+09:00):date', 'INDEX:number', 'D100:number']);
  expect(rows.map((row) => row[2])).toEqual(['0', '3', '6', '9', '12', '15', '18', '21', '24', '27']);
  const first = table.columns[0]!;
  expect('values' in first && first.values[0]! - Date.UTC(2026, 7, 22, 12)).toBe(125);
});

test('a Pro-face log: date and time become one column, blank lines and repeated headers are no rows', async () => {
  const { columns, rows, report, table } = await read(fixture('proface.csv'));
  expect(columns).toEqual(['日時:date', '温度1:number', '温度2:number']);
  expect(rows).toHaveLength(18);
  expect(rows[6]).toEqual(['2026/08/23 08:00:00', '20', '23']);
  expect(report.repeatedHeaders).toBe(2);
  // 7 lines of the first block, a blank one, the header again: the second block's first row is line 10.
  expect(table.source.line[6]).toBe(10);
});

test('a Panasonic log: the stop-trigger row is named by its line, and the rest can be kept', async () => {
  const path = fixture('panasonic-fp.csv');
  expect(await refusalOf(read(path))).toEqual({
    code: 'csv.ragged-row',
    facts: { file: 'panasonic-fp.csv', line: 15, found: 1, expected: 5 },
  });
  const { columns, rows, report } = await read(path, { brokenRows: 'skip' });
  expect(columns).toEqual(['Date Time:date', '温度:number[℃]', '圧力:number[MPa]', 'カウント:number[回]']);
  expect(rows).toHaveLength(20);
  expect(rows[19]).toEqual(['2026/08/22 10:00:19', '24.75', '0.69', '19']);
  expect(report.brokenRows.map(({ line, text }) => [line, text])).toEqual([[15, 'Stop Trigger']]);
});

test('a CONTEC log: product name and two blocks above, the names right above the data', async () => {
  const { columns, rows } = await read(fixture('contec.csv'));
  expect(columns).toEqual(['時刻:number[s]', '主軸電流:number', '振動:number']);
  expect(rows).toHaveLength(40);
  // 9 hours and 0.1 seconds.
  expect(rows[0]).toEqual(['32400.1', '5', '-1']);
});

test('the file that Excel saves on Japanese Windows: CP932 beyond Shift_JIS, title rows, unit row', async () => {
  const path = fixture('excel-cp932.csv');
  const { columns, rows, report } = await read(path);
  expect(columns).toEqual([
    '日時:date',
    'ロット:category',
    '温度:number[℃]',
    '長さ:number[㎝]',
    '判定:category',
    '備考:category',
  ]);
  expect(rows[2]).toEqual(['2026/08/03 08:02:00', 'L00', '20.2', '3.02', '○', '髙さ㎝①']);
  expect(rows[3]![2]).toBe('');
  expect(report.columns.map(({ missing }) => missing)).toEqual([
    [],
    [],
    [{ spelling: '***', count: 1 }],
    [{ spelling: '-', count: 1 }],
    [],
    [{ spelling: '', count: 24 }],
  ]);
  const { guesses, head } = await previewFiles([path]);
  expect([
    guesses.encoding.value,
    guesses.headerLine.value,
    guesses.unitLine.value,
    guesses.firstDataLine.value,
  ]).toEqual(['shift_jis', 4, 5, 6]);
  expect(head.slice(0, 2).map(({ text }) => text)).toEqual(['㈱髙橋製作所 検査成績書,,,,,', '①ライン Ⅲ工程,,,,,']);
});
