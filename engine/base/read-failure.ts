// Why a file of the user could not be read, in words: it is gone, held by another program, or the stick was pulled out.

import { Refusal } from '../contract/errors.ts';

/** Errors of the operating system and of zlib as refusals; anything else as it is. */
export function readable(error: unknown, file: string): unknown {
  const code = (error as { code?: unknown } | null)?.code;
  if (error instanceof Refusal || typeof code !== 'string') return error;
  if (code === 'ENOENT' || code === 'ENOTDIR') return new Refusal('import.not-found', { file });
  if (code === 'EACCES' || code === 'EPERM' || code === 'EBUSY') return new Refusal('import.locked', { file });
  if (code === 'EISDIR') return new Refusal('import.not-a-file', { file });
  if (code.startsWith('Z_')) return new Refusal('import.damaged-archive', { file });
  if (code.startsWith('E') && code !== 'ERR_INVALID_STATE')
    return new Refusal('import.read-failed', { file, reason: code });
  return error;
}
