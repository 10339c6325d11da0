// Where things lie in the checkout.

import { readdirSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** A path from the root of the checkout; an absolute one stays as it is. */
export function fromRoot(...parts: string[]): string {
  return resolve(root, ...parts);
}

/** Every file under a folder of the checkout, as sorted paths from the root with forward slashes. */
export function filesUnder(folder: string): string[] {
  return readdirSync(fromRoot(folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}
