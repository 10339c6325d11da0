// Rows of one or several files into one table: the columns' collectors, where each row came from, and the
// rows that did not fit.

import type { BrokenRow } from '../contract/import.ts';
import type { Cells } from './cells/cells.ts';
import { Growing } from './cells/growing.ts';
import type { WordCells } from './cells/word-cells.ts';
import { kindOfWords } from './kinds.ts';
import type { PlannedColumn } from './plan.ts';
import type { Column, Table } from './table.ts';

export interface BuiltColumn {
  readonly plan: PlannedColumn;
  /** The kind was guessed, so it may still turn out otherwise. */
  readonly guessed: boolean;
  readonly cells: readonly Cells[];
}

export class TableBuilder {
  columns: readonly BuiltColumn[];
  readonly brokenRows: BrokenRow[] = [];
  brokenRowCount = 0;
  repeatedHeaders = 0;
  readonly #file: Growing<Uint16Array>;
  readonly #line: Growing<Uint32Array>;

  constructor(columns: readonly BuiltColumn[], expected: number) {
    this.columns = columns;
    this.#file = new Growing((length) => new Uint16Array(length), expected);
    this.#line = new Growing((length) => new Uint32Array(length), expected);
  }

  get rowCount(): number {
    return this.#line.length;
  }

  /** The collectors have taken one more row. */
  rowDone(file: number, line: number): void {
    this.#file.push(file);
    this.#line.push(line);
  }

  broken(row: BrokenRow): void {
    this.brokenRowCount++;
    if (this.brokenRows.length < 100) this.brokenRows.push(row);
  }

  /** Leaves out columns before the table is finished. */
  drop(isUnwanted: (column: BuiltColumn) => boolean): void {
    this.columns = this.columns.filter((column) => !isUnwanted(column));
  }

  /** Columns whose guessed kind the data contradicts: identifiers among numbers, or too much that cannot be read. */
  contradicted(): string[] {
    return this.columns
      .filter((column) => column.guessed && contradicts(column, this.rowCount))
      .map(({ plan }) => plan.name);
  }

  /**
   * Columns of which the first look saw no value, and which hold some: a test begun later, a sensor fitted later.
   * Up to 5,000 of their values each, as the file spells them.
   */
  late(): Map<string, string[]> {
    const found = new Map<string, string[]>();
    for (const { plan, guessed, cells } of this.columns) {
      const unseen = guessed && plan.kind.evidence.some(({ code }) => code === 'kind.nothing');
      if (unseen && 'levels' in cells[0]! && (cells[0] as WordCells).levels.length > 0)
        found.set(plan.name, spelled(cells[0] as WordCells));
    }
    return found;
  }

  finish(files: readonly string[]): Table {
    const rowCount = this.rowCount;
    return {
      rowCount,
      columns: this.columns.map((column) => finishColumn(column, rowCount)),
      source: { file: this.#file.finish(), line: this.#line.finish(), files },
    };
  }
}

const mostSpelled = 5000;

function spelled({ codes, levels }: WordCells): string[] {
  const texts: string[] = [];
  for (let row = 0; row < codes.length && texts.length < mostSpelled; row++)
    if (codes.values[row]! >= 0) texts.push(levels[codes.values[row]!]!);
  return texts;
}

function contradicts({ plan, cells }: BuiltColumn, rows: number): boolean {
  if (plan.kind.value !== 'number' && plan.kind.value !== 'date') return false;
  const tally = cells[0]!.tally;
  if (tally.identifiers > 0 && plan.kind.value === 'number') return true;
  const values = rows - tally.missingCount;
  const distinct = tally.unreadableSpellings.length;
  return tally.unreadableCount > (distinct <= 2 ? 0.3 : 0.05) * values;
}

function finishColumn({ plan, cells, guessed }: BuiltColumn, rowCount: number): Column {
  const { name, unit } = plan;
  const first = cells[0]!;
  if ('levels' in first) {
    const words = first as WordCells;
    const kind = guessed
      ? kindOfWords(words.levels.length, rowCount - words.tally.missingCount)
      : plan.kind.value === 'text'
        ? 'text'
        : 'category';
    return { kind, name, unit, codes: words.codes.finish(), levels: words.levels };
  }
  const values = valuesOf(first);
  if (plan.kind.value !== 'date') return { kind: 'number', name, unit, values };
  if (cells.length === 2) {
    const seconds = valuesOf(cells[1]!);
    for (let row = 0; row < rowCount; row++) values[row]! += Math.round(seconds[row]! * 1000);
  }
  return { kind: 'date', name, unit, values };
}

function valuesOf(cells: Cells): Float64Array {
  return (cells as Cells & { values: Growing<Float64Array> }).values.finish();
}
