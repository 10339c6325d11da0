import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { fixture, read, refusalOf, withFiles } from '../fixtures/read.ts';
import { inlineRow, workbookBytes, type WorkbookFixture } from '../fixtures/workbook.ts';
import { zipBytes } from '../fixtures/zip.ts';
import { previewFiles } from './preview.ts';

function readBook(book: WorkbookFixture | Uint8Array, settings = {}) {
  return withFiles({ 'a.xlsx': book instanceof Uint8Array ? book : workbookBytes(book) }, (path) =>
    read(path('a.xlsx'), settings),
  );
}

const cell = (reference: string, value: string, attributes = ''): string =>
  `<c r="${reference}"${attributes}><v>${value}</v></c>`;

/** 1 August 2026 is day 46235 of Excel: 46023 (1 January, as Excel shows it) and 212 days. */
const august = 46_235;

const inspection: WorkbookFixture = {
  strings: [
    '検査成績書',
    '日付',
    '時刻',
    '温度[℃]',
    '判定',
    '部品番号',
    '<r><t>良</t></r><r><t>品</t></r><rPh sb="0" eb="2"><t>リョウヒン</t></rPh>',
    '不良 &amp; 再検',
    '倍',
  ],
  sheets: [
    { name: '表紙', rows: inlineRow(1, ['成績書']) },
    { name: '作業用', rows: inlineRow(1, ['x']), hidden: true },
    {
      name: 'データ',
      rows: [
        `<row r="1">${cell('B1', '0', ' t="s"')}</row><row r="2"/>`,
        `<row r="3">${['1', '2', '3', '4', '5', '8'].map((index, at) => cell(`${'BCDEFG'[at]}3`, index, ' t="s"')).join('')}</row>`,
        ...Array.from({ length: 40 }, (_, i) => {
          const line = i + 4;
          const warm = i === 5 ? `<c r="D${line}" t="e"><v>#N/A</v></c>` : cell(`D${line}`, `${20 + i / 4}`);
          return `<row r="${line}">${cell(`B${line}`, String(august + i), ' s="5"')}${cell(`C${line}`, String((8 * 60 + i) / 1440), ' s="3"')}${warm}${cell(`E${line}`, i % 7 === 6 ? '7' : '6', ' t="s"')}${cell(`F${line}`, String(100 + i), ' s="4"')}<c r="G${line}"><f>D${line}*2</f><v>${40 + i / 2}</v></c></row>`;
        }),
      ].join(''),
    },
  ],
};

test('a workbook: title above, table from column B, dates, times, error cells, formulas by their last value', async () => {
  const { columns, rows, report } = await readBook(inspection);
  expect(columns).toEqual(
    ['日付 時刻:date', '温度:number[℃]', '判定:category', '部品番号:text', '倍:number'].with(0, '日時:date'),
  );
  expect(rows).toHaveLength(40);
  expect(rows[0]).toEqual(['2026/08/01 08:00:00', '20', '良品', '00100', '40']);
  expect(rows[6]).toEqual(['2026/08/07 08:06:00', '21.5', '不良 & 再検', '00106', '43']);
  expect(rows[5]![1]).toBe('');
  expect(report.columns[1]!.missing).toEqual([{ spelling: '#N/A', count: 1 }]);
});

test('the sheet with the table is guessed, hidden ones are not offered, another can be chosen', async () => {
  await withFiles({ 'a.xlsx': workbookBytes(inspection) }, async (path) => {
    const { guesses } = await previewFiles([path('a.xlsx')]);
    expect([guesses.sheet!.value, guesses.sheet!.alternatives]).toEqual(['データ', ['表紙']]);
    expect((await refusalOf(read(path('a.xlsx'), { sheet: 'ない' }))).facts).toEqual({
      file: 'a.xlsx',
      sheet: 'ない',
      sheets: '表紙, データ',
    });
    expect((await refusalOf(read(path('a.xlsx'), { sheet: '表紙' }))).code).toBe('import.no-rows');
  });
});

