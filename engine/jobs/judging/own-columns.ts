// The file's own columns beside a result: cells as they are written, in the file's order. Photos have their paths, and
// what their list says.

import { join } from 'node:path';
import { newIdentifier } from '../../base/identifiers.ts';
import type { CsvCell } from '../../contract/csv.ts';
import type { JudgedColumn } from '../../contract/judging.ts';
import { readRawRows } from '../../data/raw-rows.ts';
import { cellText } from '../../data/table.ts';
import { keepRows } from './kept-rows.ts';
import type { Understood } from './understand.ts';

export interface OwnColumns {
  readonly columns: readonly JudgedColumn[];
  /** Cells of the rows from `from` to `to` (exclusive). */
  cells(from: number, to: number): CsvCell[][];
  close(): void;
}

/** @throws as importing does, and the signal's reason when cancelled */
export async function ownColumns(
  { content, source, files }: Understood,
  workFolder: string,
  signal: AbortSignal,
): Promise<OwnColumns> {
  const { table, report, images } = content;
  if (images) {
    return {
      columns: table.columns
        .filter(({ name }) => !images.described.includes(name))
        .map(({ name, kind, unit }) => (kind === 'image' ? photo : own(name, unit))),
      cells: (from, to) =>
        Array.from({ length: to - from }, (_, i) =>
          table.columns
            .filter(({ name }) => !images.described.includes(name))
            .map((column) => cellText(column, from + i)),
        ),
      close: () => {},
    };
  }
  if (source.files.length === 0)
    return {
      columns: [{ role: 'line', taskId: null, name: '', unit: null }],
      cells: (from, to) => Array.from({ length: to - from }, (_, i) => [table.source.line[from + i]!]),
      close: () => {},
    };
  const keeper = keepRows(join(workFolder, `${newIdentifier()}.rows`), table.rowCount);
  try {
    const named = source.files.map((path, i) => ({
      path,
      name: files.find((file) => file.path === path)?.name,
      encoding: report.files[i]!.encoding,
    }));
    const found = await readRawRows(named, source.import ?? {}, keeper.add, signal);
    const kept = keeper.finish();
    if (kept.count !== table.rowCount) throw new Error(`read ${kept.count} rows, then ${table.rowCount}`);
    const several = source.files.length > 1;
    const { file, files: names } = table.source;
    return {
      columns: [
        ...(several ? [{ role: 'file', taskId: null, name: '', unit: null } as const] : []),
        ...found.map(({ name, header }) => own(header === '' ? name : header, null)),
      ],
      cells: (from, to) =>
        kept.read(from, to).map((cells, i) => [...(several ? [names[file[from + i]!]!] : []), ...cells]),
      close: kept.close,
    };
  } catch (error) {
    keeper.drop();
    throw error;
  }
}

const photo: JudgedColumn = { role: 'photo', taskId: null, name: 'image', unit: null };

function own(name: string, unit: string | null): JudgedColumn {
  return { role: 'own', taskId: null, name, unit };
}
