// `npm run bench`: runs the benchmarks of engine/bench (all, or those named) and prints one table of
// ratios with the peer's figures beside ours.

import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { filesUnder, fromRoot } from './paths.ts';
import { table } from './table.ts';
import { engineBundle } from './vite.engine.ts';

/** One line of the table. */
export interface BenchmarkRow {
  readonly name: string;
  /** With its unit. */
  readonly ours: string;
  readonly peer: string;
  /** How many times better than the peer (or than needed); null where there is nothing to divide. */
  readonly ratio: number | null;
  readonly target: string;
  /** Null where there is nothing to reach. */
  readonly reached: boolean | null;
}

type Run = (say: (line: string) => void) => Promise<readonly BenchmarkRow[]>;

export async function main(names: string[]): Promise<number> {
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  const all = filesUnder('engine/bench').filter((file) => file.endsWith('.bench.ts'));
  const known = new Map(all.map((file) => [basename(file, '.bench.ts'), file]));
  const unknown = names.filter((name) => !known.has(name));
  if (unknown.length > 0) {
    say(`No benchmark ${unknown.join(', ')}. There are: ${[...known.keys()].join(', ')}.`);
    return 1;
  }
  process.chdir(fromRoot()); // Benchmarks find peers and data from the root.
  const chosen = names.length === 0 ? [...known.keys()] : names;
  const folder = fromRoot('.cache', 'bench');
  await build(engineBundle(Object.fromEntries(chosen.map((name) => [name, known.get(name)!])), folder));

  const rows: BenchmarkRow[] = [];
  for (const name of chosen) {
    say(`- ${name}`);
    const bundle = `${folder}/${name}.mjs`;
    if (!existsSync(bundle)) throw new Error(`the bundle of ${name} is missing`);
    const { run } = (await import(pathToFileURL(bundle).href)) as { run: Run };
    rows.push(...(await run(say)));
  }
  process.stdout.write(`${table(header, rows.map(cells))}\n`);
  return rows.some((row) => row.reached === false) ? 1 : 0;
}

const header = ['what', 'ours', 'peer', 'ratio', 'target', 'reached'];

function cells(row: BenchmarkRow): string[] {
  const reached = row.reached === null ? '' : row.reached ? 'yes' : 'NO';
  return [row.name, row.ours, row.peer, row.ratio === null ? '' : row.ratio.toFixed(2), row.target, reached];
}
