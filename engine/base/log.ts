// The log: the only caller of console. Writes lines to standard error (standard output belongs to
// the command line's results) and, once a file is named, appends them there too.

import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { timestamp } from './clock.ts';

let file: string | null = null;
let quiet = false;

/** Where lines go besides standard error; `quiet` keeps standard error clean. */
export function logTo(path: string | null, options: { quiet?: boolean } = {}): void {
  if (path !== null) mkdirSync(dirname(path), { recursive: true });
  file = path;
  quiet = options.quiet ?? false;
}

/** Something worth finding later: a device that did not load, an unforeseen error with its stack. */
export function log(message: string, error?: unknown): void {
  const detail =
    error instanceof Error ? `\n${error.stack ?? error.message}` : error === undefined ? '' : `\n${String(error)}`;
  const line = `${new Date(timestamp()).toISOString()} ${message}${detail}`;
  if (!quiet) console.error(line);
  if (file === null) return;
  try {
    appendFileSync(file, `${line}\n`);
  } catch {
    // A full disk must not turn a log line into a second failure.
  }
}
