// A file of the program under the name and in the place the user chose: on a stick, over last week's report.

import { copyFileSync, renameSync, rmSync } from 'node:fs';
import { basename } from 'node:path';
import { toFailure } from '../contract/errors.ts';
import type { Failure } from '../contract/errors.ts';

/** Copies `from` so that `to` holds all of it or what it held before. @returns why it could not be done, or null */
export function saveFile(from: string, to: string): Failure | null {
  const temporary = `${to}.part`;
  try {
    copyFileSync(from, temporary);
    renameSync(temporary, to);
    return null;
  } catch (error) {
    rmSync(temporary, { force: true });
    return saveFailure(error, basename(to));
  }
}

/** Windows says EBUSY or EPERM of a file that Excel or a PDF reader holds open. */
export function saveFailure(error: unknown, name: string): Failure {
  const code = (error as { code?: unknown } | null)?.code;
  if (code === 'EBUSY' || code === 'EPERM' || code === 'EACCES') return { code: 'file.held', facts: { name } };
  return toFailure(error);
}
