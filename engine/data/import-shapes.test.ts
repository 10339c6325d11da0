import { mkdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Refusal } from '../contract/errors.ts';
import { encode } from '../fixtures/encode.ts';
import { fixture, read, refusalOf, withFiles } from '../fixtures/read.ts';
import { inlineRow, workbookBytes } from '../fixtures/workbook.ts';
import { readable } from '../base/read-failure.ts';
import { importFiles } from './import.ts';
import { previewFiles } from './preview.ts';

test.each(['carriage-returns.csv', 'mixed-line-ends.csv'])('%s: every kind of line end ends a line', async (name) => {
  const { columns, rows } = await read(fixture(name));
  expect(columns).toEqual(['a:number', 'b:category']);
  expect(rows.map((row) => row.join(''))).toEqual(['1x', '2y', '3x', '4y'].slice(0, rows.length));
  expect(rows.length).toBe(name.startsWith('mixed') ? 4 : 3);
});

test('a short CP932 file and an EUC-JP file are told apart', async () => {
  expect((await read(fixture('short-cp932.csv'))).rows).toEqual([['20', '良'], ['21', '否']]); // prettier-ignore
  const euc = await read(fixture('euc-jp.csv'));
  expect(euc.rows.slice(0, 2)).toEqual([['20', '不良品'], ['21', '良品']]); // prettier-ignore
  expect(euc.report.files[0]!.encoding).toBe('euc-jp');
});

test('Japanese that begins in a last line without line end is read', async () => {
  const bytes = encode('a,b\n1,x\n2,良品', 'shift_jis');
  expect((await withFiles({ 'a.csv': bytes }, (path) => read(path('a.csv')))).rows[1]).toEqual(['2', '良品']);
});

test('a large file with CR line ends and no other is read as the UTF-8 it is', async () => {
  const text = `名前,値\r${'良品あ,1\r'.repeat(40_000)}`;
  const { report } = await withFiles({ 'a.csv': text }, (path) => read(path('a.csv')));
  expect([report.rows, report.files[0]!.encoding]).toEqual([40_000, 'utf-8']);
});

test('rows without a number under the header are data, many or first', async () => {
  const text = `値,判定\n${['', '', '1', '', '2', '', '', '3', '', '4'].map((value, i) => `${value},${'ab'[i % 2]}\n`).join('')}`;
  const { columns, rows } = await withFiles({ 'a.csv': text }, (path) => read(path('a.csv')));
  expect(columns).toEqual(['値:number', '判定:category']);
  expect(rows).toHaveLength(10);
});

test.each([
  ['years', '国,符号,2019,2020,2021,2022', ['国:category', '符号:category', '2019:number']],
  ['months', '国,符号,2024/01,2024/02,2024/03,2024/04', ['国:category', '符号:category', '2024/01:number']],
])('columns named by %s are names, not the first row', async (_, header, begin) => {
  // One row has no value at all, one a single value.
  const line = (i: number): string => (i === 3 ? ',,,' : i === 4 ? '7,,,' : `${i},${i * i},,${i + 0.5}`);
  const body = Array.from({ length: 12 }, (_, i) => `国${i % 3},${'XY'[i % 2]},${line(i)}\n`).join('');
  const { columns, rows } = await withFiles({ 'a.csv': `${header}\n${body}` }, (path) => read(path('a.csv')));
  expect(columns.slice(0, 3)).toEqual(begin);
  expect(rows).toHaveLength(12);
});

test.each([
  ['a level beside it stands again', ['A,1,2,3,4', 'B,4,1,1,2', 'A,2,2,4,1', 'B,3,1,2,2']],
  ['rows below count too', ['A,1,2,3,4', 'B,5,6,7,8', 'C,9,10,11,12', 'D,3,1,2,2']],
  ['four numbers alone', ['1,2,3,4', '4,1,1,2', '2,2,4,1', '3,1,2,2']],
])('a first row of counting numbers is data where %s', async (_, lines) => {
  const { rows } = await withFiles({ 'a.csv': lines.join('\n') + '\n' }, (path) => read(path('a.csv')));
  expect(rows).toHaveLength(4);
});

