// Whether files are still those that were looked at: names, sizes and times of change, those within folders included.

import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { hashBytes } from '../../base/files.ts';
import type { NewFile } from './new-files.ts';

/** Equal for files that nobody touched in between. */
export function stateOf(files: readonly NewFile[]): string {
  return hashBytes(JSON.stringify(files.map(({ path, name }) => [name, path, ...within(path)])));
}

function within(path: string): unknown[] {
  const { size, mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return [size, mtimeMs];
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const file = join(entry.parentPath, entry.name);
      const stat = statSync(file, { throwIfNoEntry: false });
      return [file, stat?.size ?? 0, stat?.mtimeMs ?? 0];
    });
}
