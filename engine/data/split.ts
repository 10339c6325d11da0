// Dividing rows into training, validation and test: by chance, evenly over all tasks, by group, by
// time, by file, or as a column of the file says. Deterministic under the split's seed.

import { createRng, type Rng } from '../base/rng.ts';
import { Refusal } from '../contract/errors.ts';
import type { SplitNote, SplitSummary } from '../contract/splits.ts';
import { parts as partNames, type Split } from '../contract/tasks.ts';
import type { TaskTargets } from '../tasks/targets.ts';
import { fileOrder, filesOfParts } from './splits/files.ts';
import { divideGroups } from './splits/groups.ts';
import { labelledRows, labelStrata } from './splits/labels.ts';
import { divideByOrder } from './splits/order.ts';
import { partOf } from './splits/spellings.ts';
import { divideRandomly, stratify } from './splits/stratified.ts';
import { leftOut, summarize } from './splits/summary.ts';
import { columnOf, type Column, type Table } from './table.ts';

export { proposeSplit } from './splits/propose.ts';

/** Fewest labelled rows that are divided at all. */
const fewestRows = 10;
/** Share drawn from the training rows where a file's own division names no validation rows. */
const validationShare = 0.15;

export interface RowParts {
  /** 0 training, 1 validation, 2 test, 255 left out, for each row of the table. */
  readonly parts: Uint8Array;
  readonly summary: SplitSummary;
}

/** Parts of some rows: parallel arrays, and what came up on the way. */
interface Division {
  readonly rows: Uint32Array;
  readonly parts: Uint8Array;
  readonly notes: readonly SplitNote[];
  readonly groupOfRow?: Int32Array;
}

/**
 * The part of every row.
 *
 * Rows that no task has a label for, or that lack a value in the column to divide by, are left out and counted.
 *
 * @throws Refusal `split.*` where a part would be empty or lack a class, saying which and what to do
 */
export function makeSplit(table: Table, targets: readonly TaskTargets[], split: Split): RowParts {
  const usable = labelledRows(table.rowCount, targets);
  if (usable.length < fewestRows) throw new Refusal('split.too-few-rows', { rows: usable.length, needed: fewestRows });
  const division = divide(table, targets, split, usable);
  const parts = new Uint8Array(table.rowCount).fill(leftOut);
  division.rows.forEach((row, place) => (parts[row] = division.parts[place]!));
  const notes = [...division.notes];
  const unlabelled = table.rowCount - usable.length;
  if (unlabelled > 0) notes.push({ code: 'left-out', rows: unlabelled, column: null });
  return { parts, summary: summarize(table, targets, split, parts, division.groupOfRow ?? null, notes) };
}

/** Row numbers of one part. */
export function rowsOfPart(parts: Uint8Array, part: number): Uint32Array {
  const rows: number[] = [];
  parts.forEach((code, row) => {
    if (code === part) rows.push(row);
  });
  return Uint32Array.from(rows);
}

function divide(table: Table, targets: readonly TaskTargets[], split: Split, usable: Uint32Array): Division {
  if (split.kind === 'column') return divideByColumn(targets, splitColumn(table, split.column), usable);
  const shares = sharesOf(split, usable.length);
  if (shares[0]! <= 0) throw new Refusal('split.part-empty', { part: 'train' });
  if (shares.reduce((sum, share) => sum + share) > 1 + 1e-9)
    throw new Refusal('split.more-than-all', { rows: usable.length });
  const division = divideByShares(table, targets, split, usable, shares);
  // What the three shares leave over stands in a fourth part, which is none.
  const parts = division.parts.map((part) => (part < partNames.length ? part : leftOut));
  return { ...division, parts };
}

/** Training, validation, test, and what they leave over where the split says how much is for training. */
function sharesOf({ train, validation, test }: SharedSplit, rows: number): number[] {
  const share = (given: number): number => (given < 1 ? given : given / rows);
  const judged = share(validation) + share(test);
  if (train === undefined) return [1 - judged, share(validation), share(test)];
  const left = 1 - judged - share(train);
  const three = [share(train), share(validation), share(test)];
  return left > 0.5 / rows ? [...three, left] : three;
}

type SharedSplit = Exclude<Split, { kind: 'column' }>;

function divideByShares(
  table: Table,
  targets: readonly TaskTargets[],
  split: SharedSplit,
  usable: Uint32Array,
  shares: readonly number[],
): Division {
  const rng = createRng(split.seed).fork('split');
  switch (split.kind) {
    case 'random':
      return { rows: usable, parts: divideRandomly(usable.length, shares, rng), notes: [] };
    case 'stratified':
      return { rows: usable, parts: stratify(usable, labelStrata(targets, usable), shares, rng), notes: [] };
    case 'group': {
      const column = splitColumn(table, split.column);
      const groups = groupsOf(column, usable);
      if (groups.groupCount < shares.length)
        throw new Refusal('split.too-few-groups', { column: column.name, groups: groups.groupCount });
      const division = divideWholeGroups(targets, groups, shares, rng);
      return { ...division, notes: [...withoutValue(column, usable, division.rows), ...division.notes] };
    }
    case 'blocks': {
      const groupCount = Math.max(shares.length, Math.min(split.blocks, usable.length));
      const groupOfRow = new Int32Array(table.rowCount).fill(-1);
      usable.forEach((row, i) => (groupOfRow[row] = Math.floor((i * groupCount) / usable.length)));
      return divideWholeGroups(targets, { rows: usable, groupOfRow, groupCount }, shares, rng);
    }
    case 'files': {
      const { placeOfRow, names } = fileOrder(table);
      const chosen = Uint16Array.from(usable, (row) => placeOfRow[row]!);
      const parts = divideByOrder(Float64Array.from(chosen), shares);
      if (!parts) throw new Refusal('split.too-few-files', { files: new Set(chosen).size });
      return { rows: usable, parts, notes: [filesOfParts(chosen, parts, names), ...missedShares(parts, shares)] };
    }
    case 'time': {
      if (split.column === undefined) throw new Refusal('split.no-time', {});
      const column = splitColumn(table, split.column);
      const moments = momentsOf(column);
      const rows = usable.filter((row) => !Number.isNaN(moments[row]!));
      const chosen = Float64Array.from(rows, (row) => moments[row]!);
      const parts = divideByOrder(chosen, shares);
      if (!parts) throw new Refusal('split.too-few-moments', { column: column.name, distinct: new Set(chosen).size });
      return { rows, parts, notes: [...withoutValue(column, usable, rows), ...missedShares(parts, shares)] };
    }
  }
}

