// Opens a project file from another PC. The file is a stranger's: its schema must be exactly ours,
// its references whole, and every content must hash to its name before anything is taken over.

import { closeSync, copyFileSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import type { Database } from 'better-sqlite3';
import Sqlite from 'better-sqlite3';
import { contentPath } from '../base/files.ts';
import { newIdentifier } from '../base/identifiers.ts';
import { Refusal } from '../contract/errors.ts';
import { filesOf } from '../contract/project.ts';
import type { ProjectDocument } from '../contract/project.ts';
import { applicationId, cancelUnfinished, columnsOf, contentTable, orderOf, pieceSize, travelling } from './archive.ts';
import { isReference, keepUserFile } from './content.ts';
import type { Folders } from './folders.ts';
import { migrate } from './migrate.ts';
import { migrations } from './schema/index.ts';

/**
 * Takes a project over into this store. A project that is here already comes in beside it, as a copy.
 *
 * @returns the project's id here
 * @throws Refusal `project.not-an-archive`, `store.newer`
 */
export function readArchive(
  database: Database,
  folders: Folders,
  path: string,
  freeName: (name: string) => string,
): string {
  const copy = join(folders.uploads, `${newIdentifier()}.part`);
  copyFileSync(path, copy);
  try {
    const projectId = prepare(database, folders, copy);
    takeRows(database, copy, projectId, freeName);
    return projectId;
  } catch (error) {
    throw error instanceof Sqlite.SqliteError || isZlibError(error) ? new Refusal('project.not-an-archive', {}) : error;
  } finally {
    rmSync(copy, { force: true });
  }
}

function documentsOf(archive: Database): string[] {
  const select = 'select document from project_revision where document is not null union select document from run';
  return archive
    .prepare<[], { document: string }>(select)
    .all()
    .map(({ document }) => document);
}

/** Whether a document reads files of the archive alone. A path would be opened here, be it on a stranger's server. */
function readsItsOwn(text: string): boolean {
  try {
    return filesOf(JSON.parse(text) as ProjectDocument).every(isReference);
  } catch {
    return false;
  }
}

/** Checks the archive, brings it up to date, gives it ids that are free here, and takes its files. */
function prepare(database: Database, folders: Folders, path: string): string {
  const archive = new Sqlite(path);
  try {
    archive.pragma('trusted_schema = OFF');
    if (archive.pragma('application_id', { simple: true }) !== applicationId)
      throw new Refusal('project.not-an-archive', {});
    migrate(archive, migrations);
    if (schemaText(archive) !== expectedSchema()) throw new Refusal('project.not-an-archive', {});
    const projects = archive.prepare<[], { id: string }>('select id from project').all();
    const broken = archive.pragma('foreign_key_check') as unknown[];
    if (projects.length !== 1 || broken.length > 0 || !documentsOf(archive).every(readsItsOwn))
      throw new Refusal('project.not-an-archive', {});
    // Nothing begins to train here because a file was opened.
    archive.exec(cancelUnfinished('run'));
    takeContent(archive, folders);
    return giveFreeIds(database, archive, projects[0]!.id);
  } finally {
    archive.close();
  }
}

function giveFreeIds(database: Database, archive: Database, projectId: string): string {
  const projectHere = database.prepare('select 1 from project where id = ?');
  const runHere = database.prepare('select 1 from run where id = ?');
  const runs = archive.prepare<[], { id: string }>('select id from run').all();
  if (!projectHere.get(projectId) && !runs.some(({ id }) => runHere.get(id))) return projectId;
  const fresh = newIdentifier();
  archive.pragma('foreign_keys = OFF');
  archive.transaction(() => {
    archive.prepare('update project set id = ?').run(fresh);
    for (const table of ['project_revision', 'run', 'report', 'affinity'])
      archive.prepare(`update ${table} set project_id = ?`).run(fresh);
    for (const { id } of runs) {
      const runId = newIdentifier();
      archive.prepare('update run set id = ? where id = ?').run(runId, id);
      for (const table of ['epoch', 'weight_note', 'artifact', 'decision']) {
        archive.prepare(`update ${table} set run_id = ? where run_id = ?`).run(runId, id);
      }
      archive.prepare('update report set runs = replace(runs, ?, ?)').run(id, runId);
    }
  })();
  return fresh;
}

function takeRows(database: Database, path: string, projectId: string, freeName: (name: string) => string): void {
  database.prepare('attach ? as archive').run(path);
  try {
    database.transaction(() => {
      const { name } = database.prepare<[], { name: string }>('select name from archive.project').get()!;
      database.prepare('update archive.project set name = ?, deleted_at = null').run(freeName(name));
      for (const { table } of travelling) {
        const columns = columnsOf(database, table);
        const order = orderOf(database, table);
        // A snapshot is named by its content: the one that is here is the same.
        const insert = table === 'snapshot' ? 'insert or ignore' : 'insert';
        database.exec(`${insert} into main.${table} (${columns}) select ${columns} from archive.${table} ${order}`);
      }
      if (!database.prepare('select 1 from main.project where id = ?').get(projectId))
        throw new Refusal('project.not-an-archive', {});
    })();
  } finally {
    database.exec('detach archive');
  }
}

function takeContent(archive: Database, folders: Folders): void {
  const contents = archive
    .prepare<[], { area: string; hash: string; name: string }>(
      'select area, hash, min(name) as name from content group by area, hash',
    )
    .all();
  const pieces = archive.prepare<[string, string], { piece: Buffer }>(
    'select piece from content where area = ? and hash = ? order by place',
  );
  for (const { area, hash, name } of contents) {
    if ((area !== 'files' && area !== 'artifacts') || !/^[0-9a-f]{64}$/.test(hash))
      throw new Refusal('project.not-an-archive', {});
    const temporary = join(folders.uploads, `${newIdentifier()}.part`);
    try {
      if (unpack(pieces.iterate(area, hash), temporary) !== hash) throw new Refusal('project.not-an-archive', {});
      if (area === 'files') keepUserFile(folders.files, hash, name, temporary);
      else keepArtifact(contentPath(folders.artifacts, hash), temporary);
    } finally {
      rmSync(temporary, { force: true });
    }
  }
}

/** Writes the pieces to a file and returns the hash of what was written. */
function unpack(pieces: Iterable<{ piece: Buffer }>, path: string): string {
  const digest = createHash('sha256');
  const handle = openSync(path, 'w');
  try {
    for (const { piece } of pieces) {
      const bytes = inflateRawSync(piece, { maxOutputLength: pieceSize });
      digest.update(bytes);
      for (let written = 0; written < bytes.length;) written += writeSync(handle, bytes, written);
    }
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  return digest.digest('hex');
}

function keepArtifact(target: string, temporary: string): void {
  mkdirSync(dirname(target), { recursive: true });
  renameSync(temporary, target);
}

function schemaText(database: Database): string {
  const rows = database
    .prepare<[], { sql: string }>(`select sql from sqlite_master where sql is not null order by type, name`)
    .all();
  return rows.map(({ sql }) => sql).join('\n');
}

function expectedSchema(): string {
  const fresh = new Sqlite(':memory:');
  migrate(fresh, migrations);
  fresh.exec(contentTable);
  const text = schemaText(fresh);
  fresh.close();
  return text;
}

function isZlibError(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && (code.startsWith('Z_') || code === 'ERR_BUFFER_TOO_LARGE');
}
