// The user's files as the program keeps them: one copy each, named by its hash, so that a project
// goes on when the original is moved and can travel as one file.

import { createReadStream, createWriteStream, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { contentPath } from '../base/files.ts';
import { newIdentifier } from '../base/identifiers.ts';
import { Refusal } from '../contract/errors.ts';
import { contentFiles } from './artifacts.ts';

const prefix = 'sha256:';

export function userFiles(folder: string) {
  return {
    /** Copies a file in, as a stream, and returns its reference `sha256:...`. */
    async take(path: string, signal?: AbortSignal): Promise<string> {
      mkdirSync(folder, { recursive: true });
      const temporary = join(folder, `${newIdentifier()}.part`);
      const hash = createHash('sha256');
      const hashing = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          hash.update(chunk);
          done(null, chunk);
        },
      });
      try {
        await pipeline(createReadStream(path), hashing, createWriteStream(temporary), ...(signal ? [{ signal }] : []));
        const handle = await open(temporary, 'r+');
        await handle.sync().finally(() => handle.close());
      } catch (error) {
        rmSync(temporary, { force: true });
        throw error;
      }
      const digest = hash.digest('hex');
      const kept = contentPath(folder, digest);
      if (existsSync(kept)) rmSync(temporary);
      else {
        mkdirSync(dirname(kept), { recursive: true });
        renameSync(temporary, kept);
      }
      return `${prefix}${digest}`;
    },
    /** The file behind a reference `sha256:...`. @throws Refusal `file.missing` */
    path(reference: string): string {
      const digest = reference.slice(prefix.length);
      if (!reference.startsWith(prefix) || !/^[0-9a-f]{64}$/.test(digest)) throw new Refusal('file.missing', { name: reference });
      const path = contentPath(folder, digest);
      if (!existsSync(path)) throw new Refusal('file.missing', { name: reference });
      return path;
    },
    /** Removes half-written files and those that `wanted` does not know. */
    sweep(wanted: (hash: string) => boolean): void {
      for (const file of contentFiles(folder)) if (!wanted(file.name)) rmSync(file.path, { force: true });
    },
  };
}

/** True where an entry of `document.data[].files` is kept by the program, not a path. */
export function isReference(file: string): boolean {
  return file.startsWith(prefix);
}
