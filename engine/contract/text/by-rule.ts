// Differences that the rule of verdicts does not count, in words.

import type { Words } from '../language.ts';
import type { Comparison } from '../runs.ts';

/** Called no difference by the rule although the interval excludes 0: that has to be said, or the sentence is untrue. */
export function isByRule({ verdict, difference: { low, high } }: Pick<Comparison, 'verdict' | 'difference'>): boolean {
  return verdict === 'no-difference' && low !== null && high !== null && (low > 0 || high < 0);
}

/** Why such a difference does not count. */
export const byRuleText: Words = {
  ja: '何もしない予測より良いと示せないか、シードによるばらつきより小さい差のため、「差なし」とします',
  en: 'it does not count: neither is shown to be better than the simplest prediction, or another seed would change as much',
};
