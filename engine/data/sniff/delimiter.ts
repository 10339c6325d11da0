// Which character separates the fields: the one under which most rows have the same number of fields and
// the fields look like single values.

import { delimiters, type Delimiter, type Guess } from '../../contract/import.ts';
import { classOf } from './cell-class.ts';
import { commonest, headRows, isBlank, type HeadRow } from './head-rows.ts';

interface Candidate {
  readonly delimiter: Delimiter;
  readonly columns: number;
  /** Share of rows with that many fields. */
  readonly even: number;
  readonly score: number;
  readonly rows: readonly HeadRow[];
}

/** From the first bytes (UTF-8) of a file. Of rows before a block of data only few are looked at. */
export function guessDelimiter(bytes: Uint8Array, quote: string, whole: boolean): Guess<Delimiter> {
  const part = bytes.subarray(0, 100_000);
  const complete = whole && part.length === bytes.length;
  const ranked = delimiters
    .map((delimiter) => judge(part, delimiter, quote, complete))
    .sort((a, b) => b.score - a.score);
  const best = ranked[0]!;
  const others = ranked.slice(1).map(({ delimiter }) => delimiter);
  if (best.columns <= 1) {
    return {
      value: ',',
      confidence: 0.5,
      evidence: [{ code: 'delimiter.one-column', facts: {} }],
      alternatives: delimiters.slice(1),
    };
  }
  const facts = { delimiter: best.delimiter, columns: best.columns, percent: Math.round(best.even * 100) };
  const confidence = Math.min(0.99, 0.5 + (best.score - ranked[1]!.score));
  return { value: best.delimiter, confidence, evidence: [{ code: 'delimiter.even', facts }], alternatives: others };
}

function judge(bytes: Uint8Array, delimiter: Delimiter, quote: string, whole: boolean): Candidate {
  const rows = headRows(bytes, { delimiter, quote }, whole, 300).filter((row) => !isBlank(row));
  // The tail of the head is data; what comes before may be anything.
  const body = rows.slice(Math.floor(rows.length / 3));
  const columns = commonest(body.map((row) => row.cells.length));
  const fitting = body.filter((row) => row.cells.length === columns);
  const even = body.length === 0 ? 0 : fitting.length / body.length;
  if (columns <= 1) return { delimiter, columns: 1, even, score: 0.1, rows };
  const cells = fitting.slice(0, 60).flatMap((row) => row.cells.slice(0, 60));
  const clean = cells.filter((cell) => isSingle(cell, delimiter)).length / cells.length;
  const score = even * 0.5 + clean * 0.45 + Math.min(columns, 20) * 0.0025;
  return { delimiter, columns, even, score, rows };
}

/** One value, not several with another separator between them. */
function isSingle(cell: string, delimiter: Delimiter): boolean {
  const kind = classOf(cell);
  if (kind !== 'word') return true;
  // A comma or semicolon before a space is punctuation.
  return !delimiters.some((other) => other !== delimiter && cell.replace(/[,;] /g, '').includes(other));
}
