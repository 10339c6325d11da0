// The real tables of the weighting study, thinned so that hundreds of trainings end: six problems of
// two to five related tasks, from 154 to a few thousand rows.

import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { createRng, permutation } from '../base/rng.ts';
import type { Rng } from '../base/rng.ts';
import type { Task } from '../contract/tasks.ts';
import type { Column, Table } from '../data/table.ts';
import { ai4i, energy, gasTurbine } from './accuracy-cases.ts';
import { readTable } from './case.ts';
import { sharedData } from './shared-data.ts';

export interface StudyTable {
  readonly id: string;
  readonly table: Table;
  readonly tasks: readonly Task[];
  readonly exclude: readonly string[];
  /** Parts of every row for this seed: 0 training, 1 validation, 2 test, 255 left out. */
  parts(seed: number): Uint8Array;
}

/** Rows that train, validate and test at most. */
const most = [2000, 800, 2000] as const;

/** Every table that is on this machine. */
export async function studyTables(): Promise<StudyTable[]> {
  const made = await Promise.all([
    fromFiles('energy', energy.files, energy.tasks, [], rowsApart),
    fromFiles('edm', ['edm/edm.arff'], regressions(['DFlow', 'DGap']), [], rowsApart),
    // RNF is random by construction: nothing to weigh.
    fromFiles('ai4i', ai4i.files, ai4i.tasks.slice(0, 4), [...ai4i.exclude, 'RNF'], (table, seed) =>
      ai4i.parts(table, seed),
    ),
    fromFiles('gas turbine', gasTurbine.files, gasTurbine.tasks, [], (table, seed) => gasTurbine.parts(table, seed)),
    hydraulic(),
    transformer(),
  ]);
  return made.filter((one) => one !== null);
}

/** Machine conditions from the cycles of eight sensors: mean, spread, least, most and drift of each. */
async function hydraulic(): Promise<StudyTable | null> {
  const sensors = ['CE', 'CP', 'SE', 'TS1', 'TS2', 'TS3', 'TS4', 'VS1'];
  const paths = ['hydraulic/profile.txt', ...sensors.map((name) => `hydraulic/${name}.txt.gz`)].map(sharedData);
  if (paths.includes(null)) return null;
  const profile = linesOf(readFileSync(paths[0]!, 'utf8'));
  const names = ['cooler', 'valve', 'pump', 'accumulator', 'stable'];
  const columns: Column[] = names.map((name, k) =>
    levels(
      name,
      profile.map((line) => String(line[k])),
    ),
  );
  sensors.forEach((sensor, s) => {
    const cycles = linesOf(gunzipSync(readFileSync(paths[s + 1]!)).toString('utf8'));
    for (const [name, value] of Object.entries(summaries))
      columns.push(numbers(`${sensor} ${name}`, cycles.map(value)));
  });
  const tasks = names.map((id): Task => ({ id, data: 'main', target: id, kind: 'classification', importance: 1 }));
  const table = tableOf(columns, profile.length);
  // Cycles are in the order of the experiment: neighbours go to the same part.
  return { id: 'hydraulic', table, tasks, exclude: [], parts: (seed) => thinned(blocksApart(table, 15, seed), seed) };
}

const summaries: Readonly<Record<string, (cycle: readonly number[]) => number>> = {
  mean: (cycle) => mean(cycle),
  spread: (cycle) => Math.sqrt(mean(cycle.map((value) => (value - mean(cycle)) ** 2))),
  least: (cycle) => Math.min(...cycle),
  most: (cycle) => Math.max(...cycle),
  drift: (cycle) => mean(cycle.slice(-15)) - mean(cycle.slice(0, 15)),
};