test('a column that begins long after the rows that were looked at has the kind of its values', async () => {
  // Lines of 70 bytes: the head of 262 kB and 66 kB from 420, 630 and 774 kB on are looked at. The values stand between.
  const long = 'x'.repeat(54);
  const line = (i: number): string =>
    i >= 10_200 && i < 10_900 ? `${long},${10 + (i % 90)},${'ab'[i % 2]},2026/08/22` : `${long}1234567890,,,-`;
  const body = Array.from({ length: 12_000 }, (_, i) => line(i)).join('\n');
  const { table, report } = await withFiles({ 'a.csv': `言葉,強度,判定,日付\n${body}\n` }, (path) =>
    importFiles([path('a.csv')]),
  );
  expect(table.columns.slice(1).map(({ kind }) => kind)).toEqual(['number', 'category', 'date']);
  expect(report.notes).toContainEqual({ code: 'note.values-further-in', facts: { column: '強度' } });
  const strength = table.columns[1] as { values: Float64Array };
  expect([strength.values.filter(Number.isNaN).length, strength.values[10_201]]).toEqual([11_300, 10 + (10_201 % 90)]);
});

test('the preview of a file tells the kind of a column that begins late among the rows at hand', async () => {
  // 30,000 cells are judged: with 13 columns 2,307 of these 4,000 rows.
  const body = Array.from({ length: 4000 }, (_, i) => `${i < 3000 ? '' : i / 10}${`,${i % 7}`.repeat(12)}`).join('\n');
  const header = ['強度', ...Array.from({ length: 12 }, (_, i) => `値${i}`)].join(',');
  const { columns } = await withFiles({ 'a.csv': `${header}\n${body}\n` }, (path) => previewFiles([path('a.csv')]));
  expect(columns[0]!.kind.value).toBe('number');
});

test('a column of a workbook that begins after the rows looked at has the kind of its values', async () => {
  const rows = Array.from({ length: 900 }, (_, i) => inlineRow(i + 2, [String(i % 7), i < 600 ? '' : `${i}.5`]));
  const sheet = [inlineRow(1, ['値', '強度']), ...rows].join('');
  const { columns } = await withFiles({ 'a.xlsx': workbookBytes({ sheets: [{ name: 'S', rows: sheet }] }) }, (path) =>
    read(path('a.xlsx')),
  );
  expect(columns).toEqual(['値:number', '強度:number']);
});

test('a column of missing marks alone stays as it is', async () => {
  const body = Array.from({ length: 9000 }, (_, i) => `${i % 7},,,-`).join('\n');
  const { columns, rows } = await withFiles({ 'a.csv': `値,a,b,c\n${body}\n` }, (path) => read(path('a.csv')));
  expect(columns[0]).toBe('値:number');
  expect(rows[8999]).toEqual([String(8999 % 7), '', '', '']);
});

test('UTF-16 without a mark is never guessed, but can be chosen', async () => {
  const path = fixture('utf-16-no-mark.csv');
  expect((await refusalOf(read(path))).code).toBe('import.not-text');
  expect((await read(path, { encoding: 'utf-16le' })).rows).toHaveLength(5);
});

test.each([
  ['%PDF-1.7\n%text, text\n1,2\n', 'PDF'],
  ['{\\rtf1\\ansi a, b\n1, 2}', 'RTF'],
  [Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70, 73, 70), 'JPEG'],
])('a file of another program is refused by its name, not read as a broken table: %#', async (content, format) => {
  const refusal = await withFiles({ '図面.csv': content }, (path) => refusalOf(read(path('図面.csv'))));
  expect(refusal).toMatchObject({ code: 'import.foreign', facts: { format } });
});

