// Importing 1,000,000 rows x 30 columns (230 MB), against pandas on the same file, in turns.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeBenchFile } from './import-file.ts';
import { findPython, type Comparison } from './peer.ts';

interface Measured {
  readonly rows: number;
  readonly sum: number;
  readonly seconds: number;
  readonly megabytes: number;
}
type Ours = Measured & { readonly previewSeconds: number };

const rows = 1_000_000;
const rounds = 3;

/** Medians of three rounds in which both sides take turns. Run from the repository's root. */
export async function run(): Promise<(Comparison & { readonly reached: boolean })[]> {
  const folder = mkdtempSync(join(tmpdir(), 'taskloom-bench-'));
  try {
    const path = join(folder, 'million.csv');
    writeBenchFile(path, rows);
    const python = findPython(['pandas']);
    const ours: Ours[] = [];
    const peer: Measured[] = [];
    for (let round = 0; round < rounds; round++) {
      ours.push(measure<Ours>(process.execPath, ['engine/bench/import-child.ts', path]));
      peer.push(measure<Measured>(python, ['engine/bench/import-peer.py', path]));
    }
    check(ours[0]!, peer[0]!);
    const compare = (name: string, of: (one: Measured) => number, unit: string, limit: number) => {
      const [a, b] = [median(ours.map(of)), median(peer.map(of))];
      return {
        name: `import 1,000,000 x 30: ${name}`,
        ours: a,
        peer: b,
        unit,
        ratio: a / b,
        target: `below ${limit} ${unit}`,
        reached: a < limit,
      };
    };
    const preview = median(ours.map((one) => one.previewSeconds));
    return [
      compare('time', (one) => one.seconds, 's', 30),
      compare('peak memory', (one) => one.megabytes, 'MB', 1500),
      {
        name: 'import 1,000,000 x 30: preview',
        ours: preview,
        peer: 1,
        unit: 's',
        ratio: preview,
        target: 'below 1 s (no peer)',
        reached: preview < 1,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function measure<T>(program: string, args: readonly string[]): T {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args[0]} ended with ${status}: ${stderr.slice(-500)}`);
  return JSON.parse(stdout) as T;
}

/** A fast import of something else would be no import. */
function check(ours: Measured, peer: Measured): void {
  const close = Math.abs(ours.sum - peer.sum) <= 1e-9 * Math.abs(peer.sum);
  if (ours.rows !== rows || peer.rows !== rows || !close)
    throw new Error(`the imports differ: ${JSON.stringify([ours, peer])}`);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}
