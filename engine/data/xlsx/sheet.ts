// The rows of a sheet, one after another, as the cells' stored values: formulas by their last result.

import { Refusal } from '../../contract/errors.ts';
import { fromSerial } from '../dates.ts';
import { attribute, cellText, TagReader, type Tag } from './xml.ts';
import type { NumberLook, Workbook } from './workbook.ts';
import { textOf, type ZipPart } from './zip.ts';

export type SheetCell =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'shared'; readonly index: number }
  | { readonly kind: 'number'; readonly value: number; readonly look: NumberLook };

export interface SheetRow {
  /** As Excel numbers it. */
  readonly line: number;
  /** By column; holes where the sheet stores nothing. */
  readonly cells: readonly (SheetCell | undefined)[];
}

const mostColumns = 16_384;

export async function* rowsOf(
  book: Workbook,
  part: ZipPart,
  signal?: AbortSignal,
  onBytes?: (done: number) => void,
): AsyncGenerator<SheetRow | { readonly lastLine: number }> {
  const { file } = book.zip.source;
  const assembler = new RowAssembler(book.looks, file);
  const reader = new TagReader(book.zip.source.file);
  for await (const piece of textOf(book.zip, part, signal, onBytes)) {
    for (const tag of reader.read(piece)) {
      const row = assembler.take(tag);
      if (row !== null) yield row;
    }
  }
  for (const tag of reader.end()) {
    const row = assembler.take(tag);
    if (row !== null) yield row;
  }
  if (!assembler.complete) throw new Refusal('workbook.damaged', { file });
}

/** Puts rows together from tags. */
class RowAssembler {
  readonly #looks: readonly NumberLook[];
  readonly #file: string;
  /** The end of the sheet was seen. */
  complete = false;
  #open = false;
  #line = 0;
  #cells: (SheetCell | undefined)[] = [];
  #column = -1;
  #type = 'n';
  #style = 0;
  #text = '';
  #reading = false;

  constructor(looks: readonly NumberLook[], file: string) {
    this.#looks = looks;
    this.#file = file;
  }

  take(tag: Tag): SheetRow | { readonly lastLine: number } | null {
    switch (tag.name) {
      case 'row':
        return this.#row(tag);
      case 'c':
        this.#cell(tag);
        return null;
      case 'v':
        if (!tag.closing) this.#text = tag.text;
        return null;
      case 't':
        if (!tag.closing && !this.#reading) this.#text += tag.text;
        return null;
      case 'rPh':
        this.#reading = !tag.closing;
        return null;
      case 'sheetData':
        if (tag.closing || tag.empty) this.complete = true;
        return null;
      case 'dimension': {
        const last = /:[A-Z]+(\d+)$/.exec(attribute(tag.attributes, 'ref') ?? '');
        return last ? { lastLine: Number(last[1]) } : null;
      }
      default:
        return null;
    }
  }

  #row(tag: Tag): SheetRow | null {
    if (!tag.closing) {
      const given = Number(attribute(tag.attributes, 'r') ?? NaN);
      const next = Number.isInteger(given) && given > 0 && given <= 4_294_967_295 ? given : this.#line + 1;
      // Rows that run backwards are rows twice.
      if (next <= this.#line || this.complete) throw new Refusal('workbook.damaged', { file: this.#file });
      if (this.#open) throw new Refusal('workbook.damaged', { file: this.#file });
      this.#open = true;
      this.#line = next;
      this.#cells = [];
      this.#column = -1;
    }
    if (!tag.closing && !tag.empty) return null;
    if (!this.#open) throw new Refusal('workbook.damaged', { file: this.#file });
    this.#open = false;
    return { line: this.#line, cells: this.#cells };
  }

  #cell(tag: Tag): void {
    if (!tag.closing) {
      const reference = attribute(tag.attributes, 'r');
      this.#column = reference === undefined ? this.#column + 1 : columnOf(reference);
      this.#type = attribute(tag.attributes, 't') ?? 'n';
      this.#style = Number(attribute(tag.attributes, 's') ?? 0);
      this.#text = '';
    }
    if ((tag.closing || tag.empty) && this.#column >= 0 && this.#column < mostColumns) {
      const cell = this.#value();
      if (cell !== undefined) this.#cells[this.#column] = cell;
    }
  }

  #value(): SheetCell | undefined {
    const text = this.#text;
    if (text === '') return undefined;
    if (this.#type === 's') return { kind: 'shared', index: Number(text) };
    if (this.#type === 'b') return { kind: 'text', text: text === '1' ? 'TRUE' : 'FALSE' };
    if (this.#type !== 'n') return { kind: 'text', text: cellText(text) };
    const value = Number(text);
    return Number.isNaN(value)
      ? { kind: 'text', text }
      : { kind: 'number', value, look: this.#looks[this.#style] ?? 'plain' };
  }
}

/** `AB12` is column 27; -1 for what is no reference. */
function columnOf(reference: string): number {
  let column = 0;
  for (let at = 0; at < reference.length; at++) {
    const code = reference.charCodeAt(at) & ~0x20;
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
    if (column > mostColumns) return -1;
  }
  return column - 1;
}

/** The cell as Excel would show it, more or less; dates as 2026/08/22 14:05:00. */
export function shownText(cell: SheetCell | undefined, strings: readonly string[], since1904: boolean): string {
  if (cell === undefined) return '';
  if (cell.kind === 'text') return cell.text;
  if (cell.kind === 'shared') return strings[cell.index] ?? '';
  const { value, look } = cell;
  if (look === 'plain') return String(value);
  if (typeof look === 'object') return String(value).padStart(look.digits, '0');
  if (look === 'time') return clockText(value);
  const moment = fromSerial(value, since1904);
  if (Number.isNaN(moment)) return String(value);
  const iso = new Date(moment).toISOString();
  const clock = iso.slice(11, 23).replace(/\.000$/, '');
  return `${iso.slice(0, 10).replaceAll('-', '/')}${clock === '00:00:00' ? '' : ` ${clock}`}`;
}

function clockText(days: number): string {
  const seconds = Math.round(days * 86_400);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
