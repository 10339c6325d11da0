// What is wrong with one picture. It ends in the report, not in a refusal: the others go on.

import type { ImageProblem, ImageProblemCode } from '../../contract/images.ts';

/** Thrown while one picture is read. */
export class PictureError extends Error {
  readonly code: ImageProblemCode;
  readonly detail: string;

  constructor(code: ImageProblemCode, detail: string) {
    super(`${code} ${detail}`);
    this.code = code;
    this.detail = detail;
  }
}

/** Any failure to read one picture as its problem. */
export function problemOf(path: string, error: unknown): ImageProblem {
  if (error instanceof PictureError) return { path, code: error.code, detail: error.detail };
  const code = String((error as { code?: unknown } | null)?.code ?? '');
  if (code === 'ENAMETOOLONG') return { path, code: 'path-too-long', detail: '' };
  return { path, code: 'unreadable', detail: code };
}
