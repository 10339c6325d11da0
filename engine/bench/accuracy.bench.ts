// Accuracy of one jointly trained network against scikit-learn's tree ensembles on the same rows.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { log } from '../base/log.ts';
import { resolveRecipe } from '../recipes/recipe.ts';
import { createExecutor } from '../runtime/index.ts';
import type { Executor } from '../runtime/index.ts';
import { averagePrecision } from '../tasks/scores.ts';
import { trainRun } from '../training/index.ts';
import type { TrainingOutcome } from '../training/index.ts';
import { ai4i, energy, gasTurbine, gasTurbineByYear } from './accuracy-cases.ts';
import type { AccuracyCase } from './accuracy-cases.ts';
import { prepareCase, readTable } from './case.ts';
import type { Case } from './case.ts';
import { sharedData } from './shared-data.ts';

export interface BenchRow {
  readonly name: string;
  readonly ours: number;
  readonly peer: number;
  readonly unit: string;
  /** Ours over the peer's. */
  readonly ratio: number;
  /** What the ratio must be, in words. */
  readonly target: string;
}

/** The recipe whose accuracy is claimed. */
const recipe = { sharing: 'hard', weighting: 'equal', schedule: 'joint', search: 'none' };
const python = '/usr/bin/python3';

export async function run(): Promise<BenchRow[]> {
  const executor = await createExecutor('cpu');
  const rows: BenchRow[] = [];
  for (const one of [energy, ai4i, gasTurbineByYear, gasTurbine]) rows.push(...(await compare(one, executor)));
  return rows;
}

/** All splits of one case; an empty list, with the reason logged, where data or peer are absent. */
export async function compare(one: AccuracyCase, executor: Executor, splits = one.splits): Promise<BenchRow[]> {
  const paths = one.files.map(sharedData);
  if (paths.some((path) => path === null)) {
    log(`accuracy ${one.id}: not measured, the data set is not on this machine (shared/data/${one.files[0]})`);
    return [];
  }
  const table = await readTable(paths as string[]);
  const ours: number[][] = [];
  const divided: Uint8Array[] = [];
  let seconds = 0;
  for (let split = 1; split <= splits; split++) {
    const prepared = prepareCase(table, one.tasks, one.exclude, one.parts(table, split));
    const outcome = await trainRun({
      ...prepared,
      recipe: resolveRecipe(recipe, one.tasks),
      budget: {},
      seed: split,
      executor,
    });
    ours.push(one.tasks.map((_, k) => scoreOf(one, outcome, prepared, k)));
    divided.push(prepared.parts);
    seconds += outcome.trainSeconds / splits;
  }
  log(`accuracy ${one.id}: ${seconds.toFixed(1)} s a run`);
  const names = table.columns.map((column) => column.name);
  const targets = one.tasks.map((task) => names.indexOf(task.target));
  const inputs = [...names.keys()].filter((place) => !one.exclude.includes(names[place]!) && !targets.includes(place));
  const peers = fitPeers(one, { files: paths as string[], inputs, targets }, divided);
  return peers ? rowsOf(one, ours, peers) : [];
}

function scoreOf(one: AccuracyCase, outcome: TrainingOutcome, { parts, targets }: Case, k: number): number {
  const all = outcome.predictions[one.tasks[k]!.id]!;
  const places = Array.from(outcome.rows, (row, place) => ({ row, place })).filter(({ row }) => parts[row] === 2);
  const predicted = places.map(({ place }) => all[place]!);
  const actual = places.map(({ row }) => targets[k]!.values[row]!);
  if (one.score === 'ap') return averagePrecision(predicted, actual);
  const errors = predicted.map((value, i) => value - actual[i]!);
  if (one.score === 'mae') return mean(errors.map(Math.abs));
  return Math.sqrt(mean(errors.map((error) => error ** 2)));
}

type Peers = Record<string, Record<string, number>[][]>;

/** Columns by their place in the file, since importing takes units out of their names. */
interface PeerData {
  readonly files: readonly string[];
  readonly inputs: readonly number[];
  readonly targets: readonly number[];
}

function fitPeers(one: AccuracyCase, data: PeerData, divided: readonly Uint8Array[]): Peers | null {
  const rowsWhere = (parts: Uint8Array, test: boolean): number[] =>
    Array.from(parts.keys()).filter((row) => (parts[row] === 2) === test && parts[row]! < 3);
  const splits = divided.map((parts) => ({ fit: rowsWhere(parts, false), test: rowsWhere(parts, true) }));
  const kind = one.tasks[0]!.kind;
  const done = spawnSync(python, [join(import.meta.dirname, 'accuracy-peers.py')], {
    input: JSON.stringify({ ...data, kind, peers: one.peers, splits }),
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (done.status === 0) return JSON.parse(done.stdout) as Peers;
  log(
    `accuracy ${one.id}: no peer, scikit-learn could not be run: ${(done.stderr || String(done.error)).trim().split('\n').at(-1)}`,
  );
  return null;
}

function rowsOf(one: AccuracyCase, ours: readonly number[][], peers: Peers): BenchRow[] {
  const names: Record<string, string> = { hgb: 'HistGradientBoosting', rf: 'RandomForest' };
  return one.peers.flatMap((peer) => {
    const row = (name: string, own: number, other: number, target: string): BenchRow => ({
      name: `${one.id} ${name} against ${names[peer]}`,
      ours: own,
      peer: other,
      unit: one.score,
      ratio: own / other,
      target,
    });
    const rows = one.tasks.map((task, k) =>
      row(
        task.id,
        mean(ours.map((scores) => scores[k]!)),
        mean(peers[peer]!.map((split) => split[k]![one.score]!)),
        one.score === 'ap'
          ? task.id === 'RNF'
            ? 'none: a control, both at chance'
            : 'see the mean'
          : one.score === 'mae'
            ? 'below 1'
            : 'at most 1',
      ),
    );
    if (one.score !== 'ap') return rows;
    const learnable = rows.filter((each) => !each.name.includes('RNF'));
    return [
      ...rows,
      row(
        'mean of the four learnable modes',
        mean(learnable.map((each) => each.ours)),
        mean(learnable.map((each) => each.peer)),
        'at least 1',
      ),
    ];
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
