// `npm run bench`: runs the benchmarks of engine/bench (all, or those named) and prints one table of
// ratios with the peer's figures beside ours. `--quick`: a first look, where a benchmark has one.

import '../engine/base/without-maglev.ts';
import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import type { Plugin } from 'vite';
import { filesUnder, fromRoot } from './paths.ts';
import { table } from './table.ts';
import { engineBundle } from './vite.engine.ts';

/** One line of the table: ours, the peer's, ours over the peer's, and what the ratio must be, in words. */
export interface BenchmarkRow {
  readonly name: string;
  readonly ours: number;
  readonly peer: number;
  readonly unit: string;
  readonly ratio: number;
  /** `at most 0.5`, `below 1`, `at least 2`: of the ratio. Other words are no target, unless `reached` says so. */
  readonly target: string;
  readonly reached?: boolean;
}

type Run = (options: { readonly quick: boolean }) => Promise<readonly BenchmarkRow[]>;

export async function main(given: string[]): Promise<number> {
  const quick = given.includes('--quick');
  const names = given.filter((name) => name !== '--quick');
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
  const bundle = engineBundle(Object.fromEntries(chosen.map((name) => [name, known.get(name)!])), folder);
  await build({ ...bundle, plugins: [...(bundle.plugins ?? []), ownFolder] });

  const rows: BenchmarkRow[] = [];
  for (const name of chosen) {
    const { run, hasQuick } = (await import(pathToFileURL(`${folder}/${name}.mjs`).href)) as {
      readonly run: Run;
      readonly hasQuick?: true;
    };
    say(quick && !hasQuick ? `- ${name} (in full: it has no quick form)` : `- ${name}`);
    const started = performance.now();
    rows.push(...(await run({ quick })));
    say(`  ${name}: ${((performance.now() - started) / 60_000).toFixed(1)} min`);
  }
  process.stdout.write(`${table(header, rows.map(cells))}\n`);
  return rows.some((row) => isReached(row) === false) ? 1 : 0;
}

/** Benchmarks find their peers' scripts beside themselves, also in the bundle. */
const ownFolder: Plugin = {
  name: 'own-folder',
  transform: {
    filter: { id: /engine[\\/]bench[\\/]/, code: 'import.meta.dirname' },
    handler: (code) => code.replaceAll('import.meta.dirname', JSON.stringify(fromRoot('engine', 'bench'))),
  },
};

const header = ['what', 'ours', 'peer', 'ratio', 'target', 'reached'];

function cells(row: BenchmarkRow): string[] {
  const reached = isReached(row);
  const figure = (value: number): string => `${Number(value.toPrecision(4))} ${row.unit}`.trim();
  return [
    row.name,
    figure(row.ours),
    figure(row.peer),
    row.ratio.toFixed(3),
    row.target,
    reached === null ? '' : reached ? 'yes' : 'NO',
  ];
}

/** Null where there is nothing to reach. */
export function isReached({
  reached,
  ratio,
  target,
}: Pick<BenchmarkRow, 'reached' | 'ratio' | 'target'>): boolean | null {
  if (reached !== undefined) return reached;
  const [, words, limit] = /^(at most|below|at least|above) ([\d.]+)/.exec(target) ?? [];
  if (words === undefined) return null;
  if (words === 'at most') return ratio <= Number(limit);
  if (words === 'below') return ratio < Number(limit);
  return words === 'at least' ? ratio >= Number(limit) : ratio > Number(limit);
}
