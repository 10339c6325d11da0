// Which division fits a table: what the file itself says, then lots, then time, then files, then evenly over the tasks.

import type { ColumnProfile } from '../../contract/health.ts';
import type { SplitProposal, SplitReason } from '../../contract/splits.ts';
import type { Split, Task } from '../../contract/tasks.ts';
import { canDivideByGroup, groupRole } from '../roles.ts';
import { columnOf, type Table } from '../table.ts';
import { fileOrder, namesTellTime } from './files.ts';
import { partOf } from './spellings.ts';

const shares = { test: 0.2, validation: 0.15, seed: 1 } as const;
/** Different moments below which order in time says little. */
const fewestMoments = 10;

interface Option {
  readonly split: Split;
  readonly reason: SplitReason;
}

/**
 * The division to start from and the others that fit, each with what was seen.
 *
 * Rows of one lot resemble each other, and tomorrow's rows come after today's: a random test part would
 * promise more than the line will see. So lots come before time, and time before chance.
 */
export function proposeSplit(table: Table, tasks: readonly Task[], profile: readonly ColumnProfile[]): SplitProposal {
  const targets = new Set(tasks.map((task) => task.target));
  const candidates = profile.filter((column) => !targets.has(column.name));
  const options: Option[] = [
    ...candidates.flatMap((column) => partOption(table, column)),
    ...groupOptions(table, candidates),
    ...candidates.flatMap(timeOption),
    ...filesOption(table),
    { split: { kind: 'stratified', ...shares }, reason: { code: 'stratified', tasks: tasks.length } },
  ];
  const chosen = options.find(isFirstChoice) ?? options.at(-1)!;
  return { ...chosen, alternatives: options.filter((option) => option !== chosen) };
}

/**
 * Machines, shifts and operators come again tomorrow: they are offered, but only lots are proposed. Files are proposed
 * where their names tell a time: others may well be machines.
 */
function isFirstChoice({ split, reason }: Option): boolean {
  if (reason.code === 'files') return reason.inTime;
  if (split.kind !== 'group') return reason.code !== 'stratified';
  return groupRole(split.column) !== 'group';
}

function partOption(table: Table, profile: ColumnProfile): Option[] {
  const column = columnOf(table, profile.name);
  if (!column || !('codes' in column) || profile.distinct < 2 || profile.distinct > 3) return [];
  const parts = column.levels.map(partOf);
  if (parts.includes(null) || !parts.includes('train') || !parts.includes('test')) return [];
  return [
    {
      split: { kind: 'column', column: column.name },
      reason: { code: 'part-column', column: column.name, levels: [...column.levels] },
    },
  ];
}

/** Lots by name first, then by how the rows stand, then machines and operators. */
function groupOptions(table: Table, profiles: readonly ColumnProfile[]): Option[] {
  const rank = (profile: ColumnProfile): number => {
    const role = groupRole(profile.name);
    if (role === 'lot') return 0;
    if (role === 'group') return 2;
    return standsInBlocks(table, profiles, profile) ? 1 : 3;
  };
  return profiles
    .filter((profile) => canDivideByGroup(profile))
    .map((profile) => ({ profile, rank: rank(profile) }))
    .filter((entry) => entry.rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .map(({ profile }) => ({
      split: { kind: 'group', column: profile.name, ...shares },
      reason: { code: 'group-column', column: profile.name, groups: profile.distinct, rows: profile.count },
    }));
}

/** Fewest blocks that look like lots rather than like a factor of an experiment. */
const fewestBlocks = 8;

/**
 * True where each value stands in one block of neighbouring rows, as lots do when nobody names them. Numbers may as well
 * be a setting by which the rows were sorted: they are lots only where another column says the same throughout each block.
 */
function standsInBlocks(table: Table, profiles: readonly ColumnProfile[], profile: ColumnProfile): boolean {
  if (profile.distinct < fewestBlocks || !canDivideByGroup(profile)) return false;
  if (profile.kind === 'number' && !profile.numbers?.whole) return false;
  const cells = cellsOf(table, profile.name);
  let runs = 0;
  for (let row = 0, last = NaN; row < cells.length; row++) {
    if (Number.isNaN(cells[row]!)) continue;
    if (cells[row] !== last) runs++;
    last = cells[row]!;
  }
  if (runs > 1.05 * profile.distinct) return false;
  return (
    profile.kind !== 'number' ||
    profiles.some(
      (other) =>
        other.distinct >= 2 && other.distinct < profile.distinct && isSameThroughout(cells, cellsOf(table, other.name)),
    )
  );
}

/** Whether all rows with one value in `blocks` agree in `cells`; a missing cell disagrees with a value. */
function isSameThroughout(blocks: Float64Array, cells: Float64Array): boolean {
  const told = new Map<number, number>();
  for (let row = 0; row < blocks.length; row++) {
    if (Number.isNaN(blocks[row]!)) continue;
    const cell = cells[row]!;
    if (!told.has(blocks[row]!)) told.set(blocks[row]!, cell);
    else if (!Object.is(told.get(blocks[row]!), cell)) return false;
  }
  return true;
}

/** Codes of words, values of numbers and dates; NaN for a missing one. */
function cellsOf(table: Table, name: string): Float64Array {
  const column = columnOf(table, name)!;
  return 'codes' in column ? Float64Array.from(column.codes, (code) => (code < 0 ? NaN : code)) : column.values;
}

function timeOption(profile: ColumnProfile): Option[] {
  if (profile.kind !== 'date' || profile.first === null || profile.last === null || profile.distinct < fewestMoments)
    return [];
  return [
    {
      split: { kind: 'time', column: profile.name, ...shares },
      reason: { code: 'time-column', column: profile.name, first: profile.first, last: profile.last },
    },
  ];
}

/** Fewest files that give each part one. */
const fewestFiles = 3;

function filesOption(table: Table): Option[] {
  const { placeOfRow, names } = fileOrder(table);
  const held = new Set(placeOfRow);
  if (held.size < fewestFiles || table.columns.some((column) => column.kind === 'image')) return [];
  const inTime = namesTellTime(names.filter((_, place) => held.has(place)));
  return [{ split: { kind: 'files', ...shares }, reason: { code: 'files', files: held.size, inTime } }];
}
