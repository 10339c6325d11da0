// Why no verdict is given.

import type { Language, Words } from '../language.ts';
import type { Comparison } from '../runs.ts';

/** Said below verdicts of which some are missing for that reason. */
export const cutShortText: Words = {
  ja: '学習が予定のエポックの半分に達する前に終了した（時間切れ、または途中で終了）ものは、まとめて学習した効果を判断しません。時間の上限を延ばして学習し直してください。',
  en: 'Where a training was ended, by the time limit or by hand, before half of its epochs, no verdict on joining is given. Allow more time and train again.',
};

/** One sentence: too few test rows, or a training that was ended long before its time. */
export function untoldText(
  { because }: Pick<Comparison, 'because'>,
  taskName: string,
  other: string,
  language: Language,
): string {
  if (because === 'cut-short')
    return language === 'ja'
      ? `「${taskName}」は、学習が予定のエポックの半分に達する前に終了した（時間切れ、または途中で終了）ため、${other}との差を判断できません。時間の上限を延ばして学習し直してください。`
      : `For "${taskName}" it cannot be told from ${other}: a training was ended, by the time limit or by hand, before half of its epochs. Allow more time and train again.`;
  return language === 'ja'
    ? `「${taskName}」は、テスト用の件数が少なく、${other}との差を判断できません。`
    : `For "${taskName}" there are too few test rows to tell it from ${other}.`;
}
