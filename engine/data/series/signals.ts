// Signals recorded cycle by cycle: a text file a sensor, a line a cycle, in the order of the rows of a table.

import { Refusal } from '../../contract/errors.ts';
import { chunksOf, inspect } from '../bytes.ts';
import type { NumberColumn, Table } from '../table.ts';
import { signalFeatures } from './signal-features.ts';

export interface SignalFile {
  readonly path: string;
  /** The name a person knows it by: `TS1.txt.gz` gives columns `TS1 [1]`, `TS1 [2]`, ... */
  readonly name: string;
}

export interface Signal {
  readonly name: string;
  /** Values a cycle. */
  readonly length: number;
  readonly cycles: number;
  /** `[cycles, length]`, missing = NaN. */
  readonly values: Float32Array;
}

/** Longer cycles belong into features made where they were recorded. */
const mostValues = 20_000;
/**
 * Up to this many values a cycle, each is an input of its own beside the features. On the hydraulic test rig (eight
 * sensors of 60 values) features alone learned every condition better within the same minute, at a tenth of the inputs.
 */
const fewValues = 12;

/**
 * Reads one signal; gzip and plain text, values apart by tabs, spaces, commas or semicolons.
 *
 * @throws Refusal `series.signal-*` naming the file and the line, `import.*` where the file cannot be read
 */
export async function readSignal({ path, name }: SignalFile, stop?: AbortSignal): Promise<Signal> {
  const source = { ...(await inspect(path)), file: name };
  const cycles: Float32Array[] = [];
  const decoder = new TextDecoder();
  let line = 0;
  let rest = '';
  const take = (text: string): void => {
    line++;
    if (text.trim() === '') return;
    const cycle = valuesOf(text, name, line);
    const expected = cycles[0]?.length ?? cycle.length;
    if (cycle.length !== expected)
      throw new Refusal('series.signal-length', { file: name, line, found: cycle.length, expected });
    if (cycle.length > mostValues)
      throw new Refusal('series.signal-too-large', { file: name, found: cycle.length, most: mostValues });
    cycles.push(cycle);
  };
  for await (const { chunk } of chunksOf(source, stop)) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split(/\r?\n/);
    rest = lines.pop()!;
    lines.forEach(take);
  }
  if (rest !== '') take(rest);
  const length = cycles[0]?.length ?? 0;
  const values = new Float32Array(cycles.length * length);
  cycles.forEach((cycle, i) => values.set(cycle, i * length));
  return { name: stemOf(name), length, cycles: cycles.length, values };
}

/** Tabs and commas keep empty values apart; runs of spaces do not. */
function valuesOf(text: string, file: string, line: number): Float32Array {
  const delimiter = text.includes('\t') ? '\t' : text.includes(';') ? ';' : text.includes(',') ? ',' : /\s+/;
  const cells = text.trim().split(delimiter);
  return Float32Array.from(cells, (cell) => {
    const written = cell.trim();
    if (written === '' || /^nan$/i.test(written)) return NaN;
    const value = Number(written);
    if (Number.isNaN(value)) throw new Refusal('series.signal-value', { file, line, text: written.slice(0, 40) });
    return value;
  });
}

/** How a signal becomes columns: each value, a few features of each cycle, or what suits its length. */
export type SignalForm = 'values' | 'features' | 'both' | 'auto';

/**
 * The table with its signals as columns: `TS1 [1]`... for values, `TS1 mean`... for features. With `auto` a cycle of
 * at most 12 values gives both, a longer one features alone.
 *
 * @throws Refusal `series.signal-rows` where a file has not one cycle a row
 */
export async function joinSignals(
  table: Table,
  files: readonly SignalFile[],
  options: { readonly form?: SignalForm; readonly stop?: AbortSignal } = {},
): Promise<Table> {
  const columns = [...table.columns];
  const taken = new Set(columns.map((column) => column.name));
  for (const file of files) {
    const signal = await readSignal(file, options.stop);
    if (signal.cycles !== table.rowCount)
      throw new Refusal('series.signal-rows', { file: file.name, found: signal.cycles, expected: table.rowCount });
    for (const column of signalColumns(signal, options.form ?? 'auto')) {
      // The same sensor from two files keeps both: the second with a number.
      let name = column.name;
      for (let k = 2; taken.has(name); k++) name = `${column.name} (${k})`;
      taken.add(name);
      columns.push({ ...column, name });
    }
  }
  return { ...table, columns };
}

export function signalColumns(signal: Signal, form: SignalForm): NumberColumn[] {
  const single = form === 'values' || form === 'both' || (form === 'auto' && signal.length <= fewValues);
  const values = single
    ? Array.from({ length: signal.length }, (_, k): NumberColumn => ({
        kind: 'number',
        name: `${signal.name} [${k + 1}]`,
        unit: null,
        values: Float64Array.from({ length: signal.cycles }, (_, row) => signal.values[row * signal.length + k]!),
      }))
    : [];
  return form === 'values' ? values : [...signalFeatures(signal), ...values];
}

function stemOf(file: string): string {
  const name = file.split(/[\\/]/).at(-1)!;
  return name.replace(/\.gz$/i, '').replace(/\.(txt|csv|tsv|dat)$/i, '');
}
