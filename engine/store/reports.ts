// Reports handed out: in which language, on which runs, and the hash of the file.

import type { Database } from 'better-sqlite3';
import { timestamp } from '../base/clock.ts';
import type { Language } from '../contract/language.ts';

export interface ReportRecord {
  readonly language: Language;
  readonly runs: readonly string[];
  readonly fileHash: string;
  readonly at: number;
}

interface Row {
  language: Language;
  runs: string;
  file_hash: string;
  made_at: number;
}

export function reportsTable(database: Database) {
  const insert = database.prepare(
    'insert into report (project_id, language, runs, file_hash, made_at) values (?, ?, ?, ?, ?)',
  );
  const select = database.prepare<[string], Row>(
    'select language, runs, file_hash, made_at from report where project_id = ? order by position',
  );
  return {
    add(projectId: string, language: Language, runs: readonly string[], fileHash: string): void {
      insert.run(projectId, language, JSON.stringify(runs), fileHash, timestamp());
    },
    /** Oldest first. */
    list: (projectId: string): ReportRecord[] =>
      select.all(projectId).map((row) => ({
        language: row.language,
        runs: JSON.parse(row.runs) as string[],
        fileHash: row.file_hash,
        at: row.made_at,
      })),
  };
}
