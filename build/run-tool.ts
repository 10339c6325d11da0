// Runs the command-line tools that npm installed, on this terminal, with the Node that runs us.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromRoot } from './paths.ts';
import { runNode } from './script.ts';

/** Runs `tool` of an npm package with these arguments; its exit status. */
export function runTool(packageName: string, args: readonly string[], tool = packageName): Promise<number> {
  const folder = fromRoot('node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    bin: string | Record<string, string>;
  };
  const file = typeof bin === 'string' ? bin : bin[tool];
  if (file === undefined) throw new Error(`${packageName} has no tool ${tool}`);
  return runNode([join(folder, file), ...args]);
}
