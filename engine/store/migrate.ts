// Brings a store to the newest schema, one numbered step at a time.
//
// The number of applied steps lives in SQLite's own `user_version`. Each step and its number commit
// together, so a crash leaves the old schema, never half of one. Released steps are never edited.

import type { Database } from 'better-sqlite3';
import { Refusal } from '../contract/errors.ts';

/** @throws Refusal `store.newer` if the file was written by a newer release than this one. */
export function migrate(database: Database, steps: readonly string[]): void {
  const applied = database.pragma('user_version', { simple: true }) as number;
  if (applied > steps.length) throw new Refusal('store.newer', { found: applied, known: steps.length });
  for (const [offset, step] of steps.slice(applied).entries()) {
    database.transaction(() => {
      database.exec(step);
      database.pragma(`user_version = ${applied + offset + 1}`);
    })();
  }
}
