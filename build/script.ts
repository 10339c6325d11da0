// Bundles one TypeScript file with the engine's rules and runs it: for scripts that import tfjs,
// which Node cannot load from source. `node build/run.mjs script FILE [arguments]`.

import { spawn } from 'node:child_process';
import { basename } from 'node:path';
import { build } from 'vite';
import { fromRoot } from './paths.ts';
import { engineBundle } from './vite.engine.ts';

export async function main([file, ...rest]: string[]): Promise<number> {
  if (file === undefined) {
    process.stderr.write('Usage: node build/run.mjs script FILE [arguments]\n');
    return 1;
  }
  const name = basename(file, '.ts');
  const folder = fromRoot('.cache', 'scripts', name);
  await build(engineBundle({ [name]: file }, folder));
  return runNode([fromRoot('.cache', 'scripts', name, `${name}.mjs`), ...rest]);
}

/** Runs Node with these arguments on this terminal; its exit status, or 128 + 15 after a signal. */
export function runNode(args: readonly string[], environment: NodeJS.ProcessEnv = process.env): Promise<number> {
  const child = spawn(process.execPath, [...args], { stdio: 'inherit', env: environment });
  const forward = (signal: NodeJS.Signals): void => void child.kill(signal);
  process.on('SIGTERM', forward);
  process.on('SIGINT', () => {}); // The terminal sends Ctrl+C to the child too; wait for its end.
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? (signal === null ? 1 : 143)));
  });
}
