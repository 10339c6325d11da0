// Imported data as the window sees it: counts and profiles, never the rows.

import type { ProjectDocument } from '../contract/project.ts';
import type { DataView } from '../contract/views.ts';
import type { LoadedData } from '../jobs/jobs.ts';

export function dataView(document: ProjectDocument, loaded: LoadedData): DataView {
  return {
    sourceId: document.data[0]!.id,
    snapshotId: loaded.tableHash,
    rows: loaded.table.rowCount,
    columns: [...loaded.profile],
    report: loaded.report,
    fileNames: [...loaded.fileNames],
  };
}