/** No group on two sides; the classes of all tasks as even as that allows. */
function divideWholeGroups(
  targets: readonly TaskTargets[],
  { rows, groupOfRow, groupCount }: Groups,
  shares: readonly number[],
  rng: Rng,
): Division {
  const groupParts = divideGroups(rows, groupOfRow, groupCount, labelStrata(targets, rows), shares, rng);
  const parts = Uint8Array.from(rows, (row) => groupParts[groupOfRow[row]!]!);
  return { rows, parts, groupOfRow, notes: missedShares(parts, shares) };
}

/** Training, validation and test as the file spells them; validation is drawn from training where it names none. */
function divideByColumn(targets: readonly TaskTargets[], column: Column, usable: Uint32Array): Division {
  if (!('codes' in column))
    throw new Refusal('split.unknown-parts', {
      column: column.name,
      values: [...new Set(column.values)].slice(0, 5).map(String),
    });
  const partOfLevel = column.levels.map(partOf);
  const codeOf = (row: number): number => {
    const level = column.codes[row]!;
    const part = level < 0 ? null : partOfLevel[level]!;
    return part === null ? leftOut : partNames.indexOf(part);
  };
  const rows = usable.filter((row) => codeOf(row) !== leftOut);
  const parts = Uint8Array.from(rows, codeOf);
  if (!parts.includes(0) || !parts.includes(2))
    throw new Refusal('split.unknown-parts', { column: column.name, values: column.levels.slice(0, 5) });
  const notes = withoutValue(column, usable, rows);
  if (!parts.includes(1)) {
    const training = rows.filter((_, place) => parts[place] === 0);
    const share = Math.min(0.5, (validationShare * rows.length) / training.length);
    const drawn = stratify(training, labelStrata(targets, training), [1 - share, share], createRng(1).fork('split'));
    let place = 0;
    for (let i = 0; i < parts.length; i++) if (parts[i] === 0) parts[i] = drawn[place++]!;
    notes.push({ code: 'validation-drawn', rows: drawn.filter((part) => part === 1).length });
  }
  return { rows, parts, notes };
}

function splitColumn(table: Table, name: string): Column {
  const column = columnOf(table, name);
  if (!column) throw new Refusal('split.column-missing', { column: name });
  return column;
}

interface Groups {
  readonly groupOfRow: Int32Array;
  readonly groupCount: number;
  readonly rows: Uint32Array;
}

/** Groups numbered in order of first appearance among the usable rows that hold a value. */
function groupsOf(column: Column, usable: Uint32Array): Groups {
  const values: ArrayLike<number> = 'codes' in column ? column.codes : column.values;
  const isMissing = (row: number): boolean => ('codes' in column ? values[row]! < 0 : Number.isNaN(values[row]!));
  const groupOfRow = new Int32Array(values.length).fill(-1);
  const numbers = new Map<number, number>();
  const rows = usable.filter((row) => !isMissing(row));
  for (const row of rows) {
    const known = numbers.get(values[row]!) ?? numbers.size;
    numbers.set(values[row]!, known);
    groupOfRow[row] = known;
  }
  return { groupOfRow, groupCount: numbers.size, rows };
}

/** Dates, or numbers that grow with time (a year, a shot counter), also where they were read as words. */
function momentsOf(column: Column): Float64Array {
  if (!('codes' in column)) return column.values;
  const values = column.levels.map((level) => (level.trim() === '' ? NaN : Number(level.normalize('NFKC'))));
  if (values.some(Number.isNaN)) throw new Refusal('split.not-a-time', { column: column.name });
  return Float64Array.from(column.codes, (code) => (code < 0 ? NaN : values[code]!));
}

function withoutValue(column: Column, usable: Uint32Array, rows: Uint32Array): SplitNote[] {
  return rows.length < usable.length
    ? [{ code: 'left-out', rows: usable.length - rows.length, column: column.name }]
    : [];
}

/** Parts more than a fifth away from the share the user set. */
function missedShares(parts: Uint8Array, shares: readonly number[]): SplitNote[] {
  return shares.slice(0, partNames.length).flatMap((wanted, code) => {
    let rows = 0;
    for (const part of parts) if (part === code) rows++;
    const got = rows / parts.length;
    return Math.abs(got - wanted) > 0.2 * wanted ? [{ code: 'share-missed', part: partNames[code]!, wanted, got }] : [];
  });
}
