// How training photos are varied: only in ways that leave a defect a defect and visible.
//
// There is no cropping and no erasing on purpose: both can take the defect out of the picture and keep its label.

import * as v from 'valibot';

const share = (most: number) => v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(most)));

/** What a person chose; what is left out is chosen from the photos (data/augment-proposal.ts). */
export const AugmentChoices = v.object({
  /** Left and right exchanged in half of the photos. */
  mirror: v.optional(v.boolean()),
  /** Top and bottom exchanged in half of the photos. */
  flip: v.optional(v.boolean()),
  /** Turned by a quarter, a half or three quarters; photos that are not square only by a half. */
  turn: v.optional(v.boolean()),
  /** Moved by at most this share of the side, each way; the edge's pixels fill what becomes free. */
  shift: share(0.2),
  /** Made brighter or darker by at most this share of the full range. */
  brightness: share(0.5),
  /** Differences from the photo's own mean stretched or shrunk by at most this share. */
  contrast: share(0.5),
  /**
   * Alpha of mixup (Zhang et al. 2018): a batch's photos and labels are blended with each other by a share drawn from
   * Beta(alpha, alpha) a step; 0 = off. Without effect where the model reads more than photos, a training row has no
   * photo, or rows are drawn by task.
   */
  mixup: share(1),
});
export type AugmentChoices = v.InferOutput<typeof AugmentChoices>;

/** Every one of them settled. */
export const AugmentSettings = v.required(AugmentChoices);
export type AugmentSettings = v.InferOutput<typeof AugmentSettings>;

/** Everything on, within the usual limits, except mixup. */
export const usualAugment: AugmentSettings = {
  mirror: true,
  flip: true,
  turn: true,
  shift: 0.05,
  brightness: 0.1,
  contrast: 0.1,
  mixup: 0,
};

/** What a person chose, and where nothing was chosen what was proposed. */
export function settledAugment(choices: AugmentChoices | undefined, proposed: AugmentSettings): AugmentSettings {
  const chosen = Object.entries(choices ?? {}).filter(([, value]) => value !== undefined);
  return { ...proposed, ...Object.fromEntries(chosen) };
}
