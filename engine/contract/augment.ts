// How training photos are varied: only in ways that leave a defect a defect and visible.
//
// There is no cropping and no erasing on purpose: both can take the defect out of the picture and keep its label.

import * as v from 'valibot';

const share = (most: number, usual: number) => v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(most)), usual);

export const AugmentSettings = v.object({
  /** Left and right exchanged in half of the photos. */
  mirror: v.optional(v.boolean(), true),
  /** Top and bottom exchanged in half of the photos. */
  flip: v.optional(v.boolean(), true),
  /** Turned by a quarter, a half or three quarters; photos that are not square only by a half. */
  turn: v.optional(v.boolean(), true),
  /** Moved by at most this share of the side, each way; the edge's pixels fill what becomes free. */
  shift: share(0.2, 0.05),
  /** Made brighter or darker by at most this share of the full range. */
  brightness: share(0.5, 0.1),
  /** Differences from the photo's own mean stretched or shrunk by at most this share. */
  contrast: share(0.5, 0.1),
  /**
   * Alpha of mixup (Zhang et al. 2018): a batch's photos and labels are blended with each other by a share drawn from
   * Beta(alpha, alpha) a step; 0 = off. Without effect where the model reads more than photos, a training row has no
   * photo, or rows are drawn by task.
   */
  mixup: share(1, 0),
});
export type AugmentSettings = v.InferOutput<typeof AugmentSettings>;

/** Everything on, within the usual limits, except mixup. */
export const usualAugment: AugmentSettings = v.parse(AugmentSettings, {});
