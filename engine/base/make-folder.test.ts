import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder } from './files.ts';

test('a result folder that is a file, or would lie in one, is refused in words and not a bug', () => {
  const folder = mkdtempSync(join(tmpdir(), 'taskloom-folder-'));
  const file = join(folder, 'out');
  writeFileSync(file, '');
  for (const path of [file, join(file, 'deeper')])
    expect(() => makeFolder(path)).toThrow(expect.objectContaining({ code: 'folder.unwritable' }) as Error);
  makeFolder(join(folder, 'a', 'b'));
  expect(existsSync(join(folder, 'a', 'b'))).toBe(true);
  rmSync(folder, { recursive: true });
});

test.runIf(process.platform === 'linux')('a place that exists and takes no folders is refused, and at once', () => {
  for (const path of ['/proc/none', '/proc/none/deeper', '/sys/none'])
    expect(() => makeFolder(path)).toThrow(expect.objectContaining({ code: 'folder.unwritable' }) as Error);
});
