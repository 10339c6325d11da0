// The bundled engine for tests that train: tfjs cannot be loaded from source by plain Node.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');

/** Builds what is stale and returns the folder of the bundle. */
export function builtEngine(): string {
  const built = spawnSync(process.execPath, [join(root, 'build', 'run.mjs'), 'build', 'engine'], {
    cwd: root,
    encoding: 'utf8',
  });
  if (built.status !== 0) throw new Error(`the engine cannot be built: ${built.stderr}`);
  return join(root, 'dist', 'engine');
}
