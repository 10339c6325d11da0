// Files that lay among photos and are not used, by reason: the table that was chosen as the list is used.

import type { IgnoredReason } from '../../engine/contract/images.ts';
import type { ManifestChoice } from '../../engine/contract/photos.ts';

/** Reasons with how many files, none of them 0. */
export function passedOver(
  ignored: Readonly<Record<string, number>>,
  manifest: ManifestChoice,
): [IgnoredReason, number][] {
  const used = manifest?.from === 'inside' ? 1 : 0;
  return (Object.entries(ignored) as [IgnoredReason, number][])
    .map(([reason, count]): [IgnoredReason, number] => [reason, reason === 'table' ? count - used : count])
    .filter(([, count]) => count > 0);
}
