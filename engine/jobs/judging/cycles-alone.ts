// Cycles without a table beside them: one row for each, and nothing in it but what the signals say.

import { basename } from 'node:path';
import { joinSignals, readSignal } from '../../data/series/index.ts';
import type { Table } from '../../data/table.ts';
import type { LoadProgress } from '../jobs.ts';
import type { SourceContent } from '../load.ts';
import { reportWithoutText } from '../report-file.ts';

/** @throws Refusal as reading signals does, `series.signal-rows` where they have not one number of cycles */
export async function cyclesAlone(paths: readonly string[], { signal }: LoadProgress): Promise<SourceContent> {
  const files = paths.map((path) => ({ path, name: basename(path) }));
  const { cycles } = await readSignal(files[0]!, signal);
  const rows: Table = {
    rowCount: cycles,
    columns: [],
    source: {
      files: [files[0]!.name],
      file: new Uint16Array(cycles),
      line: Uint32Array.from({ length: cycles }, (_, row) => row + 1),
    },
  };
  const table = await joinSignals(rows, files, signal ? { stop: signal } : {});
  const report = reportWithoutText(table, 'signals');
  return { table, report, hash: '', series: null, images: null, labelColumns: [] };
}
