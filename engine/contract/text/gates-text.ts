// A compute budget: what was asked for, what the gates reach by count, what was measured, and that pruning
// changed nothing, in sentences.

import type { Language, Words } from '../language.ts';
import type { GatesShown } from '../methods.ts';
import { budgetAmount } from './budgets.ts';

/** One to four sentences; what was not given or not measured is left out or said to be unknown. */
export function gatesSentences(gates: GatesShown, language: Language): string {
  const { target, achieved, measured, flops, pruneDifference } = gates;
  const count = (value: number): string => Math.round(value).toLocaleString('en-US');
  const difference = pruneDifference === null ? null : pruneDifference.toExponential(1);
  if (language === 'ja') {
    const reached =
      achieved === null
        ? '到達値は不明'
        : `計算上 ${target ? budgetAmount({ kind: target.kind, value: achieved }) : ''}`;
    return [
      target
        ? `予算 ${budgetAmount(target)} に対して${reached}${measured === null ? '' : `、実測 ${budgetAmount({ kind: target.kind, value: measured })}`} です。`
        : '',
      endOf(gates)?.ja ?? '',
      `刈り込み後の積和演算は ${count(flops.pruned)} 回です（全部共通なら ${count(flops.hard)} 回、別々なら ${count(flops.separate)} 回）。`,
      difference === null ? '' : `刈り込む前と後の出力の差は、最大でも ${difference} です。`,
    ].join('');
  }
  const reached =
    achieved === null
      ? 'reached value unknown'
      : `${target ? budgetAmount({ kind: target.kind, value: achieved }) : ''} by count`;
  return [
    target
      ? `Budget ${budgetAmount(target)}: ${reached}${measured === null ? '' : `, ${budgetAmount({ kind: target.kind, value: measured })} measured`}.`
      : '',
    endOf(gates)?.en ?? '',
    `After pruning ${count(flops.pruned)} multiply-adds (all shared ${count(flops.hard)}, separate ${count(flops.separate)}).`,
    difference === null ? '' : `Outputs before and after pruning differ by at most ${difference}.`,
  ]
    .filter(Boolean)
    .join(' ');
}

/** Why a budget left no mixture: nothing own, or nothing shared; null where there is something of both. */
function endOf({ target, layers }: GatesShown): Words | null {
  const owned = layers.flatMap((layer) => layer.ownRate);
  if (!target || owned.length === 0) return null;
  if (owned.every((rate) => rate === 1))
    return {
      ja: '別々のモデルでも予算に収まるため、すべてをタスク専用にしました。',
      en: 'Separate models keep to the budget as well, so nothing had to be shared.',
    };
  if (owned.some((rate) => rate > 0)) return null;
  // Where channels are own, a model has more and smaller parts, and each takes its time.
  return target.kind === 'milliseconds'
    ? {
        ja: '一部でもタスク専用にすると計算の部品が増え、この PC では判定時間が予算を超える見込みのため、全部共通のモデルにしました。',
        en: 'Any own channel adds parts to the calculation and was expected to take longer than the budget on this PC, so everything is shared.',
      }
    : {
        ja: '予算にタスク専用のチャネルを持つ余裕がないため、全部共通のモデルにしました。',
        en: 'The budget left no room for own channels, so everything is shared.',
      };
}
