// The version of the program, from its package.json.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** `package.json` stands some folders above the source or the bundle. */
export function versionOfProgram(): string {
  for (const up of ['..', '../..', '../../..']) {
    const path = join(import.meta.dirname, up, 'package.json');
    if (existsSync(path)) return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version;
  }
  return '';
}
