// Files by token. The page names a file by its token and never learns where it lies.

import { statSync } from 'node:fs';
import { basename } from 'node:path';
import type { Database } from 'better-sqlite3';
import { timestamp } from '../base/clock.ts';
import { newIdentifier } from '../base/identifiers.ts';
import { Refusal } from '../contract/errors.ts';
import type { FileToken } from '../contract/views.ts';

export interface KnownFile {
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
}

interface Wanted {
  /** True where a folder is as good as a file: photos. */
  readonly folders: boolean;
}

export function filesTable(database: Database) {
  const insert = database.prepare('insert into file (token, path, name, bytes, made_at) values (?, ?, ?, ?, ?)');
  const select = database.prepare<[string], KnownFile>('select path, name, bytes from file where token = ?');
  const removeOld = database.prepare('delete from file where made_at < ?');
  return {
    /**
     * A token for the file at `path`.
     * @throws Refusal `file.missing` where there is no readable file; `file.folder` for a folder that is not wanted
     */
    add(path: string, name = basename(path), wanted?: Wanted): FileToken {
      const isFolder = wanted?.folders === true && isFolderAt(path);
      const bytes = isFolder ? 0 : sizeOf(path, name);
      const token = newIdentifier();
      insert.run(token, path, name, bytes, timestamp());
      return { token, name, bytes, ...(isFolder ? { folder: true } : {}) };
    },
    /** @throws Refusal `file.missing`, `file.folder` */
    check: (path: string): void => void sizeOf(path, basename(path)),
    /** @throws Refusal `file.missing` for a token that was never given or whose file is gone; `file.folder` as above */
    find(token: string, wanted?: Wanted): KnownFile {
      const file = select.get(token);
      if (!file) throw new Refusal('file.missing', { name: token });
      if (!statSync(file.path, { throwIfNoEntry: false })) throw new Refusal('file.missing', { name: file.name });
      if (!wanted?.folders && isFolderAt(file.path)) throw new Refusal('file.folder', { name: file.name });
      return file;
    },
    /** Forgets the tokens given before this moment. */
    forget: (before: number): void => void removeOld.run(before),
  };
}

function isFolderAt(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function sizeOf(path: string, name: string): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) throw new Refusal('file.missing', { name });
  if (!stat.isFile()) throw new Refusal('file.folder', { name });
  return stat.size;
}
