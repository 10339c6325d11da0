// The command line: builds the engine if its sources changed, silently, then hands everything over.

import { buildStale } from './build.ts';
import { fromRoot } from './paths.ts';
import { runNode } from './script.ts';

export async function main(args: string[]): Promise<number> {
  await buildStale(['engine']);
  return runNode([fromRoot('dist', 'engine', 'cli.mjs'), ...args]);
}
