// Numbers with intervals, and verdicts: the words in which results are told.

import * as v from 'valibot';

/** A number with its interval at 95 %; the bounds are null where none can be given. */
export const Measured = v.object({
  value: v.nullable(v.number()),
  low: v.nullable(v.number()),
  high: v.nullable(v.number()),
});
export type Measured = v.InferOutput<typeof Measured>;

/** A rate never travels without its denominator. */
export const Rate = v.object({ events: v.number(), outOf: v.number(), ...Measured.entries });
export type Rate = v.InferOutput<typeof Rate>;

export const verdicts = ['helps', 'no-difference', 'hurts', 'unknown'] as const;
