// Several files into one table: fields are matched by column name, and files that differ are refused or
// united as the person chose.

import { Refusal } from '../contract/errors.ts';
import type { ImportSettings } from '../contract/import.ts';
import type { Cells } from './cells/cells.ts';
import type { FileTarget } from './import-text.ts';
import type { Look } from './look.ts';
import { planColumns, type Plan, type PlannedColumn } from './plan.ts';
import { TableBuilder, type BuiltColumn } from './table-builder.ts';

/** The same names in the same order. */
export function sameColumns(a: Look, b: Look): boolean {
  return a.names.length === b.names.length && a.names.every((column, index) => column.name === b.names[index]!.name);
}

export interface Alignment {
  readonly builder: TableBuilder;
  targetOf(file: number): Omit<FileTarget, 'signal' | 'onBytes'>;
}

export function alignFile(
  looks: readonly Look[],
  plan: Plan,
  settings: ImportSettings,
  make: (column: PlannedColumn) => Cells[],
  expected: number,
): Alignment {
  const union = settings.differentHeaders === 'union';
  const first = looks[0]!;
  for (const look of looks) {
    if (look.format !== first.format)
      throw new Refusal('import.different-formats', { file: look.source.file, first: first.source.file });
    const differing = union ? null : differentHeaders(first, look);
    if (differing) throw differing;
  }
  const columns = [...plan.columns, ...(union ? columnsOnlyElsewhere(looks, plan, settings) : [])];
  const built = columns.map((column): BuiltColumn => ({
    plan: column,
    guessed: isGuessed(column, first, settings),
    cells: make(column),
  }));
  const byName = new Map<string, Cells>();
  built.forEach(({ plan: column, cells }) =>
    fieldNames(column, plan, first).forEach((name, index) => byName.set(name, cells[index]!)),
  );
  const builder = new TableBuilder(built, expected);
  return {
    builder,
    targetOf(file) {
      const takers = looks[file]!.names.map((column) => byName.get(column.name) ?? null);
      const absent = [...byName.values()].filter((cells) => !takers.includes(cells));
      return { builder, file, takers, absent, brokenRows: settings.brokenRows ?? 'refuse' };
    },
  };
}

/** The file's own names of the fields a column is made of. */
function fieldNames(column: PlannedColumn, plan: Plan, first: Look): string[] {
  return plan.columns.includes(column) ? column.fields.map((field) => first.names[field]!.name) : [column.name];
}

function isGuessed(column: PlannedColumn, first: Look, settings: ImportSettings): boolean {
  const field = column.fields[0]!;
  return settings.columns?.[column.name]?.kind === undefined && (first.declared[field] ?? null) === null;
}

function columnsOnlyElsewhere(looks: readonly Look[], plan: Plan, settings: ImportSettings): PlannedColumn[] {
  const known = new Set([...looks[0]!.names.map(({ name }) => name), ...plan.columns.map(({ name }) => name)]);
  const extra: PlannedColumn[] = [];
  for (const look of looks.slice(1)) {
    for (const column of planColumns(look, look.rows, { ...settings, dateTimePairs: [] }).columns) {
      if (known.has(column.name)) continue;
      known.add(column.name);
      extra.push(column);
    }
  }
  return extra;
}

/** The same names may stand in another order; a name that is missing or new is a reason to refuse the file. */
export function differentHeaders(first: Look, look: Look): Refusal<'import.different-headers'> | null {
  const names = new Set(first.names.map(({ name }) => name));
  if (look.names.length === first.names.length && look.names.every(({ name }) => names.has(name))) return null;
  const length = Math.max(first.names.length, look.names.length);
  for (let index = 0; index < length; index++) {
    const expected = first.names[index]?.name ?? '';
    const found = look.names[index]?.name ?? '';
    if (expected === found) continue;
    return new Refusal('import.different-headers', {
      file: look.source.file,
      first: first.source.file,
      position: index + 1,
      found,
      expected,
    });
  }
  return null;
}
