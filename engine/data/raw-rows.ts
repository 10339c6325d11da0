// The rows of files once more, every cell as it is written: what a result is laid beside.
//
// Rows are those of `importFiles`, in its order; the same reading, but nothing is turned into numbers or dates.

import type { EncodingName, ImportSettings } from '../contract/import.ts';
import { fieldText, type Row } from './csv.ts';
import { importText, type RowTaker } from './import-text.ts';
import { lookAt, type Look } from './look.ts';
import { WordCells } from './cells/word-cells.ts';
import { missingSpellings } from './missing.ts';
import { importWorkbook } from './xlsx/import-workbook.ts';

export interface RawFile {
  readonly path: string;
  /** What people call it, where the path does not say. */
  readonly name?: string | undefined;
  /** As importing found it. */
  readonly encoding: EncodingName;
}

export interface RawColumn {
  readonly name: string;
  /** As it stands in the file; empty where the file gives no name. */
  readonly header: string;
}

/**
 * Reads all rows; cells come in the order of the columns, which are those of all files together.
 *
 * @param settings those the files were imported with
 * @param take a row's cells; the array is used again for the next one
 * @throws as importing does
 */
export async function readRawRows(
  files: readonly RawFile[],
  settings: ImportSettings,
  take: (cells: readonly string[]) => void,
  signal?: AbortSignal,
): Promise<RawColumn[]> {
  const looks: Look[] = [];
  for (const { path, name, encoding } of files) looks.push(await lookAt(path, settings, { signal, name, encoding }));
  const columns = new Map<string, RawColumn>();
  for (const { names } of looks)
    for (const { name, header } of names) if (!columns.has(name)) columns.set(name, { name, header });
  const places = [...columns.keys()];
  for (const [file, look] of looks.entries()) {
    const takers = look.names.map(() => new CellText(look.reading.quote));
    const order = places.map((name) => takers[look.names.findIndex((one) => one.name === name)] ?? null);
    const cells: string[] = order.map(() => '');
    const rows: RowTaker = {
      repeatedHeaders: 0,
      broken: () => {},
      rowDone: () => {
        order.forEach((taker, i) => (cells[i] = taker?.text ?? ''));
        for (const taker of takers) taker.text = '';
        take(cells);
      },
    };
    const brokenRows = settings.brokenRows ?? 'refuse';
    const target = { builder: rows, file, takers, absent: [], brokenRows, signal, onBytes: () => {} };
    await (look.format === 'xlsx' ? importWorkbook(look, target) : importText(look, target));
  }
  return [...columns.values()];
}

/** The cell last met, as text; a workbook's cell as it is shown. */
class CellText extends WordCells {
  text = '';
  readonly #quote: string;

  constructor(quote: string) {
    super({ quote, missing: missingSpellings(undefined), expected: 1 });
    this.#quote = quote;
  }

  override addField(row: Row, index: number): void {
    this.text = fieldText(row, index, this.#quote);
  }

  override addText(text: string): void {
    this.text = text;
  }

  override addNothing(): void {
    this.text = '';
  }
}
