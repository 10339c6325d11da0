// The work on one picture, as done in a worker or, for a handful of pictures, right here.

import type { ImageProblemCode } from '../../contract/images.ts';
import { decodePicture } from './decode.ts';
import { fitPicture, sideToDecode, type PackSpec } from './fit-picture.ts';
import { problemOf } from './problem.ts';
import { surveyOf, surveyedSide, type Survey } from './survey.ts';

/** With `spec` the picture is made ready for a model, without it is looked at. */
export interface PictureJob {
  readonly bytes: Uint8Array;
  readonly spec: PackSpec | null;
}

export type PictureResult =
  | { readonly survey: Survey }
  | { readonly pixels: Uint8Array }
  | { readonly code: ImageProblemCode; readonly detail: string };

export async function workOn({ bytes, spec }: PictureJob): Promise<PictureResult> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  try {
    if (spec === null) return { survey: surveyOf(await decodePicture(buffer, surveyedSide)) };
    return { pixels: fitPicture(await decodePicture(buffer, sideToDecode(spec)), spec) };
  } catch (error) {
    const { code, detail } = problemOf('', error);
    return { code, detail };
  }
}
