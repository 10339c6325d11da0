// Frozen data sets: named by their content, written once.

import type { Database } from 'better-sqlite3';
import type { SplitSummary } from '../contract/splits.ts';

/** The rows, the labels and who is in which part. As `engine/jobs` freezes it. */
export interface SnapshotRecord {
  readonly id: string;
  readonly projectId: string;
  readonly tableHash: string;
  readonly partsHash: string;
  readonly rows: number;
  readonly fileNames: readonly string[];
  readonly split: SplitSummary;
  readonly createdAt: number;
}

export function snapshotsTable(database: Database) {
  const insert = database.prepare(
    'insert or ignore into snapshot (id, project_id, record, created_at) values (?, ?, ?, ?)',
  );
  const select = database.prepare<[string], { record: string }>('select record from snapshot where id = ?');
  return {
    /** Keeps the snapshot unless one of this id is there. */
    insertSnapshot(snapshot: SnapshotRecord): void {
      insert.run(snapshot.id, snapshot.projectId, JSON.stringify(snapshot), snapshot.createdAt);
    },
    readSnapshot(id: string): SnapshotRecord | null {
      const row = select.get(id);
      return row ? (JSON.parse(row.record) as SnapshotRecord) : null;
    },
  };
}