test('days counted from 1904', async () => {
  const rows =
    inlineRow(1, ['日', '値']) +
    [0, 1, 2]
      .map(
        (i) =>
          `<row r="${i + 2}">${cell(`A${i + 2}`, String(august - 1462 + i), ' s="1"')}${cell(`B${i + 2}`, String(i))}</row>`,
      )
      .join('');
  const { rows: read } = await readBook({ sheets: [{ name: 's', rows }], since1904: true });
  expect(read.map((row) => row[0])).toEqual(['2026/08/01', '2026/08/02', '2026/08/03']);
});

test('tags with a prefix, cells without references, numbers stored as text', async () => {
  const rows = `<row><c t="inlineStr"><is><t>名前</t></is></c><c t="str"><v>値</v></c></row>${['1,234', '５', '-'].map((text, i) => `<row><c t="inlineStr"><is><t>部品${i}</t></is></c><c t="str"><v>${text}</v></c></row>`).join('')}`;
  const { columns, rows: read } = await readBook({ sheets: [{ name: 's', rows }], prefix: 'x' });
  expect(columns).toEqual(['名前:category', '値:number']);
  expect(read.map((row) => row[1])).toEqual(['1234', '5', '']);
});

test('a percentage is its number, a format in colours is no date', async () => {
  const rows =
    inlineRow(1, ['割合', '差']) +
    [0, 1, 2]
      .map(
        (i) =>
          `<row r="${i + 2}">${cell(`A${i + 2}`, `0.${i + 1}`, ' s="6"')}${cell(`B${i + 2}`, `-${i}.5`, ' s="7"')}</row>`,
      )
      .join('');
  expect((await readBook({ sheets: [{ name: 's', rows }] })).rows).toEqual([['0.1', '-0.5'], ['0.2', '-1.5'], ['0.3', '-2.5']]); // prettier-ignore
});

test('an old or encrypted workbook, a damaged one, and a zip that is no workbook are refused', async () => {
  expect((await refusalOf(read(fixture('old.xls')))).code).toBe('workbook.old-format');
  const whole = workbookBytes(inspection);
  expect((await refusalOf(readBook(whole.subarray(0, whole.length - 200)))).code).toBe('workbook.damaged');
  expect((await refusalOf(readBook(zipBytes({ 'readme.txt': Buffer.from('hello') })))).code).toBe('workbook.damaged');
});

test('a zip bomb is refused long before it is unpacked', async () => {
  // 90 MB of one tag deflate to 0.1 MB: hundreds of times, where worksheets reach twenty.
  const bomb = workbookBytes(
    inspection,
    (parts) => (parts['xl/worksheets/sheet3.xml'] = Buffer.alloc(90_000_000, '<c>')),
  );
  expect(deflateRawSync(Buffer.alloc(1_000_000, '<c>')).length).toBeLessThan(5000);
  expect((await refusalOf(readBook(bomb))).code).toMatch(/^(import\.unpacked-too-large|workbook\.damaged)$/);
});

test('a sheet that does not say how long it is: its rows are counted, or reckoned from the first thousands', async () => {
  const about = (rows: number) => {
    const lines = Array.from({ length: rows }, (_, i) => inlineRow(i + 2, [`P${i * 7919}`, `${(i * 37) % 1013}`]));
    const book = workbookBytes({ sheets: [{ name: '検査', rows: inlineRow(1, ['品番', '値']) + lines.join('') }] });
    return withFiles({ 'a.xlsx': book }, async (path) => (await previewFiles([path('a.xlsx')])).rowsAbout);
  };
  expect(await about(1300)).toBe(1300);
  // Reading is ahead of the rows by some 64 kB of packed text, so a long sheet is reckoned too short, never by half.
  const long = await about(40_000);
  expect(long).toBeGreaterThan(20_000);
  expect(long).toBeLessThan(44_000);
});
