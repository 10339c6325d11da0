import { expect, test } from 'vitest';
import { fixture, read, refusalOf, withFiles } from '../fixtures/read.ts';
import { previewFiles } from './preview.ts';

test('a German file: semicolons, decimal comma, points between thousands, day first, Windows-1252', async () => {
  const { columns, rows, report } = await read(fixture('german.csv'));
  expect(columns).toEqual(['Datum:date', 'Stückzahl:number', 'Temperatur:number[°C]', 'Ergebnis:category']);
  // "1.234,51" and "1,25"
  expect(rows[1]).toEqual(['2026/08/14', '1234.51', '1.25', 'Prüfung gut']);
  expect(report.files[0]!.encoding).toBe('windows-1252');
});

test('tabs in a file called .csv', async () => {
  const { columns, rows } = await read(fixture('tabs.csv'));
  expect(columns).toEqual(['UDI:number', 'Type:category', 'Torque:number[Nm]']);
  expect(rows[1]).toEqual(['2', 'L', '41.5']);
});

test('vertical bars around texts with commas', async () => {
  const { columns, rows } = await read(fixture('bars.txt'));
  expect(columns).toEqual(['a:number', 'b, c:category']);
  expect(rows[1]).toEqual(['2', 'z, w']);
});

test('commas between thousands', async () => {
  const { columns, rows } = await read(fixture('thousands.csv'));
  expect(columns).toEqual(['品番:category', '金額:number', '重量:number']);
  expect(rows).toEqual([['A', '1234', '1234.5'], ['B', '12345678', '0.5'], ['C', '987', '2000.25']]); // prettier-ignore
});

test('full-width digits, signs, brackets, and the triangle for minus', async () => {
  const { columns, rows } = await read(fixture('full-width.csv'));
  expect(columns).toEqual(['測定値:number[ｍｍ]', '偏差:number']);
  expect(rows).toEqual([['12.5', '-0.5'], ['13', '0.2'], ['14', '-1']]); // prettier-ignore
});

test('units leave the header, remarks in brackets do not', async () => {
  const { columns, report } = await read(fixture('units-in-headers.csv'));
  expect(columns).toEqual([
    '温度:number[℃]',
    '圧力:number[kPa]',
    '検査(最終):category',
    'Air temperature:number[K]',
    '速度:number[m/s]',
  ]);
  expect(report.columns[1]!.header).toBe('圧力 (kPa)');
});

test('a unit behind every value is taken off; several units are never mixed into one column of numbers', async () => {
  const { columns, rows } = await read(fixture('units-in-cells.csv'));
  expect(columns).toEqual(['長さ:number[mm]', '割合:number[%]', '混在:category']);
  expect(rows).toEqual([['12.5', '85', '1 mm'], ['13', '90', '2 cm'], ['', '95', '3 mm']]); // prettier-ignore
});

test('spellings of "no value" are counted each, and OVER only among numbers', async () => {
  const { columns, report } = await read(fixture('missing.csv'));
  expect(columns).toEqual(['値:number', '判定:category']);
  const counts = (index: number) =>
    Object.fromEntries(report.columns[index]!.missing.map(({ spelling, count }) => [spelling, count]));
  // The line with nothing but a comma is a blank row, not a missing value.
  expect(counts(0)).toEqual({ '-': 1, '--': 1, '***': 1, ND: 1, 'N/A': 1, '#N/A': 1, OVER: 1, NaN: 1, null: 1 });
  expect(counts(1)).toEqual({ '-': 1, 'N/A': 1 });
  expect(report.rows).toBe(30);
});

test('spellings a person chooses replace the usual ones', async () => {
  const { table } = await withFiles({ 'a.csv': 'x,y\n1,NG\n999,OK\n2,ND\n' }, (path) =>
    read(path('a.csv'), { missing: ['999', 'OK'] }),
  );
  expect(table.columns.map((column) => ('levels' in column ? column.levels : [...column.values]))).toEqual([
    [1, NaN, 2],
    ['NG', 'ND'],
  ]);
});

test('numbers with leading zeros or more digits than a double holds stay names', async () => {
  const { columns, rows } = await read(fixture('identifiers.csv'));
  expect(columns).toEqual(['部品番号:category', '製番:category', 'x:number']);
  expect(rows[0]).toEqual(['00123', '202608220000000001', '1']);
});

