// Files into a table: look, plan, read every row, and report what was met on the way.
//
// What the sample suggested may be contradicted further in: an encoding by a byte, a column of numbers by
// an identifier, an empty column by values. Then the files are read again with what is now known; at most a few times.

import { milliseconds } from '../base/clock.ts';
import { Refusal, type Failure } from '../contract/errors.ts';
import type { EncodingName, ImportProgress, ImportReport, ImportSettings, ReportColumn } from '../contract/import.ts';
import { headOf, samplesOf } from './bytes.ts';
import { guessEncoding } from './encoding.ts';
import { alignFile, sameColumns } from './align.ts';
import { fileKindOf } from './file-kind.ts';
import { EncodingContradicted, importText, type FileTarget } from './import-text.ts';
import { lookAt, type Look } from './look.ts';
import { cellsFor, isIdle, joinTallies, planColumns, type Plan } from './plan.ts';
import { settledSettings } from './settled.ts';
import type { TableBuilder } from './table-builder.ts';
import { type BuiltColumn } from './table-builder.ts';
import type { Table } from './table.ts';
import { importWorkbook } from './xlsx/import-workbook.ts';

export interface ImportOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called at most ten times a second, and at the end. */
  readonly progress?: ((progress: ImportProgress) => void) | undefined;
  /** What people call the files, where their paths do not say. */
  readonly names?: readonly string[] | undefined;
}

/** What reading again has to know. */
interface Learnt {
  readonly words: Set<string>;
  /** Values of columns that were empty where the file was looked at. */
  readonly late: Map<string, string[]>;
  readonly encodings: Map<number, EncodingName>;
}

class Contradiction extends Error {}

/**
 * Reads `paths` (separated values, ARFF or workbooks, optionally gzipped) into one table. Files after the first
 * are appended. Throws a Refusal for whatever a person can act on, an AbortError when cancelled.
 */
export async function importFiles(
  paths: readonly string[],
  settings: ImportSettings = {},
  options: ImportOptions = {},
): Promise<{ table: Table; report: ImportReport }> {
  const started = milliseconds();
  const learnt: Learnt = { words: new Set(), late: new Map(), encodings: new Map() };
  for (let attempt = 0; ; attempt++) {
    try {
      return await importOnce(paths, settings, options, learnt, attempt >= 3, started);
    } catch (error) {
      if (!(error instanceof Contradiction)) throw error;
    }
  }
}

async function importOnce(
  paths: readonly string[],
  settings: ImportSettings,
  options: ImportOptions,
  learnt: Learnt,
  last: boolean,
  started: number,
) {
  const looks = await lookAtAll(paths, settings, options, learnt);
  const first = looks[0]!;
  const samples = looks.flatMap((look, index) => (index === 0 ? look.rows : sameColumns(first, look) ? look.rows : []));
  const plan = planColumns(first, samples, settings, learnt);
  refuseProblems(looks, plan, settings);
  const expected = Math.ceil(looks.reduce((sum, look) => sum + look.rowsAbout, 0) * 1.02) + 16;
  const { builder, targetOf } = alignFile(
    looks,
    plan,
    settings,
    (column) => cellsFor(column, first, settings, expected),
    expected,
  );
  const meter = progressMeter(looks, builder, options.progress);

  const counts: { rows: number; replaced: number }[] = [];
  for (const [index, look] of looks.entries()) {
    options.signal?.throwIfAborted();
    const before = builder.rowCount;
    const target: FileTarget = { ...targetOf(index), signal: options.signal, onBytes: (done) => meter.at(index, done) };
    const replaced = await readFile(look, target, learnt, index, last);
    counts.push({ rows: builder.rowCount - before, replaced });
  }
  const contradicted = last ? [] : builder.contradicted();
  const late = last ? [] : [...builder.late()].filter(([name]) => !learnt.late.has(name));
  if (contradicted.length + late.length > 0) {
    for (const name of contradicted) learnt.words.add(name);
    for (const [name, values] of late) learnt.late.set(name, values);
    throw new Contradiction();
  }
  meter.finish();
  if (builder.rowCount === 0) throw new Refusal('import.no-rows', { file: first.source.file });
  const isEmpty = ({ plan: column, cells }: BuiltColumn): boolean =>
    isIdle(column, first, samples) && cells[0]!.tally.missingCount === builder.rowCount;
  builder.drop(isEmpty);
  const columns = builder.columns.map(reportColumn);
  const table = builder.finish(looks.map((look) => look.source.file));
  const report: ImportReport = {
    rows: table.rowCount,
    columns: columns.map((column, index) => ({ ...column, kind: table.columns[index]!.kind })),
    files: looks.map((look, index) => ({
      file: look.source.file,
      rows: counts[index]!.rows,
      encoding: look.reading.encoding,
      bytes: look.source.bytes,
      ...(look.reading.sheet === null ? {} : { sheet: look.reading.sheet }),
    })),
    brokenRows: builder.brokenRows,
    brokenRowCount: builder.brokenRowCount,
    renamed: [...first.renamed],
    repeatedHeaders: builder.repeatedHeaders,
    replacedCharacters: counts.reduce((sum, { replaced }) => sum + replaced, 0),
    notes: notesOf(learnt),
    seconds: (milliseconds() - started) / 1000,
    fileKind: fileKindOf(first),
    settings: settledSettings(first, plan, settings),
  };
  return { table, report };
}

