// Originals that cannot be read to their end: the stick was pulled out, Excel holds the file. Nothing half is kept.

import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { say, toFailure } from '../contract/errors.ts';
import { userFiles } from './content.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'taskloom-lost-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a file that is gone is named as the user knows it, in both languages', async () => {
  const failure = await userFiles(folder).take(join(folder, 'gone'), '検査(最終)_修正版2.csv').catch(toFailure);
  expect(failure).toMatchObject({ code: 'import.not-found', facts: { file: '検査(最終)_修正版2.csv' } });
  expect(say(failure as never, 'ja').hint).toContain('USB メモリ');
  expect(say(failure as never, 'en').hint).toContain('USB stick');
  expect(readdirSync(folder)).toEqual([]);
});

// A file of Linux itself that says it is a page long and ends after some letters, as one on a stick that is pulled out.
const early = '/sys/kernel/mm/transparent_hugepage/enabled';

test.runIf(existsSync(early) && statSync(early).size > 1000)(
  'a file that ends before the length it has is refused, and its half is not kept',
  async () => {
    await expect(userFiles(folder).take(early, '検査.csv')).rejects.toMatchObject({
      code: 'import.read-failed',
      facts: { file: '検査.csv', reason: 'EOF' },
    });
    expect(readdirSync(folder)).toEqual([]);
  },
);