test('empty and repeated names become unique and are reported', async () => {
  const { columns, report } = await read(fixture('duplicate-names.csv'));
  expect(columns).toEqual([
    '温度:number',
    '温度_2:number',
    'C3:number',
    '圧力[kPa]:number[kPa]',
    '圧力[MPa]:number[MPa]',
  ]);
  expect(report.renamed).toEqual([
    { position: 2, header: '温度', name: '温度_2' },
    { position: 3, header: '', name: 'C3' },
  ]);
});

test('no header at all', async () => {
  const { columns, rows } = await read(fixture('no-header.csv'));
  expect(columns).toEqual(['C1:number', 'C2:category', 'C3:date']);
  expect(rows[0]).toEqual(['1.5', 'OK', '2026/08/22']);
});

test('one column; a quoted nothing is a missing value, a blank line is no row', async () => {
  const { columns, rows } = await read(fixture('one-column.csv'));
  expect(columns).toEqual(['温度:number']);
  expect(rows).toEqual([['20.5'], ['21.5'], [''], ['22.5']]);
});

test('separators behind the last column are no column', async () => {
  const { columns, rows } = await read(fixture('trailing-delimiters.csv'));
  expect(columns).toEqual(['a:number', 'b:number']);
  expect(rows).toEqual([['1', '2'], ['3', '4'], ['5', '6']]); // prettier-ignore
});

test('ragged rows are named by file and line; the rest can be kept', async () => {
  const path = fixture('ragged.csv');
  expect((await refusalOf(read(path))).facts).toEqual({ file: 'ragged.csv', line: 12, found: 2, expected: 3 });
  const { rows, report } = await read(path, { brokenRows: 'skip' });
  expect(rows).toHaveLength(11);
  expect(report.brokenRows.map(({ line, reason, found }) => [line, reason, found])).toEqual([[12, 'too-few', 2], [13, 'too-many', 4]]); // prettier-ignore
  expect((await previewFiles([path])).brokenRows.map(({ line }) => line)).toEqual([12, 13]);
});

test('zeros behind the last line are padding; inside a row they are refused', async () => {
  expect((await read(fixture('nul-padding.csv'))).rows).toEqual([['1', '2'], ['3', '4']]); // prettier-ignore
  const path = fixture('nul-inside.csv');
  expect(await refusalOf(read(path))).toEqual({
    code: 'import.broken-row',
    facts: { file: 'nul-inside.csv', line: 3, reason: 'null-byte' },
  });
  expect((await read(path, { brokenRows: 'skip' })).rows).toEqual([['1', '2'], ['5', '6']]); // prettier-ignore
});

test('a quotation mark that never closes loses its own line only', async () => {
  const text = `a,b\n1,x\n2,"y\n${Array.from({ length: 2000 }, (_, index) => `${index},z\n`).join('')}`;
  await withFiles({ 'a.csv': text }, async (path) => {
    expect(await refusalOf(read(path('a.csv')))).toEqual({
      code: 'import.broken-row',
      facts: { file: 'a.csv', line: 3, reason: 'quote' },
    });
    const { rows } = await read(path('a.csv'), { brokenRows: 'skip' });
    expect(rows).toHaveLength(2001);
  });
});

test('an empty file and a file with a header alone are refused; beside others the header alone is fine', async () => {
  expect((await refusalOf(read(fixture('empty.csv')))).code).toBe('import.empty');
  expect((await refusalOf(read(fixture('header-only.csv')))).code).toBe('import.no-rows');
  const both = { 'a.csv': '温度,圧力\n1,2\n3,4\n', 'b.csv': '温度,圧力\n' };
  expect((await withFiles(both, (path) => read([path('a.csv'), path('b.csv')]))).rows).toHaveLength(2);
});

test('more than 300 columns', async () => {
  const { columns, rows } = await read(fixture('wide.csv'));
  expect(columns).toHaveLength(320);
  expect(rows[4]![319]).toBe(String(319 * 4));
});