async function lookAtAll(
  paths: readonly string[],
  settings: ImportSettings,
  options: ImportOptions,
  learnt: Learnt,
): Promise<Look[]> {
  const looks: Look[] = [];
  for (const [index, path] of paths.entries()) {
    options.signal?.throwIfAborted();
    looks.push(
      await lookAt(path, settings, {
        signal: options.signal,
        name: options.names?.[index],
        encoding: learnt.encodings.get(index),
      }),
    );
  }
  return looks;
}

/** What stands in the way with these settings; a file with a header alone is fine beside others. */
function refuseProblems(looks: readonly Look[], plan: Plan, settings: ImportSettings): void {
  const rows = looks.reduce((sum, look) => sum + look.rowsAbout, 0);
  const problems = looks.flatMap((look) =>
    look.problems.filter((problem) => problem.code !== 'import.no-rows' || rows === 0),
  );
  const problem = problems[0] ?? unknownColumns(looks[0]!, plan, settings)[0];
  if (problem) throw new Refusal(problem.code as 'import.no-rows', problem.facts as { file: string });
}

export function unknownColumns(look: Look, plan: Plan, settings: ImportSettings): Failure[] {
  const known = new Set([...look.names, ...plan.columns].map((column) => column.name));
  const named = [
    ...Object.keys(settings.columns ?? {}),
    ...(settings.dateTimePairs ?? []).flatMap((pair) => [pair.date, pair.time]),
  ];
  return named
    .filter((name) => !known.has(name))
    .map((column) => ({ code: 'import.unknown-column', facts: { file: look.source.file, column } }));
}

async function readFile(look: Look, target: FileTarget, learnt: Learnt, index: number, last: boolean): Promise<number> {
  if (look.format === 'xlsx') return importWorkbook(look, target);
  try {
    return await importText(look, target);
  } catch (error) {
    if (!(error instanceof EncodingContradicted)) throw error;
    const { head } = await headOf(look.source, 1 << 18);
    const samples = await samplesOf(look.source, 1 << 18, 1 << 16);
    const next = guessEncoding(head, [...samples, error.chunk]).value;
    const { encoding } = look.reading;
    // Characters of UTF-8 were seen, so a byte that does not fit is damage and no sign of another encoding.
    const certain = look.guesses.encoding.evidence.some(
      ({ code }) => code === 'encoding.utf-8' || code === 'encoding.mark',
    );
    if (last || certain || next === encoding || learnt.encodings.has(index))
      throw new Refusal('import.encoding', { file: look.source.file, line: error.line, encoding });
    learnt.encodings.set(index, next);
    throw new Contradiction();
  }
}

function reportColumn({ plan, cells }: BuiltColumn): ReportColumn {
  const tallies = cells.map((one) => one.tally);
  return {
    name: plan.name,
    header: plan.header,
    kind: plan.kind.value,
    unit: plan.unit,
    missingCount: tallies.reduce((sum, tally) => sum + tally.missingCount, 0),
    ...joinTallies(tallies),
    unreadableCount: tallies.reduce((sum, tally) => sum + tally.unreadableCount, 0),
  };
}

function notesOf(learnt: Learnt): ImportReport['notes'] {
  const noted = (code: string, columns: Iterable<string>) =>
    [...columns].map((column) => ({ code, facts: { column } }));
  return [
    ...noted('note.words-further-in', learnt.words),
    ...noted('note.values-further-in', learnt.late.keys()),
    ...[...learnt.encodings.values()].map((encoding) => ({ code: 'note.encoding-further-in', facts: { encoding } })),
  ];
}

function progressMeter(looks: readonly Look[], builder: TableBuilder, report: ImportOptions['progress']) {
  const total = looks.reduce((sum, look) => sum + look.source.bytes, 0);
  let told = -Infinity;
  return {
    at(index: number, done: number): void {
      const now = milliseconds();
      if (!report || now - told < 100) return;
      told = now;
      const before = looks.slice(0, index).reduce((sum, look) => sum + look.source.bytes, 0);
      report({ bytesDone: Math.min(total, before + done), bytesTotal: total, rows: builder.rowCount });
    },
    finish: () => report?.({ bytesDone: total, bytesTotal: total, rows: builder.rowCount }),
  };
}
