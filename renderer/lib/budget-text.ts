// Compute budgets and overall gains as they are written.

import type { ComputeBudget } from '../../engine/contract/methods.ts';
import { formatCount } from './format.ts';

/** `58 %`, `1,200`, `0.21 ms`, `0.34 MB`. */
export function budgetText(kind: ComputeBudget['kind'], value: number): string {
  if (kind === 'flopsOfSeparate') return `${Math.round(100 * value)} %`;
  if (kind === 'flops') return formatCount(Math.round(value));
  return `${Number(value.toPrecision(2))} ${kind === 'milliseconds' ? 'ms' : 'MB'}`;
}

/** Delta-m in percent with a true sign: `−2.1 %`. */
export function gainText(value: number): string {
  const text = Math.abs(value).toFixed(1);
  return `${text === '0.0' ? '' : value < 0 ? '−' : '+'}${text} %`;
}
