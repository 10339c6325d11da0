// Rows on disk: any of them is read back as it was, whatever letters it holds and however many there are.

import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepRows } from './kept-rows.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'taskloom-kept-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const rowOf = (n: number): string[] => [`${n}`, '型番"Ⅲ"\n,'.repeat(n % 7), n % 2 === 0 ? '' : '髙😀'];

test('more rows than expected, several megabytes of them, come back one by one and many at once', () => {
  const keeper = keepRows(join(folder, 'rows'), 3);
  const count = 40_000;
  for (let n = 0; n < count; n++) keeper.add(rowOf(n));
  const kept = keeper.finish();
  expect(kept.count).toBe(count);
  for (const n of [0, 1, 20_000, count - 1]) expect(kept.read(n, n + 1)).toEqual([rowOf(n)]);
  expect(kept.read(31_000, 31_050)).toEqual(Array.from({ length: 50 }, (_, i) => rowOf(31_000 + i)));
  expect(kept.read(5, 5)).toEqual([]);
  kept.close();
  expect(existsSync(join(folder, 'rows'))).toBe(false);
});

test('given up, nothing of them stays', () => {
  const keeper = keepRows(join(folder, 'rows'), 1);
  keeper.add(['a']);
  keeper.drop();
  expect(existsSync(join(folder, 'rows'))).toBe(false);
});
