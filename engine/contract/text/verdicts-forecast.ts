// What a comparison of forecasts says: how much smaller the error is in percent, and the literature's figure beside it.

import type { Language } from '../language.ts';
import type { Comparison, Measured } from '../runs.ts';
import { byRuleText, isByRule } from './by-rule.ts';
import { figureText } from './metrics.ts';
import { untoldText } from './untold.ts';

/** By how much the joint model's error is smaller than the other's, as a share of the other's; null where that is 0 or unknown. */
export function errorReduction({ difference, other }: Pick<Comparison, 'difference' | 'other'>): Measured {
  const share = (value: number | null): number | null => (value === null || !other ? null : value / other);
  return { value: share(difference.value), low: share(difference.low), high: share(difference.high) };
}

/** One sentence for forecasts; `other` is what they are compared with, in words. */
export function sayForecastVerdict(
  comparison: Comparison,
  taskName: string,
  other: string,
  language: Language,
): string {
  const { verdict, metric, joint } = comparison;
  const { value, low, high } = errorReduction(comparison);
  const mase = (of: number | null): string => figureText(metric, of);
  const bounds = low === null || high === null ? null : `${signed(low)} … ${signed(high)} %`;
  const size = value === null ? '–' : `${percent(Math.abs(value))} %`;
  if (language === 'ja') {
    const scores = `MASE ${mase(joint)}、比べた相手は ${mase(comparison.other)}`;
    const shown = bounds === null ? `（${scores}）` : `（改善の 95 % 区間 ${bounds}。${scores}）`;
    switch (verdict) {
      case 'helps':
        return `「${taskName}」の予測の誤差は、${other}より ${size} 小さくなりました${shown}。`;
      case 'hurts':
        return `「${taskName}」の予測の誤差は、${other}より ${size} 大きくなりました${shown}。`;
      case 'no-difference':
        if (isByRule(comparison))
          return `「${taskName}」の予測の誤差は、${other}と ${size} 違いますが${shown}、${byRuleText.ja}。`;
        return `「${taskName}」の予測の誤差は、${other}との差を確認できませんでした${shown}。`;
      case 'unknown':
        return untoldText(comparison, taskName, other, language);
    }
  }
  const scores = `MASE ${mase(joint)} against ${mase(comparison.other)}`;
  const shown = bounds === null ? ` (${scores})` : ` (95 % interval of the improvement ${bounds}; ${scores})`;
  switch (verdict) {
    case 'helps':
      return `For "${taskName}" the error is ${size} smaller than with ${other}${shown}.`;
    case 'hurts':
      return `For "${taskName}" the error is ${size} larger than with ${other}${shown}.`;
    case 'no-difference':
      if (isByRule(comparison))
        return `For "${taskName}" the error differs from that of ${other} by ${size}${shown}, but ${byRuleText.en}.`;
      return `For "${taskName}" no difference of the error from ${other} was found${shown}.`;
    case 'unknown':
      return untoldText(comparison, taskName, other, language);
  }
}

function percent(share: number): string {
  return (100 * share).toFixed(1);
}

function signed(share: number): string {
  // A bound beside 0 decides the verdict: it keeps its sign, in a digit that shows it.
  const size = Math.abs(100 * share);
  const text = size >= 0.0005 && size < 0.05 ? Number(size.toPrecision(1)).toString() : percent(Math.abs(share));
  return text === '0.0' ? text : `${share < 0 ? '−' : '+'}${text}`;
}
