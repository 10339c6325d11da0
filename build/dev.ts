// `npm run dev`: the program in a browser window, rebuilt at every change. After a change of the
// window press Ctrl+R in it; a changed engine is started again by itself.

import { watch } from 'node:fs';
import type { Loopback } from '../engine/host/loopback.ts';
import { buildStale } from './build.ts';
import { fromRoot } from './paths.ts';
import { openLoopback } from './start-loopback.ts';

const quietFor = 200;

export async function main(args: string[]): Promise<number> {
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  await buildStale(undefined, say);
  const window = !args.includes('--no-window');
  const status = await openLoopback({
    window,
    reason: 'this is the development mode',
    serving: (loopback) => rebuildOnChange(loopback, say),
  });
  process.exit(status); // The watchers would keep the process alive.
}

function rebuildOnChange(loopback: Loopback, say: (line: string) => void): void {
  let waiting: NodeJS.Timeout | undefined;
  let building = Promise.resolve();
  const changed = (): void => {
    clearTimeout(waiting);
    waiting = setTimeout(() => (building = building.then(() => rebuild(loopback, say))), quietFor);
  };
  for (const folder of ['engine', 'renderer', 'electron']) watch(fromRoot(folder), { recursive: true }, changed);
}

async function rebuild(loopback: Loopback, say: (line: string) => void): Promise<void> {
  try {
    const built = await buildStale(undefined, say);
    if (built.includes('renderer')) say('Rebuilt the window: press Ctrl+R in it.');
    const engine = loopback.enginePid();
    // Its host starts it again, from the new bundle.
    if (built.includes('engine') && engine !== undefined) process.kill(engine);
  } catch (error) {
    say(error instanceof Error ? error.message : String(error)); // A slip of the pen: the next change builds again.
  }
}