/** Loads and oil temperature of an electricity transformer one hour ahead, from now, an hour ago and a day ago. */
async function transformer(): Promise<StudyTable | null> {
  const path = sharedData('ett/ETTh1.csv');
  if (path === null) return null;
  const rows = readFileSync(path, 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(',').slice(1).map(Number));
  const names = ['HUFL', 'HULL', 'MUFL', 'MULL', 'LUFL', 'LULL', 'OT'];
  const first = 24;
  const count = rows.length - first - 1;
  const at = (lag: number, k: number): number[] => Array.from({ length: count }, (_, i) => rows[i + first - lag]![k]!);
  const columns = [
    numbers(
      'hour',
      Array.from({ length: count }, (_, i) => (i + first) % 24),
    ),
    ...names.flatMap((name, k) => [0, 1, 23].map((lag) => numbers(`${name} ${lag} h ago`, at(lag, k)))),
    ...['HUFL', 'MUFL', 'OT'].map((name) => numbers(`${name} next`, at(-1, names.indexOf(name)))),
  ];
  const table = tableOf(columns, count);
  const tasks = regressions(['HUFL next', 'MUFL next', 'OT next']);
  // In time: 60 % train, 20 % validate, 20 % test; the seed thins.
  const parts = Uint8Array.from({ length: count }, (_, i) => (i < 0.6 * count ? 0 : i < 0.8 * count ? 1 : 2));
  return { id: 'transformer', table, tasks, exclude: [], parts: (seed) => thinned(parts, seed) };
}

async function fromFiles(
  id: string,
  files: readonly string[],
  tasks: readonly Task[],
  exclude: readonly string[],
  divide: (table: Table, seed: number) => Uint8Array,
): Promise<StudyTable | null> {
  const paths = files.map(sharedData);
  if (paths.includes(null)) return null;
  const table = await readTable(paths as string[]);
  return { id, table, tasks, exclude, parts: (seed) => thinned(divide(table, seed), seed) };
}

/** 60 % train, 15 % validate, 25 % test, by chance. */
function rowsApart(table: Table, seed: number): Uint8Array {
  return blocksApart(table, 1, seed);
}

function blocksApart({ rowCount }: Table, size: number, seed: number): Uint8Array {
  const blocks = Math.ceil(rowCount / size);
  const order = permutation(blocks, createRng(seed));
  const place = new Float64Array(blocks);
  order.forEach((block, i) => (place[block] = i / blocks));
  return Uint8Array.from({ length: rowCount }, (_, row) => {
    const share = place[Math.floor(row / size)]!;
    return share < 0.6 ? 0 : share < 0.75 ? 1 : 2;
  });
}

/** No part larger than `most`; what is over is left out, by chance. */
function thinned(parts: Uint8Array, seed: number): Uint8Array {
  const rng: Rng = createRng(seed).fork('thinned');
  const result = parts.slice();
  most.forEach((limit, part) => {
    const rows = [...parts.keys()].filter((row) => parts[row] === part);
    const order = permutation(rows.length, rng);
    for (let i = limit; i < rows.length; i++) result[rows[order[i]!]!] = 255;
  });
  return result;
}

function regressions(ids: readonly string[]): Task[] {
  return ids.map((id) => ({ id, data: 'main', target: id, kind: 'regression', importance: 1 }));
}

function linesOf(text: string): number[][] {
  return text
    .trim()
    .split(/\r?\n/)
    .map((line) => line.trim().split(/\s+/).map(Number));
}

function numbers(name: string, values: readonly number[]): Column {
  return { kind: 'number', name, unit: null, values: Float64Array.from(values) };
}

function levels(name: string, values: readonly string[]): Column {
  const known = [...new Set(values)];
  return {
    kind: 'category',
    name,
    unit: null,
    codes: Int32Array.from(values, (value) => known.indexOf(value)),
    levels: known,
  };
}

function tableOf(columns: readonly Column[], rowCount: number): Table {
  const line = Uint32Array.from({ length: rowCount }, (_, row) => row + 1);
  return { rowCount, columns, source: { file: new Uint16Array(rowCount), line, files: ['study'] } };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
