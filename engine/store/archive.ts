// A project as one file: a small SQLite database of the same schema, with the project's rows and, in
// pieces, the files they name. A zip was tried: streaming readers find entries by scanning for marks,
// which Excel files (zips themselves) also contain. Here old archives are brought up to date by the
// store's own migrations, and memory stays bounded.

import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database } from 'better-sqlite3';
import Sqlite from 'better-sqlite3';
import { migrate } from './migrate.ts';
import { migrations } from './schema/index.ts';

/** "TLpr": marks the file as a project of this program. */
export const applicationId = 0x544c7072;

/** Tables with a project's rows, parents before children, and how their rows are found by `?`, the project's id. */
export const travelling: readonly { readonly table: string; readonly where: string }[] = [
  { table: 'project', where: 'id = ?' },
  { table: 'project_revision', where: 'project_id = ?' },
  { table: 'snapshot', where: 'id in (select snapshot_id from main.run where project_id = ?)' },
  { table: 'run', where: 'project_id = ?' },
  { table: 'epoch', where: 'run_id in (select id from main.run where project_id = ?)' },
  { table: 'weight_note', where: 'run_id in (select id from main.run where project_id = ?)' },
  { table: 'artifact', where: 'run_id in (select id from main.run where project_id = ?)' },
  { table: 'decision', where: 'run_id in (select id from main.run where project_id = ?)' },
  { table: 'report', where: 'project_id = ?' },
  { table: 'affinity', where: 'project_id = ?' },
];

/** Files in pieces of at most `pieceSize` bytes, deflated. `area` is the folder they lie in, `name` the user's name for them. */
export const contentTable = `create table content (
  area text not null,
  hash text not null,
  place integer not null,
  name text not null,
  piece blob not null,
  primary key (area, hash, place)
) strict, without rowid`;
export const pieceSize = 1 << 20;

/** An archive at `path`, made if there is none. */
export function openArchive(path: string): Database {
  mkdirSync(dirname(path), { recursive: true });
  const isNew = !existsSync(path);
  const archive = new Sqlite(path);
  if (isNew) {
    archive.pragma(`application_id = ${applicationId}`);
    migrate(archive, migrations);
    archive.exec(contentTable);
  }
  return archive;
}

/** What is not finished in the archive, whatever the table is called there, will never be. */
export function cancelUnfinished(table: 'run' | 'archive.run'): string {
  return `update ${table} set state = 'cancelled' where state in ('waiting', 'running', 'paused', 'interrupted')`;
}

/** Columns of a table that travel: all but the position, which is each store's own. */
export function columnsOf(database: Database, table: string): string {
  const columns = database.pragma(`table_info(${table})`) as { name: string }[];
  return columns
    .map(({ name }) => name)
    .filter((name) => name !== 'position')
    .join(', ');
}

/** The order in which rows were added, where a table keeps one. */
export function orderOf(database: Database, table: string): string {
  const columns = database.pragma(`table_info(${table})`) as { name: string }[];
  return columns.some(({ name }) => name === 'position') ? 'order by position' : '';
}
