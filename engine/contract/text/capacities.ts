// Sizes of model in words.

import type { Language, Words } from '../language.ts';
import type { Capacity } from '../recipes.ts';

/** `small`: narrow and quick; `large`: wide and slow. */
export const capacityTexts = {
  small: { ja: '小さいモデル', en: 'Small model' },
  medium: { ja: '標準のモデル', en: 'Medium model' },
  large: { ja: '大きいモデル', en: 'Large model' },
} as const satisfies Record<Capacity, Words>;

/** A size by its id, within a sentence; an unknown id stays as it is. */
export function sizeName(id: string, language: Language): string {
  const words = Object.hasOwn(capacityTexts, id) ? capacityTexts[id as Capacity][language] : null;
  if (language === 'ja') return words ?? `大きさ「${id}」のモデル`;
  return words?.toLowerCase() ?? `model of size "${id}"`;
}

/** Said where runs of another size stand beside a ranking that they are not part of. */
export const otherSizesText: Words = {
  ja: '大きさの違うモデルの Δm は、それぞれ同じ大きさの別々のモデルと比べた値です。そのため順位や最良の印を付けず、分けて示します。',
  en: 'The Δm of models of another size is against separate models of their own size, so they stand apart and are not ranked.',
};

/** A recipe's name with its size of model, where that is not the usual one: `均等な重み + 大きいモデル`. */
export function withCapacity(name: string, capacity: Capacity | undefined, language: Language): string {
  if (capacity === undefined || capacity === 'medium') return name;
  return `${name} + ${sizeName(capacity, language)}`;
}
