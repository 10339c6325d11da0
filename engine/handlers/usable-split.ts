// A division is proposed only where the rows can be divided so: all NG parts of one early week leave a test part without
// any, and the first thing that a person sees must not be a refusal of what the program itself proposed.

import { toFailure } from '../contract/errors.ts';
import type { SplitProposal } from '../contract/splits.ts';
import type { Split } from '../contract/tasks.ts';

/**
 * The proposal; where its division is refused and the even one over all tasks is not, that one, which says why. What was
 * refused stays among the alternatives.
 *
 * @param preview refuses a division that cannot be used
 */
export async function usableProposal(
  proposal: SplitProposal,
  preview: (split: Split) => Promise<unknown>,
): Promise<SplitProposal> {
  const { alternatives, ...chosen } = proposal;
  const even = alternatives.find(({ reason }) => reason.code === 'stratified');
  if (!even || even.reason.code !== 'stratified') return proposal;
  const refused = await refusalOf(chosen.split, preview);
  if (!refused || (await refusalOf(even.split, preview))) return proposal;
  const others = alternatives.filter((one) => one !== even);
  return { split: even.split, reason: { ...even.reason, instead: refused }, alternatives: [chosen, ...others] };
}

async function refusalOf(
  split: Split,
  preview: (split: Split) => Promise<unknown>,
): Promise<{ code: string; facts: Record<string, unknown> } | null> {
  try {
    await preview(split);
    return null;
  } catch (error) {
    const { code, facts } = toFailure(error);
    if (!code.startsWith('split.')) throw error;
    return { code, facts: { ...facts } };
  }
}
