// What a planned training takes under the limits of the form: the plan was made before those were typed.

import type { PlannedRun } from '../../engine/contract/views.ts';

interface Limits {
  readonly epochs?: number | undefined;
  readonly seconds?: number | undefined;
}

/** Expected seconds of one training. What does not grow with the epochs (evaluation, timing) stays as it is. */
export function limitedSeconds(planned: Omit<PlannedRun, 'reason'>, limits: Limits): number {
  const { seconds, epochSeconds, epochs } = planned;
  if (epochSeconds === undefined || epochs === undefined) return seconds;
  if (limits.epochs === undefined && limits.seconds === undefined) return seconds;
  // Training may have been cut by the project's own limit of time already; the rest is what surrounds it.
  const around = Math.max(0, seconds - epochSeconds);
  const training = epochSeconds * ((limits.epochs ?? epochs) / epochs);
  return around + Math.min(training, limits.seconds ?? Infinity);
}
