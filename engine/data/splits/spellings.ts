// How files spell the three parts, in the spellings met in practice.

import type { Part } from '../../contract/tasks.ts';

const spellings: Readonly<Record<Part, readonly string[]>> = {
  train: ['train', 'training', 'learn', 'learning', '学習', '訓練', 'トレーニング', '教師'],
  validation: ['validation', 'valid', 'validate', 'val', 'dev', '検証', 'バリデーション', '確認'],
  test: ['test', 'testing', 'eval', 'evaluation', 'holdout', 'hold-out', '評価', 'テスト', '試験'],
};

const partOfSpelling = new Map(
  Object.entries(spellings).flatMap(([part, words]) => words.map((word) => [word, part as Part] as const)),
);

/** The part a cell names, whatever the case, width or a trailing 用・データ; null for anything else. */
export function partOf(cell: string): Part | null {
  const plain = cell
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/(用)?(データ)?$/u, '')
    .replace(/[ _-]?(set|data)$/u, '');
  return partOfSpelling.get(plain) ?? null;
}
