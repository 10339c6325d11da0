// Rows on which a model is judged and whose like it was never shown: values outside those of the training rows. What is
// measured there tells of conditions that were left out of the training, not of those that were learned.

import type { BeyondFacts } from '../../contract/checks.ts';
import type { Finding } from '../../contract/health.ts';
import { found, openInputs, type CheckContext, type HealthCheck, type InputColumn } from './check.ts';

/** Beyond the training rows by this share of their range: less is the next value of the same machine. */
const margin = 0.1;
/** How rarely chance may put as many of the furthest rows into one part, for a column. */
const chance = 1e-5;
/** Fewer rows of a part than this change no figure. */
const leastShare = 0.01;
const mostNamed = 5;

export const beyond: HealthCheck = {
  checks: ['beyond-training'],
  needsTasks: true,
  async find(context) {
    const { parts } = context;
    if (!parts) return [];
    const [training, ...sizes] = [0, 1, 2].map((part) => countWhere(parts, part)) as [number, number, number];
    const needed = sizes.map((size) => Math.max(byChance(size / (size + training)), leastShare * size));
    const isMany = (rows: readonly number[]): boolean =>
      needed.some((least, i) => countOf(rows, parts, i + 1) >= least);
    const inputs = readInputs(context);
    const outside: Outside[] = [];
    for (const input of inputs) {
      await context.breathe();
      const own = outsideOf(input, parts, isMany);
      if (own && isMany(own.rows)) outside.push(own);
    }
    return outside.length === 0 ? [] : [findingOf(context, parts, sizes, inputs.length, outside)];
  },
};

/** False where nothing can be said: rows are not divided, or there is nothing but photos and forecasts. */
export function isLookedAt(context: CheckContext): boolean {
  return context.parts !== null && readInputs(context).length > 0;
}

/** Numbers and words that the tasks read. Time goes on: a date is always new, and forecasts read little besides. */
function readInputs(context: CheckContext): InputColumn[] {
  const { document, source, chosen } = context;
  const said = document.data.length === 1 ? document.data[0]! : document.data.find(({ id }) => id === source)!;
  const isForecast = chosen.every(({ kind }) => kind === 'forecast');
  const helping = [...(said.ahead ?? []), ...(said.past ?? [])];
  return openInputs(context).filter(
    ({ column }) =>
      (column.kind === 'number' || column.kind === 'category') &&
      column.name !== said.time &&
      column.name !== said.series &&
      (!isForecast || helping.includes(column.name)),
  );
}

/** What of a column lies outside. */
interface Outside extends Pick<BeyondFacts, 'column' | 'unit' | 'form' | 'low' | 'high' | 'from' | 'to' | 'word'> {
  readonly rows: readonly number[];
}

function outsideOf(
  { column }: InputColumn,
  parts: Uint8Array,
  isMany: (rows: readonly number[]) => boolean,
): Outside | null {
  const about = { column: column.name, unit: column.unit ?? '', low: 0, high: 0, from: 0, to: 0, word: '' };
  if ('codes' in column) {
    const known = new Uint8Array(column.levels.length);
    column.codes.forEach((code, row) => {
      if (code >= 0 && parts[row] === 0) known[code] = 1;
    });
    // Word by word: of many rare ones some are in training and some are not, whatever the division.
    const unseen = judgedRows(parts, (row) => column.codes[row]! >= 0 && known[column.codes[row]!] === 0);
    const byWord = [...Map.groupBy(unseen, (row) => column.codes[row]!).values()];
    const rows = byWord.filter(isMany).flat();
    return rows.length === 0 ? null : { ...about, form: 'word', word: column.levels[column.codes[rows[0]!]!]!, rows };
  }
  const { values } = column;
  let [low, high] = [Infinity, -Infinity];
  values.forEach((value, row) => {
    if (parts[row] !== 0 || Number.isNaN(value)) return;
    low = Math.min(low, value);
    high = Math.max(high, value);
  });
  const slack = margin * (high - low);
  if (!(slack > 0)) return null;
  const rows = judgedRows(parts, (row) => values[row]! < low - slack || values[row]! > high + slack);
  if (rows.length === 0) return null;
  const [from, to] = rows.reduce(
    ([least, most], row) => [Math.min(least, values[row]!), Math.max(most, values[row]!)],
    [Infinity, -Infinity],
  );
  return { ...about, form: 'number', low, high, from, to, rows };
}

/** Rows of validation and test for which this holds. */
function judgedRows(parts: Uint8Array, isOutside: (row: number) => boolean): number[] {
  const rows: number[] = [];
  for (let row = 0; row < parts.length; row++)
    if ((parts[row] === 1 || parts[row] === 2) && isOutside(row)) rows.push(row);
  return rows;
}

/**
 * As many rows as chance does not put beyond all training rows, on either side, where a row is in the part with the
 * probability `share`: of the k furthest all are with share^k, and they may lie on two sides in k + 1 ways.
 */
function byChance(share: number): number {
  let count = 1;
  while (share > 0 && share < 1 && (count + 1) * share ** count > chance) count++;
  return count;
}

function countWhere(parts: Uint8Array, part: number): number {
  return parts.reduce((count, own) => count + (own === part ? 1 : 0), 0);
}

function countOf(rows: readonly number[], parts: Uint8Array, part: number): number {
  return rows.reduce((count, row) => count + (parts[row] === part ? 1 : 0), 0);
}

function findingOf(
  context: CheckContext,
  parts: Uint8Array,
  [validationRows, testRows]: readonly number[],
  inputs: number,
  outside: readonly Outside[],
): Finding {
  const byRows = outside.toSorted((a, b) => b.rows.length - a.rows.length);
  const { rows: _rows, ...worst } = byRows[0]!;
  // The test rows first: theirs are the figures that are told.
  const all = [...new Set(outside.flatMap(({ rows }) => rows))].sort((a, b) => parts[b]! - parts[a]! || a - b);
  const facts: BeyondFacts = {
    test: countOf(all, parts, 2),
    testRows: testRows!,
    validation: countOf(all, parts, 1),
    validationRows: validationRows!,
    columns: outside.length,
    inputs,
    ...worst,
  };
  const columns = byRows.slice(0, mostNamed).map(({ column }) => column);
  return found(context, 'beyond-training', 'warn', facts, { columns, rows: all });
}
