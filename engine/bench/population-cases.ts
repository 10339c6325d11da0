// The real tables on which a population is held against a grid: two tasks each, small enough that nine trainings end in
// a minute or two.

import type { Task } from '../contract/tasks.ts';
import type { Table } from '../data/table.ts';
import { ai4i, energy, gasTurbine } from './accuracy-cases.ts';
import type { AccuracyCase } from './accuracy-cases.ts';
import { readTable } from './case.ts';
import { sharedData } from './shared-data.ts';
import { studyTables } from './study-tables.ts';

export interface PopulationCase {
  readonly name: string;
  readonly table: Table;
  readonly tasks: readonly Task[];
  readonly exclude: readonly string[];
  readonly epochs: number;
  /** Parts of every row: 0 training, 1 validation, 2 test, 255 left out. */
  parts(seed: number): Uint8Array;
  /** Test rows of another kind than those the validation rows stand for, by this name; they are judged apart. */
  readonly apart?: { readonly name: string; has(row: number): boolean };
}

/** The search's defaults were chosen on the first two; the others were looked at when they stood. */
const readers: readonly (() => Promise<PopulationCase | null>)[] = [
  energyCase,
  gasTurbineCase,
  () => fromStudy('hydraulic', 'hydraulic, two conditions', ['valve', 'pump'], 60),
  failuresCase,
  () => fromStudy('transformer', 'transformer, an hour ahead', ['HUFL next', 'OT next'], 60),
  () => fromStudy('edm', 'EDM, 154 rows', ['DFlow', 'DGap'], 150),
];

/** Those whose files are on this machine; `count` = the first so many only. */
export async function populationCases(count = readers.length): Promise<PopulationCase[]> {
  const made: PopulationCase[] = [];
  for (const read of readers.slice(0, count)) {
    const one = await read();
    if (one) made.push(one);
  }
  return made;
}

async function energyCase(): Promise<PopulationCase | null> {
  const table = await tableOf(energy);
  if (!table) return null;
  const { tasks } = energy;
  return { name: 'energy', table, tasks, exclude: [], epochs: 100, parts: (seed) => energy.parts(table, seed) };
}

/**
 * A sixth of the rows of 2011 to 2013 for training and validation, another sixth for the test, and the years to come
 * apart: there NOX is told worse than by a constant answer (1.5 times its loss), and which training is the better on the
 * validation rows says nothing of which is the better then. Over the trainings of a search, five seeds each, the two
 * go together by 0.63 to 1.00 (correlation) on rows of the same years, by -0.92 to 0.95 on those to come.
 */
async function gasTurbineCase(): Promise<PopulationCase | null> {
  const table = await tableOf(gasTurbine);
  if (!table) return null;
  const isLater = (row: number): boolean => table.source.file[row]! >= 3;
  return {
    name: 'gas turbine, a sixth of the rows',
    table,
    tasks: gasTurbine.tasks,
    exclude: [],
    epochs: 60,
    parts: (seed) =>
      gasTurbine.parts(table, seed).map((part, row) => {
        if (isLater(row) || row % 6 === 0) return part;
        return row % 6 === 3 ? 2 : 255;
      }),
    apart: { name: 'the years to come', has: isLater },
  };
}

/** Two tasks of a table of the weighting study, with its rows. */
async function fromStudy(
  id: string,
  name: string,
  taskIds: readonly string[],
  epochs: number,
): Promise<PopulationCase | null> {
  const study = (await studyTables()).find((one) => one.id === id);
  if (!study) return null;
  const tasks = study.tasks.filter((task) => taskIds.includes(task.id));
  const others = study.tasks.filter((task) => !tasks.includes(task)).map(({ target }) => target);
  const exclude = [...study.exclude, ...others];
  return { name, table: study.table, tasks, exclude, epochs, parts: (seed) => study.parts(seed) };
}

/** Two failure modes of AI4I, half of the rows for training and validation. */
async function failuresCase(): Promise<PopulationCase | null> {
  const table = await tableOf(ai4i);
  if (!table) return null;
  const tasks = ai4i.tasks.filter(({ id }) => id === 'HDF' || id === 'PWF');
  const exclude = [...ai4i.exclude, ...ai4i.tasks.filter((task) => !tasks.includes(task)).map(({ target }) => target)];
  return {
    name: 'AI4I, two failures',
    table,
    tasks,
    exclude,
    epochs: 60,
    parts: (seed) => ai4i.parts(table, seed).map((part, row) => (part < 2 && row % 2 !== 0 ? 255 : part)),
  };
}

async function tableOf({ files }: AccuracyCase): Promise<Table | null> {
  const paths = files.map(sharedData);
  return paths.includes(null) ? null : readTable(paths as string[]);
}
