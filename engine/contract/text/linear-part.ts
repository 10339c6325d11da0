// That a model's answers are in part linear, and by how much: said wherever a run is explained.

import type { Language } from '../language.ts';
import type { RunResult } from '../runs.ts';
import { quoted, wholePercent } from './shares.ts';

/** One sentence for all tasks of which it is true; null where there is none. */
export function linearPart({ lines = {} }: Pick<RunResult, 'lines'>, language: Language): string | null {
  const all = Object.entries(lines).filter(([, share]) => share === 1);
  const part = Object.entries(lines).filter(([, share]) => share < 1);
  if (all.length + part.length === 0) return null;
  const names = all.map(([id]) => quoted(id, language));
  const shares = part.map(([id, share]) => `${quoted(id, language)} ${wholePercent(share)}`);
  if (language === 'ja') {
    const whole = `${names.join('、')}の答えは、すべて線形の式（入力の一次式）で計算しています。`;
    const some = all.length > 0 ? 'ほかに、答えの一部を' : '答えの一部は';
    const mixed = `${some}線形の式（入力の一次式）で計算しています（${shares.join('、')}、残りはネットワーク）。`;
    const rule = '割合は、検証データの誤差が最も小さくなるように決めました。';
    return [...(all.length > 0 ? [whole] : []), ...(part.length > 0 ? [mixed] : []), rule].join('');
  }
  const whole = `The whole answer for ${names.join(', ')} is a linear formula of the inputs.`;
  const mixed = `Part of the answer is a linear formula of the inputs (${shares.join(', ')}; the rest is the network).`;
  const rule = 'The share is the one with the smallest error on the validation rows.';
  return [...(all.length > 0 ? [whole] : []), ...(part.length > 0 ? [mixed] : []), rule].join(' ');
}

/**
 * Why the last point of the loss curves is not the result: the linear part is added after the training. Null where no
 * curve shown is of a task that has one.
 *
 * @param tasks whose curves are shown
 */
export function curvesWithoutLine(
  { lines = {} }: Pick<RunResult, 'lines'>,
  tasks: readonly string[],
  language: Language,
): string | null {
  const told = tasks.filter((id) => Object.hasOwn(lines, id)).map((id) => quoted(id, language));
  if (told.length === 0) return null;
  return language === 'ja'
    ? `曲線はネットワークだけの損失です。${told.join('、')}の成績は、学習の後に線形の式を加えた答えで測ったもので、曲線の最後の点とは対応しません。`
    : `The curves are those of the network alone. Results of ${told.join(', ')} are of answers to which a linear formula was added after training, so the last point is not the result.`;
}
