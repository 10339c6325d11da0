// Where the shell finds things: the built parts beside its own bundle, the user's data elsewhere.

import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { shellEnvironment } from '../engine/contract/shell.ts';

/** dist/, from dist/electron/main.mjs; the same inside the packaged archive. */
const built = dirname(dirname(fileURLToPath(import.meta.url)));

export const paths = {
  engine: join(plainFolder(built), 'engine', 'main.mjs'),
  renderer: join(built, 'renderer'),
  preload: join(built, 'electron', 'preload.cjs'),
} as const;

/** The folder of store, logs and imports, inside the folder that the system gives every program. */
export function dataFolder(userData: string): string {
  return process.env[shellEnvironment.dataFolder] ?? join(userData, 'data');
}

export function engineLog(dataFolder: string): string {
  return join(dataFolder, 'logs', 'engine.log');
}

/** The engine is packed beside the archive, not in it: its threads and native modules need plain files. */
export function plainFolder(path: string): string {
  return path.replace(/app\.asar(?=[\\/]|$)/, 'app.asar.unpacked');
}
