// That a model's answers are in part linear, and by how much: said wherever a run is explained.

import type { Language } from '../language.ts';
import type { RunResult } from '../runs.ts';
import { quoted, wholePercent } from './shares.ts';

/** One sentence for all tasks of which it is true; null where there is none. */
export function linearPart({ lines = {} }: Pick<RunResult, 'lines'>, language: Language): string | null {
  const told = Object.entries(lines).map(([id, share]) => `${quoted(id, language)} ${wholePercent(share)}`);
  if (told.length === 0) return null;
  return language === 'ja'
    ? `答えの一部は線形の式（入力の一次式）で計算しています（${told.join('、')}、残りはネットワーク）。割合は、検証データの誤差が最も小さくなるように決めました。`
    : `Part of the answer is a linear formula of the inputs (${told.join(', ')}; the rest is the network). The share is the one with the smallest error on the validation rows.`;
}
