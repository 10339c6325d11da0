// Single photos that are unlike the others, and several shots of one part.

import type { Finding } from '../../contract/health.ts';
import { found, removeRows } from '../health/check.ts';
import { columnOf } from '../table.ts';
import { nameOf, type ImageContext } from './check-context.ts';
import { brightnessOf } from './image-set.ts';

/** Spreads (of a normal distribution) from the median that make an outlier: rarer than one in a million. */
const far = 5;
/** Fewer photos do not show what is usual. */
const enough = 20;

/** Blur is judged within a class where there are enough: a scratched plate is sharper than a clean one. */
export function blurred(context: ImageContext): Finding[] {
  const sharpness = (row: number): number => Math.log(1 + context.set.surveys[context.photoOf[row]!]!.sharpness);
  const rows: number[] = [];
  let typical = 0;
  for (const group of alike(context)) {
    const { median, spread } = spreadOf(group.map(sharpness));
    // A blur of 2 pixels takes more than nine tenths; half as sharp is none, however even the others are.
    const limit = median - Math.max(far * spread, Math.log(8));
    const own = group.filter((row) => sharpness(row) < limit);
    if (rows.length === 0 && own.length > 0) typical = Math.exp(median) - 1;
    rows.push(...own);
  }
  if (rows.length === 0) return [];
  const worst = rows[0]!;
  const facts = {
    count: rows.length,
    photos: context.table.rowCount,
    example: nameOf(context, worst),
    sharpness: context.set.surveys[context.photoOf[worst]!]!.sharpness,
    typical,
  };
  rows.sort((a, b) => a - b);
  return [found(context, 'image-blur', 'warn', facts, { columns: ['image'], rows, ...removeRows(context, rows) })];
}

export function exposed(context: ImageContext): Finding[] {
  const light = (row: number): number => brightnessOf(context.set, context.photoOf[row]!);
  const dark: number[] = [];
  const bright: number[] = [];
  for (const group of alike(context)) {
    const { median, spread } = spreadOf(group.map(light));
    const limit = Math.max(far * spread, 30);
    dark.push(...group.filter((row) => light(row) < median - limit));
    bright.push(...group.filter((row) => light(row) > median + limit));
  }
  const rows = [...dark, ...bright].sort((a, b) => a - b);
  if (rows.length === 0) return [];
  const facts = {
    dark: dark.length,
    bright: bright.length,
    photos: context.table.rowCount,
    example: nameOf(context, rows[0]!),
  };
  return [found(context, 'image-exposure', 'warn', facts, { columns: ['image'], rows, ...removeRows(context, rows) })];
}

/** Rows to be compared with each other: those of one class of the first task, or all; groups too small are left. */
function alike({ photoOf, labels }: ImageContext): number[][] {
  const rows = [...photoOf.keys()].filter((row) => photoOf[row]! >= 0);
  const codes = labels[0]?.codes;
  const groups = codes === undefined ? [rows] : [...Map.groupBy(rows, (row) => codes[row]!).values()];
  return groups.filter((group) => group.length >= enough);
}

/** Median, and 1.4826 times the median distance from it: the deviation, if the values are normal. */
function spreadOf(values: readonly number[]): { median: number; spread: number } {
  const median = middle(values);
  return { median, spread: 1.4826 * middle(values.map((value) => Math.abs(value - median))) };
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}

/** A column of parts from the names, while the split would tear parts asunder. */
export function shotsOfParts(context: ImageContext): Finding[] {
  const { split, table } = context;
  const column = columnOf(table, 'part') ?? columnOf(table, 'part (folder)');
  if (
    column?.kind !== 'category' ||
    split?.kind === 'column' ||
    (split?.kind === 'group' && split.column === column.name)
  )
    return [];
  const sizes = new Uint32Array(column.levels.length);
  for (const code of column.codes) if (code >= 0) sizes[code]!++;
  const parts = sizes.reduce((count, size) => count + (size > 0 ? 1 : 0), 0);
  const photos = sizes.reduce((sum, size) => sum + (size > 1 ? size : 0), 0);
  if (parts < 3 || photos === 0) return [];
  const example = column.levels[sizes.findIndex((size) => size > 1)]!;
  const shares =
    split && 'test' in split
      ? { test: split.test, validation: split.validation, seed: split.seed }
      : { test: 0.2, validation: 0.15, seed: 1 };
  const fix = { kind: 'use-split' as const, split: { kind: 'group' as const, column: column.name, ...shares } };
  return [
    found(
      context,
      'image-parts',
      'warn',
      { column: column.name, parts, photos, example },
      { columns: [column.name], fix },
    ),
  ];
}
