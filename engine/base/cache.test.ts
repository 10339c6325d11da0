import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { markUsed, trimCache } from './cache.ts';
import { timestamp } from './clock.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'taskloom-cache-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const limits = { mostDays: 10, mostBytes: 2500 };

/** A file of 1000 bytes, last used so many days ago. */
function file(name: string, days: number): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, new Uint8Array(1000));
  const used = timestamp() / 1000 - days * 24 * 60 * 60;
  utimesSync(path, used, used);
  return path;
}

test('what was not used for long goes, wherever it lies; what was used again stays', async () => {
  const [fresh, old, again] = [file('a', 1), file('deep/er/b', 11), file('deep/c', 11)];
  markUsed(again);
  expect(await trimCache(folder, limits)).toBe(1000);
  expect([fresh, old, again].map(existsSync)).toEqual([true, false, true]);
});

test('of too much the longest unused goes', async () => {
  const files = [file('a', 3), file('b', 1), file('c', 2), file('d', 4)];
  expect(await trimCache(folder, limits)).toBe(2000);
  expect(files.map(existsSync)).toEqual([false, true, true, false]);
});

test('a cache that is not there yet needs no trimming, and a file that is gone no mark', async () => {
  expect(await trimCache(join(folder, 'none'), limits)).toBe(0);
  expect(() => markUsed(join(folder, 'none'))).not.toThrow();
});
