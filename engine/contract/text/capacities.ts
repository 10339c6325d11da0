// Sizes of model in words.

import type { Language, Words } from '../language.ts';
import type { SizePoint } from '../capacity-sweep.ts';
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

/** The table of Delta-m by size of model. */
export const bySizeTexts = {
  title: { ja: 'モデルの大きさごとの Δm（%）', en: 'Δm by size of model (%)' },
  meaning: {
    ja: '同じ大きさの別々のモデルと比べた値で、小さい（負の）ほど良い値です。くり返し学習した場合は平均で、括弧内は最小と最大です。',
    en: 'Against separate models of the same size; lower (negative) is better. Of repeated trainings the mean, with the least and the greatest in brackets.',
  },
} as const satisfies Record<string, Words>;

/** A value of that table: `−1.2`, `+0.8 (−0.3 … +2.1)`; a dash where the size was not trained. */
export function sizePointText(point: SizePoint | undefined): string {
  if (!point) return '–';
  const signed = (value: number): string => {
    const text = Math.abs(value).toFixed(1);
    return text === '0.0' ? text : `${value < 0 ? '−' : '+'}${text}`;
  };
  const mean = signed(point.deltaM);
  return point.seeds > 1 ? `${mean} (${signed(point.low)} … ${signed(point.high)})` : mean;
}

/** A recipe's name with its size of model, where that is not the usual one: `均等な重み + 大きいモデル`. */
export function withCapacity(name: string, capacity: Capacity | undefined, language: Language): string {
  if (capacity === undefined || capacity === 'medium') return name;
  return `${name} + ${sizeName(capacity, language)}`;
}
