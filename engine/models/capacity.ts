// How large a model is: three sizes a person can choose from, the linear reference, and the plain
// perceptron and convolution network that published tables are compared with.

import type { Capacity } from '../contract/recipes.ts';
import type { FeaturePlan, SeriesFeature } from '../data/features.ts';
import { createCombinedTrunk } from './combined.ts';
import { createConvolutionTrunk } from './convolution.ts';
import { createLinearImageTrunk } from './image-linear.ts';
import { createImageTrunk } from './image.ts';
import { createLenetTrunk } from './lenet.ts';
import { createLinearTrunk, linearColumns } from './linear.ts';
import { photos } from './photo-sizes.ts';
import { createPreparation } from './preparation.ts';
import { createSeriesConvolution } from './series-convolution.ts';
import { createSeriesTrunk } from './series.ts';
import { createTabularTrunk } from './tabular.ts';
import type { Trunk } from './trunk.ts';

/** What a trained model was built as. */
export type TrunkSize = Capacity | 'linear' | 'perceptron' | 'pictures' | 'lenet';

const sizes = {
  small: { width: 64, depth: 2, members: 4, frequencies: 8, embedding: 8 },
  medium: { width: 128, depth: 2, members: 8, frequencies: 16, embedding: 12 },
  large: { width: 256, depth: 3, members: 16, frequencies: 16, embedding: 16 },
  perceptron: { width: 256, depth: 2, members: 1, frequencies: 0, embedding: 0 },
} as const;

/** For square grey pictures of a few dozen pixels a side. */
const smallPictures = { stages: [16, 32, 64], depth: 1, excitation: false, grid: 5, width: 128 } as const;

/** The trunk of this size for these columns; for `pictures` and `lenet` they are the pixels of square grey pictures, row by row. */
export function trunkOf(plan: FeaturePlan, size: TrunkSize): Trunk {
  if (plan.image && size === 'linear') return createLinearImageTrunk(plan, plan.image);
  if (plan.image && plan.numeric.length + plan.categorical.length > 0) {
    const table = size === 'pictures' || size === 'lenet' || size === 'linear' ? 'medium' : size;
    return createCombinedTrunk(plan, plan.image, photos[table === 'perceptron' ? 'medium' : table], sizes[table]);
  }
  if (plan.image) return createImageTrunk(plan.image, photos[size === 'small' || size === 'large' ? size : 'medium']);
  if (plan.series) return seriesTrunkOf(plan.series, size);
  if (size === 'linear') return createLinearTrunk(plan);
  // The plain perceptron stays what published tables are of: nothing stands beside it.
  if (size === 'perceptron') return createTabularTrunk(plan, sizes.perceptron);
  if (size !== 'pictures' && size !== 'lenet')
    return { ...createTabularTrunk(plan, sizes[size]), line: linearColumns(plan) };
  const { apply, width } = createPreparation(plan);
  const side = Math.sqrt(width);
  const shape = { height: side, width: side, channels: 1 };
  return size === 'lenet' ? createLenetTrunk(shape, apply) : createConvolutionTrunk(shape, smallPictures, apply);
}

/** The linear reference is linear whatever the network. */
function seriesTrunkOf(series: SeriesFeature, size: TrunkSize): Trunk {
  const known = size === 'small' || size === 'large' || size === 'linear' ? size : 'medium';
  if (series.network === 'convolution' && known !== 'linear') return createSeriesConvolution(series, known);
  return createSeriesTrunk(series, known);
}
