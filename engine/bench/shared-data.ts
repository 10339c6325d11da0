// The real data sets beside the repository, for benchmarks only: found by walking up from here.

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The path of a file below `shared/data`, or null on a machine without it. */
export function sharedData(name: string): string | null {
  for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const path = join(folder, 'shared', 'data', name);
    if (existsSync(path)) return path;
  }
  return null;
}
