// A first look at one file: how it is laid out and some of its rows, from a bounded part of it.

import type { Failure } from '../contract/errors.ts';
import { Refusal } from '../contract/errors.ts';
import type {
  BrokenRow,
  ColumnKind,
  Delimiter,
  EncodingName,
  Guesses,
  ImportPreview,
  ImportSettings,
  RenamedColumn,
} from '../contract/import.ts';
import { inspect, type Source } from './bytes.ts';
import { foreignFormat } from './foreign.ts';
import { lookAtText } from './look-text.ts';
import type { ColumnName } from './names.ts';
import { lookAtWorkbook } from './xlsx/look-workbook.ts';

export interface Look {
  readonly source: Source;
  readonly format: ImportPreview['format'];
  /** Without the pairs of date and time, which need the columns' kinds. */
  readonly guesses: Omit<Guesses, 'dateTimePairs'>;
  /** Settled: what is used for reading. */
  readonly reading: Reading;
  readonly names: readonly ColumnName[];
  readonly renamed: readonly RenamedColumn[];
  /** Kinds that the file itself declares, per column. */
  readonly declared: readonly (ColumnKind | null)[];
  /** Data rows as texts, each as long as `names`; the first ones, then some from further in. */
  readonly rows: readonly (readonly string[])[];
  readonly head: readonly { readonly line: number; readonly text: string }[];
  readonly brokenRows: readonly BrokenRow[];
  readonly problems: readonly Failure[];
  readonly rowsAbout: number;
  readonly rowsExact: boolean;
}

/** How one file is read. */
export interface Reading {
  readonly encoding: EncodingName;
  /** The encoding was guessed, so a byte that does not fit means another guess, not a replaced character. */
  readonly encodingGuessed: boolean;
  readonly delimiter: Delimiter;
  readonly quote: '"' | "'" | '';
  readonly sheet: string | null;
  /** The header's cells, null where the file has no names. */
  readonly header: readonly string[] | null;
  readonly headerLine: number | null;
  readonly unitLine: number | null;
  readonly skipLines: ReadonlySet<number>;
  readonly firstDataLine: number;
  /** Workbooks may count days from 1904. */
  readonly since1904: boolean;
}

/** Limits the work on files that are no tables. */
export const mostColumns = 16_384;

/** Looks at a file, whatever it is. `name` is what people call it, where the path does not say. */
export async function lookAt(
  path: string,
  settings: ImportSettings,
  options: { signal?: AbortSignal | undefined; name?: string | undefined; encoding?: EncodingName | undefined } = {},
): Promise<Look> {
  const inspected = await inspect(path);
  const source: Source = { ...inspected, file: options.name ?? inspected.file };
  const [a, b, c, d] = inspected.magic;
  if (a === 0xd0 && b === 0xcf && c === 0x11 && d === 0xe0)
    throw new Refusal('workbook.old-format', { file: source.file });
  const format = foreignFormat(inspected.magic);
  if (format !== null) throw new Refusal('import.foreign', { file: source.file, format });
  const zip = a === 0x50 && b === 0x4b && (c === 3 || c === 5) && (d === 4 || d === 6);
  return zip ? lookAtWorkbook(source, settings, options.signal) : lookAtText(source, settings, options);
}
