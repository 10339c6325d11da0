// Several series in one data set, each on a scale of its own: by which of them a row says that it is or, where that is
// none that the training knew (a machine put up later), by the window that is seen of it.

import {
  add,
  cast,
  equal,
  gather,
  isNaN as isMissing,
  maximum,
  div,
  mul,
  reshape,
  sqrt,
  square,
  sub,
  sum,
  tensor,
  where,
} from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { ChannelMoments, SeriesFeature } from '../data/features.ts';
import type { RowMoments } from '../tasks/rules.ts';
import type { Inputs } from './trunk.ts';

/** Least spread of a window that stands still, as a share of its level. */
const stillness = 1e-3;

/** Of each channel, `[rows, channels]` in its own unit; null where no data set holds several series. Pure tfjs. */
export function rowMoments(feature: SeriesFeature, inputs: Inputs): RowMoments | null {
  const { strands, channels } = feature;
  if (!strands) return null;
  const raw = inputs['series']!;
  const rows = raw.shape[0]!;
  const which = reshape(inputs['which']!, [rows]);
  const isNone = reshape(equal(which, 0), [rows, 1]);
  const table = (value: (moments: ChannelMoments) => number, none: number): Tensor =>
    gather(
      tensor(
        [
          ...channels.map(() => none),
          ...strands.flatMap((_, s) => channels.map((channel) => value(channel.strands![s]!))),
        ],
        [strands.length + 1, channels.length],
        'float32',
      ),
      which,
    );
  const seen = windowMoments(raw);
  return {
    means: where(
      isNone,
      seen.means,
      table(({ mean }) => mean, 0),
    ),
    deviations: where(
      isNone,
      seen.deviations,
      table(({ deviation }) => deviation, 1),
    ),
  };
}

/** Of what a window `[rows, lookback, channels]` holds. */
function windowMoments(raw: Tensor): RowMoments {
  const missing = isMissing(raw);
  const known = sub(1, cast(missing, 'float32'));
  const count = maximum(sum(known, 1), 1);
  const means = div(sum(where(missing, 0, raw), 1), count);
  const off = where(missing, 0, sub(raw, reshape(means, [raw.shape[0]!, 1, raw.shape[2]!])));
  const variance = div(sum(square(off), 1), count);
  const least = add(mul(square(means), stillness ** 2), 1e-12);
  return { means, deviations: sqrt(add(variance, least)) };
}
