// Bytes that belong to a run: checkpoint, model, predictions. They lie beside the database, named
// by their hash. The file is flushed before the row names it, and removed after the row is gone, so
// a crash leaves at most a file that nobody names; opening the store sweeps those.

import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { timestamp } from '../base/clock.ts';
import { contentPath, hashBytes, writeContent } from '../base/files.ts';
import { Refusal } from '../contract/errors.ts';

export function artifactsTable(database: Database, folder: string) {
  const upsert = database.prepare(
    `insert into artifact (run_id, name, hash, bytes, saved_at) values (?, ?, ?, ?, ?)
     on conflict (run_id, name) do update set hash = excluded.hash, bytes = excluded.bytes, saved_at = excluded.saved_at`,
  );
  const select = database.prepare<[string, string], { hash: string }>(
    'select hash from artifact where run_id = ? and name = ?',
  );
  const names = database.prepare<[string], { name: string }>('select name from artifact where run_id = ?');
  const remove = database.prepare('delete from artifact where run_id = ? and name = ?');
  const named = database.prepare<[string], { run_id: string }>('select run_id from artifact where hash = ? limit 1');

  function removeUnnamed(hash: string): void {
    if (!named.get(hash)) rmSync(contentPath(folder, hash), { force: true });
  }

  return {
    /** @param along what is written in the same transaction: both are there afterwards, or neither is */
    saveArtifact(runId: string, name: string, bytes: Uint8Array, along: () => void = () => {}): void {
      const before = select.get(runId, name)?.hash;
      const hash = writeContent(folder, bytes);
      database.transaction(() => {
        along();
        upsert.run(runId, name, hash, bytes.length, timestamp());
      })();
      if (before !== undefined && before !== hash) removeUnnamed(before);
    },
    /**
     * The bytes, or null where there are none.
     * @throws Refusal `store.file-damaged` when the file is gone or is not what was written
     */
    readArtifact(runId: string, name: string): Uint8Array | null {
      const hash = select.get(runId, name)?.hash;
      if (hash === undefined) return null;
      const path = contentPath(folder, hash);
      const bytes = existsSync(path) ? readFileSync(path) : null;
      if (bytes === null || hashBytes(bytes) !== hash) throw new Refusal('store.file-damaged', { path });
      // Not a Buffer: its `slice` shares memory, where readers of a Uint8Array expect a copy.
      return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
    },
    /** Removes the bytes of these names, numbered ones (`model 1`) included; the run's record stays. */
    deleteArtifacts(runId: string, wanted: readonly string[]): void {
      for (const { name } of names.all(runId)) {
        if (!wanted.includes(name.split(' ')[0]!)) continue;
        const { hash } = select.get(runId, name)!;
        remove.run(runId, name);
        removeUnnamed(hash);
      }
    },
    /** Removes files that no row names: what a crash or a forgotten project left behind. */
    sweepArtifacts(): number {
      const lost = contentFiles(folder).filter((file) => !named.get(file.name));
      for (const file of lost) rmSync(file.path, { force: true });
      return lost.length;
    },
  };
}

/** Every file of a content-addressed folder, half-written ones included. */
export function contentFiles(folder: string): { name: string; path: string }[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => ({ name: entry.name, path: join(entry.parentPath, entry.name) }));
}
