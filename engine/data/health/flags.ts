// Columns of two values that settle a rare class on their own: "reworked" occurs with NG only, or every
// NG has the mark "stopped". One such value leaks even where it covers a few of the rows.

import { binomialLowerBound } from '../../base/binomial.ts';
import { cellText, isMissing, type Column } from '../table.ts';
import type { TaskLabels } from './labels.ts';

/** A class above this share needs no flag to be met often. */
const rareClass = 0.3;
/** A value above this share of rows narrows nothing down. */
const rareValue = 0.1;
const nearlyAll = 0.98;
/** The share must hold for this much of the population, at 95 %, not only for the rows seen. */
const surely = 0.8;

export interface FlagRule {
  readonly form: 'implies' | 'covers';
  readonly level: string;
  readonly class: string;
  readonly hits: number;
  readonly outOf: number;
}

/** The strongest such rule between the column's rarer value and a rare class, or null. */
export function flagRule(column: Column, labels: TaskLabels): FlagRule | null {
  const values: ArrayLike<number> = 'codes' in column ? column.codes : column.values;
  const key = (row: number): number => (isMissing(column, row) ? -Infinity : values[row]!);
  const counts = new Map<number, { row: number; total: number; byClass: Uint32Array }>();
  for (let row = 0; row < labels.codes.length; row++) {
    const code = labels.codes[row]!;
    if (code < 0) continue;
    let entry = counts.get(key(row));
    if (!entry) counts.set(key(row), (entry = { row, total: 0, byClass: new Uint32Array(labels.classes.length) }));
    if (counts.size > 2) return null;
    entry.total++;
    entry.byClass[code]!++;
  }
  if (counts.size !== 2) return null;
  const rules: FlagRule[] = [];
  for (const { row, total, byClass } of counts.values()) {
    byClass.forEach((hits, code) => {
      const inClass = labels.counts[code]!;
      if (inClass > rareClass * labels.labelled) return;
      const named = { level: cellText(column, row), class: labels.classes[code]! };
      if (holds(hits, total)) rules.push({ form: 'implies', ...named, hits, outOf: total });
      else if (total <= rareValue * labels.labelled && holds(hits, inClass))
        rules.push({ form: 'covers', ...named, hits, outOf: inClass });
    });
  }
  return rules.sort((a, b) => b.hits / b.outOf - a.hits / a.outOf || b.hits - a.hits)[0] ?? null;
}

function holds(hits: number, outOf: number): boolean {
  return hits >= nearlyAll * outOf && binomialLowerBound(hits, outOf) >= surely;
}
