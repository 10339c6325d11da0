// The import report beside a cached table: what the file was like must be known without reading it again.

import { existsSync, readFileSync } from 'node:fs';
import * as v from 'valibot';
import { markUsed } from '../base/cache.ts';
import { writeAtomically } from '../base/files.ts';
import { ImportReport } from '../contract/import.ts';
import type { ReportColumn } from '../contract/import.ts';
import type { Column, Table } from '../data/table.ts';

export function writeReport(report: ImportReport, tablePath: string): void {
  writeAtomically(`${tablePath}.json`, JSON.stringify(report));
}

/** The report of a cached table, or null where there is none of the present form. */
export function readReport(tablePath: string): ImportReport | null {
  const path = `${tablePath}.json`;
  if (!existsSync(path)) return null;
  markUsed(path);
  const parsed = v.safeParse(ImportReport, JSON.parse(readFileSync(path, 'utf8')));
  return parsed.success ? parsed.output : null;
}

/** A table that came from photos or signals, in the words of an import, so that joined tables add theirs. */
export function reportWithoutText(
  { rowCount, columns }: Pick<Table, 'rowCount' | 'columns'>,
  fileKind: string,
  files: ImportReport['files'] = [],
): ImportReport {
  return {
    rows: rowCount,
    columns: columns.map(reportColumn),
    files,
    brokenRows: [],
    brokenRowCount: 0,
    renamed: [],
    repeatedHeaders: 0,
    replacedCharacters: 0,
    notes: [],
    seconds: 0,
    fileKind,
    settings: {},
  };
}

/** A column that came from no table file, in the words of an import. */
export function reportColumn({ name, kind, unit }: Column): ReportColumn {
  return { name, header: name, kind, unit, missingCount: 0, missing: [], unreadable: [], unreadableCount: 0 };
}
