// What a person said about files of one kind, remembered for the next file of that kind.

import type { Database } from 'better-sqlite3';
import { timestamp } from '../base/clock.ts';
import type { ImportSettings } from '../contract/import.ts';

export function importSettingsTable(database: Database) {
  const select = database.prepare<[string], { settings: string }>(
    'select settings from import_setting where file_kind = ?',
  );
  const upsert = database.prepare(
    `insert into import_setting (file_kind, settings, used_at) values (?, ?, ?)
     on conflict (file_kind) do update set settings = excluded.settings, used_at = excluded.used_at`,
  );
  return {
    /** Null where nothing was said, or where what was said before was taken back. */
    find(fileKind: string): ImportSettings | null {
      const row = select.get(fileKind);
      const settings = row ? (JSON.parse(row.settings) as ImportSettings) : null;
      return settings !== null && Object.keys(settings).length > 0 ? settings : null;
    },
    remember(fileKind: string, settings: ImportSettings): void {
      upsert.run(fileKind, JSON.stringify(settings), timestamp());
    },
  };
}
