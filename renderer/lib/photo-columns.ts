// What a column that the program made of photos is called: `class` and its like are names in a project file, and no words
// of a factory.

import type { Language, Words } from '../../engine/contract/language.ts';

/** Said so that it is true as well of a list of labels that has a column of this name. */
const names: Readonly<Record<string, Words>> = {
  class: { ja: '写真の種類', en: 'Kind of photo' },
  split: { ja: '学習用・テスト用の区分', en: 'Training or test' },
  part: { ja: '写した製品', en: 'Part photographed' },
};

/**
 * The name itself for columns of the user's own.
 *
 * @param labels columns that are known of photos
 */
export function photoColumnName(column: string, labels: ReadonlySet<string>, language: Language): string {
  return (labels.has(column) ? names[column]?.[language] : undefined) ?? column;
}
