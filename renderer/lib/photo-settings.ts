// How photos are read and varied, one choice at a time: what stands in the document, what the photos propose, what
// may be chosen instead.

import type { PhotoProposal } from '../../engine/contract/photos.ts';
import type { PhotoInputs, ProjectDocument } from '../../engine/contract/project.ts';

const sizeKeys = ['side', 'colour'] as const;
const variationKeys = ['mirror', 'flip', 'turn', 'shift', 'brightness', 'contrast', 'mixup'] as const;

/** In the order in which they are shown. */
export const photoKeys = [...sizeKeys, ...variationKeys] as const;
export type PhotoKey = (typeof photoKeys)[number];
export type PhotoValue = boolean | number | 'grey' | 'colour';

const offered: Readonly<Record<PhotoKey, readonly PhotoValue[]>> = {
  side: [32, 48, 64, 80, 96, 112, 128, 160, 192, 224, 256],
  colour: ['grey', 'colour'],
  mirror: [true, false],
  flip: [true, false],
  turn: [true, false],
  shift: [0, 0.02, 0.05, 0.1, 0.2],
  brightness: [0, 0.05, 0.1, 0.2, 0.3, 0.5],
  contrast: [0, 0.05, 0.1, 0.2, 0.3, 0.5],
  mixup: [0, 0.1, 0.2, 0.4, 1],
};

/** What can be chosen, with what a project file chose that is not offered otherwise. */
export function choicesOf(key: PhotoKey, chosen: PhotoValue | undefined): readonly PhotoValue[] {
  const values = offered[key];
  return chosen === undefined || values.includes(chosen) ? values : [...values, chosen];
}

/** Undefined = left to the photos. */
export function chosenOf(photos: PhotoInputs | undefined, key: PhotoKey): PhotoValue | undefined {
  return isSize(key) ? photos?.[key] : photos?.augment?.[key];
}

/** What holds where nothing is chosen; of `side` the longer one. */
export function proposedOf({ width, height, colour, augment }: PhotoProposal, key: PhotoKey): PhotoValue {
  if (key === 'side') return Math.max(width, height);
  return key === 'colour' ? colour : augment[key];
}

/** The document with this choice; undefined leaves it to the photos again. */
export function withPhotoChoice(
  document: ProjectDocument,
  key: PhotoKey,
  value: PhotoValue | undefined,
): ProjectDocument {
  const { augment, ...sizes } = document.inputs.photos ?? {};
  const photos = isSize(key) ? set(sizes, key, value) : sizes;
  const varied = isSize(key) ? (augment ?? {}) : set(augment ?? {}, key, value);
  const next = { ...photos, ...(Object.keys(varied).length > 0 ? { augment: varied } : {}) } as PhotoInputs;
  const { photos: _before, ...others } = document.inputs;
  return { ...document, inputs: { ...others, ...(Object.keys(next).length > 0 ? { photos: next } : {}) } };
}

/** The document with every choice left to the photos. */
export function withoutPhotoChoices(document: ProjectDocument): ProjectDocument {
  const { photos: _photos, ...others } = document.inputs;
  return { ...document, inputs: others };
}

function set(values: object, key: string, value: PhotoValue | undefined): Record<string, unknown> {
  const kept = Object.entries(values).filter(([name]) => name !== key);
  return Object.fromEntries(value === undefined ? kept : [...kept, [key, value]]);
}

function isSize(key: PhotoKey): key is (typeof sizeKeys)[number] {
  return (sizeKeys as readonly string[]).includes(key);
}
