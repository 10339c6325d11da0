// Refusals while reading the user's files. One entry a situation: facts, then both sentences.

import type { RefusalEntry } from '../errors.ts';

export const dataRefusals = {
  'csv.ragged-row': {
    ja: (f) => ({
      message: `${f.file} の ${f.line} 行目: 値が ${f.found} 個ありますが、見出しは ${f.expected} 列です。`,
      hint: 'その行に、引用符で囲まれていない区切り文字がないか確認してください。その行を除いて読み込むこともできます。',
    }),
    en: (f) => ({
      message: `${f.file}, line ${f.line}: ${f.found} values, but the header has ${f.expected} columns.`,
      hint: 'Check that line for a separator outside quotation marks. You can also import the rest without it.',
    }),
  } satisfies RefusalEntry<{ file: string; line: number; found: number; expected: number }>,
} as const;
