// The first 30 rows with every guess, its evidence and its alternatives, from a bounded part of the files.

import type { ImportPreview, ImportSettings } from '../contract/import.ts';
import { differentHeaders, sameColumns } from './align.ts';
import { fileKindOf } from './file-kind.ts';
import { unknownColumns } from './import.ts';
import { lookAt, type Look } from './look.ts';
import { isIdle, planColumns, tallySamples, type PlannedColumn } from './plan.ts';
import { settledSettings } from './settled.ts';

const shownRows = 30;
/** Files whose headers are compared at once; the rest is compared when importing. */
const comparedFiles = 8;

export interface PreviewOptions {
  readonly names?: readonly string[] | undefined;
  /** Settings that were kept for files of this kind; what the person says now goes before them. */
  readonly remembered?: ((fileKind: string) => ImportSettings | null) | undefined;
}

/** Under a second whatever the size. Throws a Refusal only where no setting could help; the rest is in `problems`. */
export async function previewFiles(
  paths: readonly string[],
  settings: ImportSettings = {},
  signal?: AbortSignal,
  options: PreviewOptions = {},
): Promise<ImportPreview> {
  const first = await lookAt(paths[0]!, settings, { signal, name: options.names?.[0] });
  const kept = options.remembered?.(fileKindOf(first));
  if (kept) return previewFiles(paths, { ...kept, ...settings }, signal, { names: options.names });
  const others: Look[] = [];
  for (let index = 1; index < Math.min(paths.length, comparedFiles); index++) {
    signal?.throwIfAborted();
    others.push(await lookAt(paths[index]!, settings, { signal, name: options.names?.[index] }));
  }
  return previewOf(first, others, settings, options.names ?? paths.map((path) => path.split(/[\\/]/).at(-1)!));
}

function previewOf(
  first: Look,
  others: readonly Look[],
  settings: ImportSettings,
  files: readonly string[],
): ImportPreview {
  const samples = [first, ...others.filter((look) => sameColumns(first, look))].flatMap((look) => look.rows);
  const planned = planColumns(first, samples, settings);
  const plan = { ...planned, columns: planned.columns.filter((column) => !isIdle(column, first, samples)) };
  const shown = first.rows.slice(0, shownRows);
  const looks = [first, ...others];
  return {
    files: [...files],
    format: first.format,
    bytes: looks.reduce((sum, look) => sum + look.source.bytes, 0),
    rowsAbout: looks.reduce((sum, look) => sum + look.rowsAbout, 0),
    rowsExact: looks.length === files.length && looks.every((look) => look.rowsExact),
    fileKind: fileKindOf(first),
    guesses: { ...first.guesses, dateTimePairs: plan.dateTimePairs },
    columns: plan.columns.map((column) => ({
      name: column.name,
      header: column.header,
      kind: column.kind,
      unit: column.unit,
      dateFormat: column.dateFormat,
      sample: shown.slice(0, 5).map((row) => textOf(column, row)),
      ...tallySamples(column, first, samples, settings),
    })),
    rows: shown.map((row) => plan.columns.map((column) => textOf(column, row))),
    head: [...first.head],
    renamed: [...first.renamed],
    brokenRows: looks.flatMap((look) => look.brokenRows).slice(0, 100),
    problems: [
      ...looks.flatMap((look) => look.problems),
      ...(settings.differentHeaders === 'union' ? [] : others.flatMap((look) => differentHeaders(first, look) ?? [])),
      ...unknownColumns(first, plan, settings),
    ].map(({ code, facts }) => ({ code, facts: { ...facts } })),
    settings: settledSettings(first, plan, settings),
  };
}

function textOf(column: PlannedColumn, row: readonly string[]): string {
  return column.fields.map((field) => row[field] ?? '').join(' ');
}