test('an ARFF file: names and kinds are declared, comments are no rows', async () => {
  const { columns, rows } = await read(fixture('iris.arff'));
  expect(columns).toEqual(['sepal length:number', 'class:category', 'note:text']);
  expect(rows).toEqual([['5.1', 'setosa', 'a, b'], ['4.9', 'versicolor', '?'], ['', 'setosa', 'c']]); // prettier-ignore
});

test('a gzipped file is unpacked on the way; a damaged one is refused', async () => {
  expect((await read(fixture('packed.csv.gz'))).rows).toHaveLength(50);
  await withFiles({ 'a.gz': Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5, 6]) }, async (path) => {
    expect((await refusalOf(read(path('a.gz')))).code).toBe('import.damaged-archive');
  });
});

test('a file that is gone, a folder, a file that another program holds', async () => {
  await withFiles({}, async (path) => {
    expect(await refusalOf(read(path('gone.csv')))).toEqual({ code: 'import.not-found', facts: { file: 'gone.csv' } });
    mkdirSync(path('folder.csv'));
    expect((await refusalOf(read(path('folder.csv')))).code).toBe('import.not-a-file');
  });
  const held = readable(Object.assign(new Error('held'), { code: 'EBUSY' }), 'a.csv');
  expect(held instanceof Refusal && held.code).toBe('import.locked');
});

test('several files with one header are appended, whatever the order of columns', async () => {
  const files = { 'a.csv': 'x,y\n1,A\n2,B\n', 'b.csv': 'y,x\nC,3\nA,4\n' };
  const { rows, table } = await withFiles(files, (path) => read([path('a.csv'), path('b.csv')]));
  expect(rows).toEqual([['1', 'A'], ['2', 'B'], ['3', 'C'], ['4', 'A']]); // prettier-ignore
  expect([[...table.source.file], [...table.source.line]]).toEqual([[0, 0, 1, 1], [2, 3, 2, 3]]); // prettier-ignore
});

test('different headers are refused at the first column that differs, or united by choice', async () => {
  const files = { 'a.csv': 'x,y,z\n1,2,3\n4,5,6\n', 'b.csv': 'x,w,z\n7,8,9\n1,2,3\n' };
  await withFiles(files, async (path) => {
    const paths = [path('a.csv'), path('b.csv')];
    expect(await refusalOf(read(paths))).toEqual({
      code: 'import.different-headers',
      facts: { file: 'b.csv', first: 'a.csv', position: 2, found: 'w', expected: 'y' },
    });
    const { columns, rows } = await read(paths, { differentHeaders: 'union' });
    expect(columns).toEqual(['x:number', 'y:number', 'z:number', 'w:number']);
    expect(rows).toEqual([['1', '2', '3', ''], ['4', '5', '6', ''], ['7', '', '9', '8'], ['1', '', '3', '2']]); // prettier-ignore
  });
});

test('the settings of a preview reproduce it, and are found again for files of the same kind', async () => {
  const path = fixture('excel-cp932.csv');
  const preview = await previewFiles([path]);
  expect((await read(path, preview.settings)).rows).toEqual((await read(path)).rows);
  const asked: string[] = [];
  const again = await previewFiles([path], {}, undefined, {
    remembered: (kind) => (asked.push(kind), { columns: { 温度: { kind: 'text' } } }),
  });
  expect(asked).toEqual([preview.fileKind]);
  expect(again.columns.find(({ name }) => name === '温度')!.kind.value).toBe('text');
});

test('a header line chosen by hand, and one that does not exist', async () => {
  const path = fixture('no-header.csv');
  expect((await read(path, { headerLine: 1 })).columns).toEqual(['1.5:number', 'OK:category', '2026/08/22:date']);
  expect((await refusalOf(read(path, { headerLine: 9 }))).code).toBe('import.header-missing');
});

test('a cancelled import ends in an AbortError', async () => {
  const stop = new AbortController();
  stop.abort();
  await expect(importFiles([fixture('wide.csv')], {}, { signal: stop.signal })).rejects.toMatchObject({
    name: 'AbortError',
  });
});