test.each([
  ['dates-slash.csv', 'year-month-day', '2026/08/13 14:05:00'],
  ['dates-iso.csv', 'year-month-day', '2026/08/13 14:05:00'],
  ['dates-kanji.csv', 'year-month-day', '2026/08/13'],
  ['dates-month-first.csv', 'month-day-year', '2026/08/13'],
  ['dates-day-first.csv', 'day-month-year', '2026/08/13'],
  ['dates-compact.csv', 'compact', '2026/08/13'],
  ['dates-era.csv', 'era', '2026/08/13'],
])('%s is recognised as %s', async (name, format, thirteenth) => {
  const { rows } = await read(fixture(name));
  const preview = await previewFiles([fixture(name)]);
  expect(preview.columns[0]!.dateFormat!.value).toBe(format);
  expect(rows[12]![0]).toBe(thirteenth);
});

test('days up to 12 may be either; the guess says so and the person decides', async () => {
  await withFiles({ 'a.csv': 'when,x\n01/02/2026,1\n01/03/2026,2\n01/04/2026,3\n' }, async (path) => {
    const preview = await previewFiles([path('a.csv')]);
    const guess = preview.columns[0]!.dateFormat!;
    expect([guess.value, guess.confidence, guess.alternatives]).toEqual(['month-day-year', 0.5, ['day-month-year']]);
    const { rows } = await read(path('a.csv'), { columns: { when: { kind: 'date', dateFormat: 'day-month-year' } } });
    expect(rows.map((row) => row[0])).toEqual(['2026/02/01', '2026/03/01', '2026/04/01']);
  });
});

test('times without a day are seconds', async () => {
  const { columns, rows } = await read(fixture('times.csv'));
  expect(columns[0]).toBe('when:number[s]');
  // 13:30:15
  expect(rows[12]![0]).toBe(String((13 * 60 + 30) * 60 + 15));
});

test('quotes: separators, line ends and doubled marks inside; stray marks stay', async () => {
  const { rows, table } = await read(fixture('quotes.csv'));
  expect(rows).toEqual([['ボルト, M6', '1', '一行目\n二行目'], ['大きさ "特大"', '2', '5" 管'], ['12" 配管', '3', 'end']]); // prettier-ignore
  expect([...table.source.line]).toEqual([2, 4, 5]);
});

test('an identifier far behind the sample turns the column into words, without loss', async () => {
  const lines = Array.from({ length: 60_000 }, (_, index) => `${index === 59_000 ? '007' : index},a\n`);
  // The sample at the end is avoided: the odd row lies between it and the one at three quarters.
  const { columns, rows, report } = await withFiles({ 'a.csv': `id,x\n${lines.join('')}` }, (path) =>
    read(path('a.csv')),
  );
  expect(columns).toEqual(['id:text', 'x:category']);
  expect(rows[59_000]![0]).toBe('007');
  expect(report.rows).toBe(60_000);
});

test('CP932 that begins only far behind the sample is still found', async () => {
  const ascii = 'a,b\n' + Array.from({ length: 200_000 }, (_, index) => `${index},x\n`).join('');
  const bytes = Buffer.concat([
    Buffer.from(ascii.slice(0, -30_000)),
    Buffer.from([0x0a, 0x31, 0x2c, 0x97, 0xc7, 0x95, 0x69, 0x0a]),
    Buffer.from('1,x\n'.repeat(60_000)),
  ]);
  const { table, report } = await withFiles({ 'a.csv': bytes }, (path) => read(path('a.csv'), { brokenRows: 'skip' }));
  const column = table.columns[1]!;
  expect('levels' in column && column.levels).toContain('良品');
  expect(report.files[0]!.encoding).toBe('shift_jis');
});

test('a byte that fits no encoding of the text around it is refused with its line', async () => {
  const bytes = Buffer.concat([
    Buffer.from('名前,値\n良品,1\n'),
    Buffer.from('不良品,2\n'.repeat(40_000)),
    Buffer.from([0xe6, 0x97, 0x2c, 0x33, 0x0a]),
    Buffer.from('良品,3\n'.repeat(80_000)),
  ]);
  const refusal = await withFiles({ 'a.csv': bytes }, (path) => refusalOf(read(path('a.csv'))));
  expect(refusal.code).toBe('import.encoding');
  const { report } = await withFiles({ 'a.csv': bytes }, (path) => read(path('a.csv'), { encoding: 'utf-8' }));
  expect(report.replacedCharacters).toBe(1);
});

test("an instrument's 9.9E+37 for over range is no number, and is counted in view", async () => {
  const plain = Array.from({ length: 60 }, (_, i) => `${i}.5\n`).join('');
  await withFiles({ 'a.csv': `force\n9.9E+37\n-9.91e37\n1E29\n${plain}` }, async (path) => {
    const { columns, rows, report } = await read(path('a.csv'));
    expect(columns).toEqual(['force:number']);
    expect(rows.slice(0, 4)).toEqual([[''], [''], ['1e+29'], ['0.5']]);
    expect(report.columns[0]!.unreadable.map(({ spelling }) => spelling)).toEqual(['9.9E+37', '-9.91e37']);
  });
});
