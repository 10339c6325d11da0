// Compute budgets as they are written.

import type { Language } from '../language.ts';
import type { ComputeBudget } from '../methods.ts';

/** What was asked for, for a name: `60 % of separate models`, `100,000 FLOPs`, `0.2 ms`, `0.5 MB`. */
export function budgetAsked({ kind, value }: ComputeBudget, language: Language): string {
  if (kind !== 'flopsOfSeparate') return budgetAmount({ kind, value });
  const share = `${Number((100 * value).toFixed(1))} %`;
  return language === 'ja' ? `別々のモデルの ${share}` : `${share} of separate models`;
}

/** A figure of this kind, a share with one decimal: what was reached beside what was asked for. */
export function budgetAmount({ kind, value }: ComputeBudget): string {
  if (kind === 'flopsOfSeparate') return `${(100 * value).toFixed(1)} %`;
  if (kind === 'flops') return `${Math.round(value).toLocaleString('en-US')} FLOPs`;
  return `${Number(value.toPrecision(3))} ${kind === 'milliseconds' ? 'ms' : 'MB'}`;
}
