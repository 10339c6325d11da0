// Sizes of model in words.

import type { Language, Words } from '../language.ts';
import type { Capacity } from '../recipes.ts';

/** `small`: narrow and quick; `large`: wide and slow. */
export const capacityTexts = {
  small: { ja: '小さいモデル', en: 'Small model' },
  medium: { ja: '標準のモデル', en: 'Medium model' },
  large: { ja: '大きいモデル', en: 'Large model' },
} as const satisfies Record<Capacity, Words>;

/** A recipe's name with its size of model, where that is not the usual one: `均等な重み + 大きいモデル`. */
export function withCapacity(name: string, capacity: Capacity | undefined, language: Language): string {
  if (capacity === undefined || capacity === 'medium') return name;
  const size = capacityTexts[capacity][language];
  return `${name} + ${language === 'en' ? size.toLowerCase() : size}`;
}
