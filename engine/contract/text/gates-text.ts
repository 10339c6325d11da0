// A compute budget: what was asked for, what the gates reach by count, what was measured, and that pruning
// changed nothing, in sentences.

import type { Language } from '../language.ts';
import type { ComputeBudget, GatesShown } from '../methods.ts';

/** One to three sentences; what was not given or not measured is left out or said to be unknown. */
export function gatesSentences(gates: GatesShown, language: Language): string {
  const { target, achieved, measured, flops, pruneDifference } = gates;
  const count = (value: number): string => Math.round(value).toLocaleString('en-US');
  const difference = pruneDifference === null ? null : pruneDifference.toExponential(1);
  if (language === 'ja') {
    const reached = achieved === null ? '到達値は不明' : `計算上 ${target ? quantity(target.kind, achieved) : ''}`;
    return [
      target
        ? `予算 ${quantity(target.kind, target.value)} に対して${reached}${measured === null ? '' : `、実測 ${quantity(target.kind, measured)}`} です。`
        : '',
      `刈り込み後の積和演算は ${count(flops.pruned)} 回です（全部共通なら ${count(flops.hard)} 回、別々なら ${count(flops.separate)} 回）。`,
      difference === null ? '' : `刈り込む前と後の出力の差は、最大でも ${difference} です。`,
    ].join('');
  }
  const reached =
    achieved === null ? 'reached value unknown' : `${target ? quantity(target.kind, achieved) : ''} by count`;
  return [
    target
      ? `Budget ${quantity(target.kind, target.value)}: ${reached}${measured === null ? '' : `, ${quantity(target.kind, measured)} measured`}.`
      : '',
    `After pruning ${count(flops.pruned)} multiply-adds (all shared ${count(flops.hard)}, separate ${count(flops.separate)}).`,
    difference === null ? '' : `Outputs before and after pruning differ by at most ${difference}.`,
  ]
    .filter(Boolean)
    .join(' ');
}

function quantity(kind: ComputeBudget['kind'], value: number): string {
  if (kind === 'flopsOfSeparate') return `${(100 * value).toFixed(1)} %`;
  if (kind === 'flops') return `${Math.round(value).toLocaleString('en-US')} FLOPs`;
  return `${Number(value.toPrecision(3))} ${kind === 'milliseconds' ? 'ms' : 'MB'}`;
}
