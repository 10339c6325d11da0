// The file of a result: whole or not at all.

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { JudgedTable } from '../jobs/judging/judged-table.ts';
import { writeJudgedCsv } from './judging-csv.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'taskloom-csv-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const value = { role: 'value', taskId: '寸法', name: '寸法', unit: 'mm' } as const;
const table = (rows: number): JudgedTable => ({
  source: 'main',
  kind: 'rows',
  rows,
  columns: [{ role: 'own', taskId: null, name: '外径 予測 [mm]', unit: null }, value],
  tasks: [],
  cells: (from, to) => Array.from({ length: to - from }, (_, i) => [`=${from + i}`, from + i + 0.5]),
  passes: () => true,
  close: () => {},
});
const options = { nameOf: () => '外径', language: 'ja', signal: new AbortController().signal } as const;

test('one byte-order mark, headings that differ, rows in order, formulas as texts', async () => {
  const path = join(folder, '結果.csv');
  await writeJudgedCsv(table(4500), path, options);
  const text = readFileSync(path, 'utf8');
  const lines = text.trimEnd().split('\r\n');
  expect(lines[0]).toBe('\ufeff外径 予測 [mm],外径 予測 [mm] (2)');
  expect(text.lastIndexOf('\ufeff')).toBe(0);
  expect([lines.length, lines[1], lines[4500]]).toEqual([4501, "'=0,0.5", "'=4499,4499.5"]);
});

test('cancelled half-way, the file of before is still there and nothing else', async () => {
  const path = join(folder, '結果.csv');
  writeFileSync(path, 'before');
  const stop = new AbortController();
  const progress = (): void => stop.abort();
  await expect(writeJudgedCsv(table(9000), path, { ...options, signal: stop.signal, progress })).rejects.toMatchObject({
    name: 'AbortError',
  });
  expect([readdirSync(folder), readFileSync(path, 'utf8')]).toEqual([['結果.csv'], 'before']);
});
