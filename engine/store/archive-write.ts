// Writes a project with its data, history and trained models into one file.

import { createReadStream, existsSync, renameSync, rmSync } from 'node:fs';
import { basename } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import type { Database } from 'better-sqlite3';
import { contentPath } from '../base/files.ts';
import { newIdentifier } from '../base/identifiers.ts';
import { cancelUnfinished, columnsOf, openArchive, orderOf, pieceSize, travelling } from './archive.ts';
import { userFilePath } from './content.ts';
import type { Folders } from './folders.ts';

/** @param path where the file is to lie; it appears there only once it is complete */
export async function writeArchive(
  database: Database,
  folders: Folders,
  projectId: string,
  path: string,
  signal?: AbortSignal,
): Promise<void> {
  const temporary = `${path}.${newIdentifier()}.part`;
  try {
    openArchive(temporary).close();
    copyRows(database, temporary, projectId);
    const archive = openArchive(temporary);
    try {
      await copyContent(archive, folders, signal);
    } finally {
      archive.close();
    }
    renameSync(temporary, path);
  } finally {
    rmSync(temporary, { force: true });
  }
}

function copyRows(database: Database, path: string, projectId: string): void {
  database.prepare('attach ? as archive').run(path);
  try {
    database.transaction(() => {
      for (const { table, where } of travelling) {
        const columns = columnsOf(database, table);
        database
          .prepare(
            `insert into archive.${table} (${columns}) select ${columns} from main.${table} where ${where} ${orderOf(database, table)}`,
          )
          .run(projectId);
      }
      // A half-finished training stays here; on the other PC it would start without being asked.
      database.exec(cancelUnfinished('archive.run'));
    })();
  } finally {
    database.exec('detach archive');
  }
}

async function copyContent(archive: Database, folders: Folders, signal?: AbortSignal): Promise<void> {
  const insert = archive.prepare(
    'insert or ignore into content (area, hash, place, name, piece) values (?, ?, ?, ?, ?)',
  );
  for (const { area, hash } of contentOf(archive)) {
    const path = area === 'files' ? userFilePath(folders.files, hash) : contentPath(folders.artifacts, hash);
    if (path === null || !existsSync(path)) continue; // weights that were deleted, or a file lost long ago: the record travels without it
    let place = 0;
    for await (const piece of createReadStream(path, { highWaterMark: pieceSize, ...(signal ? { signal } : {}) })) {
      insert.run(area, hash, place++, basename(path), deflateRawSync(piece as Buffer, { level: 3 }));
    }
  }
}

/** Every file the archive's rows name, each once. */
export function contentOf(archive: Database): { area: 'files' | 'artifacts'; hash: string }[] {
  const texts = archive
    .prepare<[], { document: string | null }>('select document from project_revision union select document from run')
    .all();
  const files = new Set(
    texts.flatMap(({ document }) => [...(document ?? '').matchAll(/sha256:([0-9a-f]{64})/g)].map((match) => match[1]!)),
  );
  const artifacts = archive.prepare<[], { hash: string }>('select distinct hash from artifact').all();
  return [
    ...[...files].map((hash) => ({ area: 'files' as const, hash })),
    ...artifacts.map(({ hash }) => ({ area: 'artifacts' as const, hash })),
  ];
}
