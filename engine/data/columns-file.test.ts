import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createRng } from '../base/rng.ts';
import { refusalOf, short, withFiles } from '../fixtures/read.ts';
import { readTable, writeTable } from './columns-file.ts';
import type { Table } from './table.ts';

const table: Table = {
  rowCount: 3,
  columns: [
    { kind: 'number', name: '温度', unit: '℃', values: Float64Array.of(1.5, NaN, -0) },
    { kind: 'category', name: '判定', unit: null, codes: Int32Array.of(0, -1, 1), levels: ['OK', 'NG "再検"'] },
    { kind: 'date', name: '日時', unit: null, values: Float64Array.of(0, NaN, 1_786_543_210_123) },
    { kind: 'text', name: '', unit: null, codes: Int32Array.of(0, 0, 0), levels: ['x'] },
  ],
  source: { file: Uint16Array.of(0, 0, 1), line: Uint32Array.of(2, 3, 2), files: ['a.csv', 'b.csv'] },
};

test('a table is read back as it was, and the same table gives the same bytes', async () => {
  await withFiles({}, async (path) => {
    await writeTable(table, path('t'));
    expect(await readTable(path('t'))).toEqual(table);
    await writeTable(await readTable(path('t')), path('u'));
    expect(readFileSync(path('u')).equals(readFileSync(path('t')))).toBe(true);
  });
});

test('a table without rows or columns is a table', async () => {
  const empty: Table = {
    rowCount: 0,
    columns: [],
    source: { file: new Uint16Array(0), line: new Uint32Array(0), files: [] },
  };
  await withFiles({}, async (path) => {
    await writeTable(empty, path('t'));
    expect(short(await readTable(path('t')))).toEqual({ columns: [], rows: [] });
  });
});

test('damage of any kind is refused: a byte changed anywhere, a cut, an addition, another format', async () => {
  await withFiles({ other: 'not a table at all, but long enough to be looked at' }, async (path) => {
    await writeTable(table, path('t'));
    const whole = readFileSync(path('t'));
    const rng = createRng(5);
    const damaged = Array.from({ length: 120 }, (_, index) => {
      const bytes = Buffer.from(whole);
      const at = index < 44 ? index : rng.integer(bytes.length);
      bytes[at]! ^= 1 << rng.integer(8);
      return bytes;
    });
    damaged.push(whole.subarray(0, whole.length - 8), whole.subarray(0, 20), Buffer.concat([whole, Buffer.alloc(8)]));
    for (const bytes of damaged) {
      writeFileSync(path('d'), bytes);
      expect((await refusalOf(readTable(path('d')))).code).toMatch(/^table-file\.(damaged|newer)$/);
    }
    expect((await refusalOf(readTable(path('other')))).code).toBe('table-file.damaged');
  });
});
