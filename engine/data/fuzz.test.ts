// Two hundred damaged files: each is read into a sound table or refused with a sentence in both languages.

import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createRng, type Rng } from '../base/rng.ts';
import { Refusal, say } from '../contract/errors.ts';
import { loggerFiles } from '../fixtures/logger-files.ts';
import { mutations } from '../fixtures/mutate.ts';
import { fixture, withFiles } from '../fixtures/read.ts';
import { valueFiles } from '../fixtures/value-files.ts';
import { inlineRow, workbookBytes } from '../fixtures/workbook.ts';
import { importFiles } from './import.ts';
import { previewFiles } from './preview.ts';
import type { Table } from './table.ts';

const rows = Array.from({ length: 30 }, (_, i) => inlineRow(i + 2, [i, i % 3 ? 'OK' : 'NG', 20 + i / 8])).join('');
const sheets = [{ name: '表', rows: inlineRow(1, ['番号', '判定', '温度[℃]']) + rows }];

/** The parts are damaged before packing, so that the damage reaches the reader of the sheet. */
function damagedBook(rng: Rng, mutate: (bytes: Uint8Array, rng: Rng) => Uint8Array): Uint8Array {
  return workbookBytes({ sheets, strings: ['a', 'b'] }, (parts) => {
    const names = Object.keys(parts);
    const name = names[rng.integer(names.length)]!;
    parts[name] = mutate(parts[name]!, rng);
  });
}

function expectSound(table: Table, where: string): void {
  const { file, line } = table.source;
  expect([file.length, line.length], where).toEqual([table.rowCount, table.rowCount]);
  expect(new Set(table.columns.map((column) => column.name)).size, where).toBe(table.columns.length);
  for (const column of table.columns) {
    if ('codes' in column) {
      expect(column.codes.length, where).toBe(table.rowCount);
      expect(
        column.codes.every((code) => code >= -1 && code < column.levels.length),
        where,
      ).toBe(true);
    } else {
      expect(column.values.length, where).toBe(table.rowCount);
      expect(
        column.values.every((value) => Number.isFinite(value) || Number.isNaN(value)),
        where,
      ).toBe(true);
    }
  }
  for (let row = 1; row < table.rowCount; row++)
    if (line[row]! <= line[row - 1]!) expect.fail(`${where}: lines run backwards`);
}

/** 'read' or the refusal's code; any other exception fails the test. */
async function outcome(work: () => Promise<void>, where: string): Promise<string> {
  try {
    await work();
    return 'read';
  } catch (error) {
    if (!(error instanceof Refusal)) throw new Error(`${where}: ${String(error)}`, { cause: error });
    for (const language of ['ja', 'en'] as const) {
      const { message, hint } = say(error as Refusal, language);
      expect(`${message}${hint}`, where).not.toMatch(/undefined|\[object|NaN/);
    }
    return error.code;
  }
}

test('200 damaged files are read soundly or refused in words', { timeout: 120_000 }, async () => {
  const rng = createRng(2026);
  const names = Object.keys({ ...loggerFiles, ...valueFiles }).filter((name) => name !== 'empty.csv');
  const kinds = Object.entries(mutations);
  const outcomes = new Map<string, number>();
  await withFiles({}, async (path) => {
    for (let trial = 0; trial < 200; trial++) {
      const [mutation, mutate] = kinds[trial % kinds.length]!;
      const name = trial % 4 === 3 ? 'book.xlsx' : names[rng.integer(names.length)]!;
      const whole = name === 'book.xlsx' ? workbookBytes({ sheets }) : readFileSync(fixture(name));
      const bytes = name === 'book.xlsx' && rng.next() < 0.6 ? damagedBook(rng, mutate) : mutate(whole, rng);
      const target = path(name);
      writeFileSync(target, bytes);
      const where = `trial ${trial}: ${name}, ${mutation}`;
      await outcome(async () => void (await previewFiles([target])), where);
      for (const brokenRows of ['refuse', 'skip'] as const) {
        const result = await outcome(
          async () => expectSound((await importFiles([target], { brokenRows })).table, where),
          where,
        );
        outcomes.set(result, (outcomes.get(result) ?? 0) + 1);
      }
    }
  });
  // Both ends are met: damage that can be read past, and damage that cannot.
  expect(outcomes.get('read')).toBeGreaterThan(100);
  expect(outcomes.size).toBeGreaterThan(4);
});
