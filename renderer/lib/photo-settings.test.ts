// Choices about photos in a document: one at a time, and back to what the photos propose.

import * as v from 'valibot';
import { expect, test } from 'vitest';
import { usualAugment } from '../../engine/contract/augment.ts';
import { ProjectDocument } from '../../engine/contract/project.ts';
import { choicesOf, chosenOf, photoKeys, proposedOf, withoutPhotoChoices, withPhotoChoice } from './photo-settings.ts';

const plain = v.parse(ProjectDocument, {
  data: [{ id: 'main', images: ['写真'] }],
  tasks: [],
  inputs: { exclude: ['日付'] },
});

test('a choice stands alone in the document, and taking it back leaves the document as it was', () => {
  for (const key of photoKeys) {
    for (const value of choicesOf(key, undefined)) {
      const changed = withPhotoChoice(plain, key, value);
      expect(chosenOf(changed.inputs.photos, key)).toBe(value);
      expect(photoKeys.filter((one) => chosenOf(changed.inputs.photos, one) !== undefined)).toEqual([key]);
      // What the window offers is what a project may say.
      expect(v.parse(ProjectDocument, changed)).toEqual(changed);
      expect(withPhotoChoice(changed, key, undefined)).toEqual(plain);
    }
  }
});

test('choices are kept side by side, and all of them can be left to the photos at once', () => {
  const both = withPhotoChoice(withPhotoChoice(plain, 'mixup', 0.2), 'side', 64);
  expect(both.inputs).toEqual({ exclude: ['日付'], photos: { side: 64, augment: { mixup: 0.2 } } });
  const three = withPhotoChoice(both, 'mirror', false);
  expect(three.inputs.photos).toEqual({ side: 64, augment: { mixup: 0.2, mirror: false } });
  expect(withPhotoChoice(three, 'side', undefined).inputs.photos).toEqual({ augment: { mixup: 0.2, mirror: false } });
  expect(withoutPhotoChoices(three)).toEqual(plain);
});

test('what a project file chose is offered although the window would not', () => {
  expect(choicesOf('shift', 0.07)).toContain(0.07);
  expect(choicesOf('shift', 0.05)).toEqual(choicesOf('shift', undefined));
});

test('the proposal names the longer side', () => {
  const proposal = { width: 96, height: 64, colour: 'grey', augment: { ...usualAugment, turn: false } } as const;
  expect(photoKeys.map((key) => proposedOf(proposal, key))).toEqual([96, 'grey', true, true, false, 0.05, 0.1, 0.1, 0]);
});
