// `npm run dist`: builds, then makes the installers of this operating system in dist/installers.
// Further arguments go to electron-builder (`-- --linux dir`).

import { buildStale } from './build.ts';
import { runTool } from './run-tool.ts';

export async function main(args: string[]): Promise<number> {
  await buildStale(undefined, (line) => void process.stderr.write(`${line}\n`));
  return runTool('electron-builder', [
    'build',
    '--config',
    'build/electron-builder.yml',
    '--publish',
    'never',
    ...args,
  ]);
}
