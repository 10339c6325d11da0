// Files that survive a power cut: written under a temporary name, flushed, renamed.

import { createHash } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  createReadStream,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Refusal } from '../contract/errors.ts';

/** The folder, made with those above it where it is missing. @throws Refusal `folder.unwritable` */
export function makeFolder(path: string): void {
  try {
    makeFolders(path);
    accessSync(path, constants.W_OK);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new Refusal('folder.unwritable', { path, detail: code });
  }
}

/** One folder after the other: Node's own `recursive` never returns where a folder exists but takes none (Linux `/proc`). */
function makeFolders(path: string): void {
  const isThere = (): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  if (isThere()) return;
  if (dirname(path) !== path) makeFolders(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    if (!isThere()) throw error; // another process was faster
  }
}

/** Writes `bytes` so that `path` holds either the old content or all of the new, never half. */
export function writeAtomically(path: string, bytes: Uint8Array | string): void {
  makeFolders(dirname(path));
  const temporary = `${path}.${process.pid}.part`;
  try {
    writeAndFlush(temporary, typeof bytes === 'string' ? Buffer.from(bytes, 'utf8') : bytes);
    renameSync(temporary, path);
  } catch (error) {
    // On a full disk half a file would only make it fuller.
    rmSync(temporary, { force: true });
    throw error;
  }
  flushFolder(dirname(path));
}

function writeAndFlush(path: string, bytes: Uint8Array): void {
  const handle = openSync(path, 'w');
  try {
    for (let written = 0; written < bytes.length;) written += writeSync(handle, bytes, written);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** SHA-256 of some bytes or text, in hexadecimal. */
export function hashBytes(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** SHA-256 of a file, read as a stream. */
export async function hashFile(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash, { ...(signal ? { signal } : {}) });
  return hash.digest('hex');
}

/** Stores bytes under their own hash in `folder` and returns the hash. The same bytes are stored once. */
export function writeContent(folder: string, bytes: Uint8Array): string {
  const hash = hashBytes(bytes);
  const path = contentPath(folder, hash);
  if (!existsSync(path)) writeAtomically(path, bytes);
  return hash;
}

/** Where content of this hash lies: two levels, so that no folder grows large. */
export function contentPath(folder: string, hash: string): string {
  return join(folder, hash.slice(0, 2), hash);
}

/** A rename is only durable once its folder is; Windows cannot open folders and does not need it. */
function flushFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
