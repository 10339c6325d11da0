// Where in a trunk for photos to look when asking which part of a picture decided.

import type { Tensor } from '@tensorflow/tfjs-core';
import type { Layer, Trunk } from './trunk.ts';

/**
 * Pixels a side that a map needs to show where something is. Measured on steel defects with known boxes (64 x 64 pixels,
 * two trainings, 250 test photos less than half of which is inside, where chance is 25 %): the strongest place of a
 * signed map of 8 x 8 is inside a box in 54 %, of one of 16 x 16 in 69 %.
 */
const fine = 15;

/** The trunk with what one of its layers is given going through `watch`: see `Trunk.withMaps`. */
export function withMaps(trunk: Trunk, watch: (maps: Tensor) => Tensor): Trunk {
  const places = trunk.layers.map(({ channels }) => channels?.places ?? 0);
  // What layer i is given has as many pixels as the layer before puts out; the first is given the photo itself.
  const at = places.findLastIndex((pixels, i) => i + 1 < trunk.layers.length && (i === 0 || pixels >= fine * fine)) + 1;
  const layers = trunk.layers.map((layer, i): Layer => {
    if (i !== at) return layer;
    return { ...layer, apply: (parameters, input, kept, read) => layer.apply(parameters, watch(input), kept, read) };
  });
  return { ...trunk, layers };
}
