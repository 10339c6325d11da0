// Opens the SQLite file: one process at a time, nothing lost at a power cut.

import Sqlite from 'better-sqlite3';
import type { Database } from 'better-sqlite3';
import { Refusal } from '../contract/errors.ts';
import { migrate } from './migrate.ts';
import { migrations } from './schema/index.ts';

/**
 * The exclusive lock is the operating system's: it is taken with the first read and falls with the
 * process, however that ends. FULL: a committed row survives a power cut.
 *
 * @param wait milliseconds to wait for another process to let go (a killed engine may still be dying)
 * @throws Refusal `store.in-use`, `store.newer`, `store.damaged`
 */
export function openDatabase(path: string, wait = 2000, steps: readonly string[] = migrations): Database {
  const database = new Sqlite(path, { timeout: wait });
  try {
    database.pragma('locking_mode = EXCLUSIVE');
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    database.pragma('trusted_schema = OFF');
    migrate(database, steps);
    return database;
  } catch (error) {
    database.close();
    throw refusalOf(error, path);
  }
}

function refusalOf(error: unknown, path: string): unknown {
  const code = error instanceof Sqlite.SqliteError ? error.code : '';
  if (code.startsWith('SQLITE_BUSY')) return new Refusal('store.in-use', { path });
  if (code.startsWith('SQLITE_NOTADB') || code.startsWith('SQLITE_CORRUPT'))
    return new Refusal('store.damaged', { path });
  return error;
}
