// The work on one picture, as done in a worker or, for a handful of pictures, right here.

import { readFileSync } from 'node:fs';
import { hashBytes } from '../../base/files.ts';
import type { ImageProblemCode } from '../../contract/images.ts';
import { decodePicture } from './decode.ts';
import { fitPicture, sideToDecode, type PackSpec } from './fit-picture.ts';
import { PictureError, problemOf } from './problem.ts';
import { surveyOf, surveyedSide, type Survey } from './survey.ts';

/** With `spec` the picture is made ready for a model, without it is looked at. */
export interface PictureJob {
  readonly source: PictureSource;
  readonly spec: PackSpec | null;
}

/** The file's bytes, or where they are: then the worker reads them itself, and they must have this SHA-256. */
export type PictureSource = { readonly bytes: Uint8Array } | { readonly path: string; readonly hash: string };

export type PictureResult =
  | { readonly survey: Survey }
  | { readonly pixels: Uint8Array }
  | { readonly code: ImageProblemCode; readonly detail: string };

export async function workOn({ source, spec }: PictureJob): Promise<PictureResult> {
  try {
    const buffer = bytesOf(source);
    if (spec === null) return { survey: surveyOf(await decodePicture(buffer, surveyedSide)) };
    const greyFor = spec.channels === 1 ? spec : null;
    return { pixels: fitPicture(await decodePicture(buffer, sideToDecode(spec), greyFor), spec) };
  } catch (error) {
    const { code, detail } = problemOf('', error);
    return { code, detail };
  }
}

/** @throws PictureError where the file is another by now; errors of the operating system */
function bytesOf(source: PictureSource): Buffer {
  if ('bytes' in source) return Buffer.from(source.bytes.buffer, source.bytes.byteOffset, source.bytes.length);
  const bytes = readFileSync(source.path);
  if (hashBytes(bytes) !== source.hash) throw new PictureError('unreadable', '');
  return bytes;
}
