// Where files made for the user lie until she saves them: a folder each, so that names never clash.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { safeFileName } from '../base/file-names.ts';
import { newIdentifier } from '../base/identifiers.ts';
import type { Context } from './context.ts';

export function outputPath({ store }: Context, name: string): string {
  const folder = join(store.folders.outputs, newIdentifier());
  mkdirSync(folder, { recursive: true });
  return join(folder, safeFileName(name));
}
