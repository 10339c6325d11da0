// The user's files as the program keeps them: one copy each, in a folder named by its hash, under the
// name she knows it by (messages about a row name the file). So a project goes on when the original
// is moved, and can travel as one file.

import { createWriteStream, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { safeFileName } from '../base/file-names.ts';
import { contentPath } from '../base/files.ts';
import { newIdentifier } from '../base/identifiers.ts';
import { readable } from '../base/read-failure.ts';
import { Refusal } from '../contract/errors.ts';
import { contentFiles } from './artifacts.ts';

const prefix = 'sha256:';

export function userFiles(folder: string) {
  return {
    /**
     * Copies a file in, as a stream, and returns its reference `sha256:...`. The same content is kept once.
     * @throws Refusal `import.not-found`, `import.locked`, `import.read-failed` where it cannot be read to its end
     */
    async take(path: string, name = basename(path), signal?: AbortSignal): Promise<string> {
      mkdirSync(folder, { recursive: true });
      const temporary = join(folder, `${newIdentifier()}.part`);
      const hash = createHash('sha256');
      const opened = await open(path, 'r').catch((error: unknown) => {
        throw readable(error, name);
      });
      const { size } = await opened.stat();
      const original = opened.createReadStream();
      // Whose failure it was: on the other side it is the drive of the program that is full.
      let unread: unknown = null;
      original.once('error', (error) => (unread = readable(error, name)));
      const hashing = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          hash.update(chunk);
          done(null, chunk);
        },
      });
      try {
        await pipeline(original, hashing, createWriteStream(temporary), ...(signal ? [{ signal }] : []));
        // A stick that is pulled out may end a file early instead of failing.
        if (original.bytesRead < size) throw new Refusal('import.read-failed', { file: name, reason: 'EOF' });
        const handle = await open(temporary, 'r+');
        await handle.sync().finally(() => handle.close());
      } catch (error) {
        rmSync(temporary, { force: true });
        throw signal?.aborted ? error : (unread ?? error);
      }
      const digest = hash.digest('hex');
      keepUserFile(folder, digest, name, temporary);
      return `${prefix}${digest}`;
    },
    /** Moves a complete file of this hash (SHA-256, hexadecimal) in, and returns its reference. */
    keep(hash: string, name: string, path: string): string {
      mkdirSync(folder, { recursive: true });
      keepUserFile(folder, hash, name, path);
      return `${prefix}${hash}`;
    },
    /** The file behind a reference `sha256:...`. @throws Refusal `file.missing` */
    path(reference: string): string {
      const digest = reference.slice(prefix.length);
      if (!reference.startsWith(prefix) || !isHash(digest)) throw new Refusal('file.missing', { name: reference });
      const path = userFilePath(folder, digest);
      if (path === null) throw new Refusal('file.missing', { name: reference });
      return path;
    },
    /** Removes half-written files and those whose hash `wanted` does not know. */
    sweep(wanted: (hash: string) => boolean): void {
      for (const { path } of contentFiles(folder)) {
        const place = basename(dirname(path));
        // A half-written file lies in no folder of a hash.
        if (!isHash(place) || !wanted(place)) rmSync(path, { force: true });
      }
    },
  };
}

function isHash(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}

/** Moves a complete file to its place; where the content is there already it is dropped. */
export function keepUserFile(folder: string, hash: string, name: string, temporary: string): void {
  if (userFilePath(folder, hash) !== null) {
    rmSync(temporary);
    return;
  }
  const place = contentPath(folder, hash);
  mkdirSync(place, { recursive: true });
  renameSync(temporary, join(place, safeFileName(name)));
}

/** Where the content of this hash lies, or null. */
export function userFilePath(folder: string, hash: string): string | null {
  const place = contentPath(folder, hash);
  const name = existsSync(place) ? readdirSync(place)[0] : undefined;
  return name === undefined ? null : join(place, name);
}

/** True where an entry of `document.data[].files` is kept by the program, not a path. */
export function isReference(file: string): boolean {
  return file.startsWith(prefix);
}
