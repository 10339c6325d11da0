// `npm test`: brings what the tests need, builds, then runs unit tests and browser tests.
// `npm run test:slow`: the long ones. Further arguments go to vitest.

import { buildStale } from './build.ts';
import { runTool } from './run-tool.ts';
import { bringTestTools } from './test-tools.ts';

export async function main(args: string[]): Promise<number> {
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  const slow = args[0] === 'slow';
  if (!bringTestTools(say)) return 1;
  await buildStale(undefined, say);
  const config = slow ? 'build/vitest.slow.ts' : 'build/vitest.all.ts';
  return runTool('vitest', ['run', '--config', config, ...args.slice(slow ? 1 : 0)]);
}
