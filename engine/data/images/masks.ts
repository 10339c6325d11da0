// Masks beside photos: pictures that mark the defect of another picture. They are no rows of the table.
//
// Told by folder (`ground_truth/`), by ending (`_mask`), or by the same name with another extension; where only
// the name speaks, the content must agree: a mask has few grey levels.

import type { Picture } from './survey-all.ts';

const maskFolder = /^(ground_?truth|gt|masks?|segmentations?|mask_images?|マスク)$/i;
const maskEnding = /[_\-. ]?(mask|ground_?truth|gt|seg|segmentation|マスク)$/i;
const fewLevels = 32;

export interface Masks {
  /** For each picture: -1 a photo, -2 a mask without photo, otherwise the index of the photo it belongs to. */
  readonly photoOf: Int32Array;
}

export function findMasks(pictures: readonly Picture[]): Masks {
  const photoOf = new Int32Array(pictures.length).fill(-1);
  const places = pictures.map(({ name }) => placeOf(name));
  const byStem = Map.groupBy(places.keys(), (index) => places[index]!.stem);
  const isSimple = (index: number): boolean => isMaskLike(pictures[index]!);

  for (const [index, { folders, ending }] of places.entries())
    if (folders.some((folder) => maskFolder.test(folder)) && (isSimple(index) || ending !== null)) photoOf[index] = -2;
  // Same folder, same name, other extension: the one of few levels beside one of many.
  for (const twins of byFullStem(pictures, places).values())
    if (twins.some((index) => !isSimple(index))) for (const index of twins) if (isSimple(index)) photoOf[index] = -2;
  for (const [index, { ending, folder }] of places.entries()) {
    if (photoOf[index] !== -1 || ending === null) continue;
    const partners = byStem.get(ending) ?? [];
    if (partners.some((other) => photoOf[other] === -1 && (places[other]!.folder === folder || isSimple(index))))
      photoOf[index] = -2;
  }
  for (let index = 0; index < pictures.length; index++)
    if (photoOf[index] === -2) photoOf[index] = bestPhoto(index, places, byStem, photoOf);
  return { photoOf };
}

/** One or two grey levels, or few of which the darkest is (nearly) black: what is not marked is 0. */
function isMaskLike({ survey }: Picture): boolean {
  return survey.levels <= 2 || (survey.levels <= fewLevels && survey.marked < 1);
}

interface Place {
  readonly folder: string;
  readonly folders: readonly string[];
  /** File name without extension, small letters. */
  readonly stem: string;
  /** The stem without `_mask`; null without such an ending. */
  readonly ending: string | null;
}

function placeOf(name: string): Place {
  const parts = name.split('/');
  const stem = parts
    .pop()!
    .replace(/\.[^.]*$/, '')
    .toLowerCase();
  const short = stem.replace(maskEnding, '');
  return { folder: parts.join('/'), folders: parts, stem, ending: short !== stem && short !== '' ? short : null };
}

function byFullStem(pictures: readonly Picture[], places: readonly Place[]): Map<string, number[]> {
  const groups = Map.groupBy(pictures.keys(), (index) => `${places[index]!.folder}/${places[index]!.stem}`);
  return new Map([...groups].filter(([, members]) => members.length > 1));
}

/** The photo of this name whose folders agree best; -2 where there is none, or two that agree equally well. */
function bestPhoto(mask: number, places: readonly Place[], byStem: Map<string, number[]>, photoOf: Int32Array): number {
  const { folders, stem, ending } = places[mask]!;
  const candidates = [...(byStem.get(stem) ?? []), ...(ending === null ? [] : (byStem.get(ending) ?? []))];
  let best = -2;
  let bestScore = -1;
  for (const index of candidates) {
    if (index === mask || photoOf[index] !== -1) continue;
    const score = places[index]!.folders.filter((folder) => folders.includes(folder)).length;
    if (score === bestScore) best = -2;
    else if (score > bestScore) [best, bestScore] = [index, score];
  }
  return best;
}

/** A class of good parts, by its name: there is nothing to mark on them. */
export function isGoodClass(level: string): boolean {
  return /(^|[_\- ])(good|ok|normal|free|none|no[_ ]?defect|良品?|正常|無欠陥)$/i.test(level);
}
