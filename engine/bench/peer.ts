// Drives the same work written in Python, so that both sides take turns within one run: on a shared
// machine only ratios of neighbouring measurements mean anything.

import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** One line of `npm run bench`. Times and sizes of both sides, and their quotient. */
export interface Comparison {
  readonly name: string;
  readonly ours: number;
  readonly peer: number;
  readonly unit: string;
  readonly ratio: number;
  /** What must be reached, in words. */
  readonly target: string;
}

export interface Peer {
  /** Sends a line, gets the answer: one JSON value. */
  ask(line: string): Promise<Record<string, number>>;
  close(): void;
}

/** Debian's Python first: its packages are not those of a Python that a user put before it. */
const pythons = ['/usr/bin/python3', 'python3'];

/** A Python that has these modules. @throws Error naming them where there is none. */
export function findPython(modules: readonly string[]): string {
  const program = `import ${modules.join(', ')}`;
  const found = pythons.find((python) => spawnSync(python, ['-c', program], { stdio: 'ignore' }).status === 0);
  if (found === undefined)
    throw new Error(`No Python with ${modules.join(' and ')} was found; on Debian: apt install python3-${modules[0]}.`);
  return found;
}

/** Starts a script of this folder; run from the repository's root. */
export function startPeer(script: string, modules: readonly string[], options: object): Peer {
  const child = spawn(findPython(modules), [join('engine', 'bench', script)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  child.stdin.write(`${JSON.stringify(options)}\n`);
  return {
    ask: async (line) => {
      child.stdin.write(`${line}\n`);
      const answer = await lines.next();
      if (answer.done) throw new Error(`${script} ended without an answer.`);
      return JSON.parse(answer.value) as Record<string, number>;
    },
    close: () => child.stdin.end(),
  };
}

/**
 * The lower quartile of times taken in turns. Other programs only ever make a round longer, and they hit
 * PyTorch's spinning threads harder than ours: the calm rounds are the fair ones.
 */
export function calmTime(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[times.length >> 2]!;
}
