// The trunk for parts of which there is a photo and a row of a table: what the photo shows joins the columns, and
// fully connected layers read both. A part without a photo says so in a column of its own.

import { abs, cast, concat, equal, max, mul, reshape, slice, sub } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { FeaturePlan, ImageFeature } from '../data/features.ts';
import { prefixed } from './arrays.ts';
import type { HostArrays } from './arrays.ts';
import type { ConvolutionOptions } from './convolution.ts';
import { createImageTrunk } from './image.ts';
import { createPreparation } from './preparation.ts';
import { tabularLayers } from './tabular.ts';
import type { TabularOptions } from './tabular.ts';
import { keptBehind, under } from './trunk.ts';
import type { Cost, Layer, Trunk } from './trunk.ts';

/** Columns of a batch on the way in: those of the table, whether the photo is missing, the pixels. */
export function createCombinedTrunk(
  plan: FeaturePlan,
  feature: ImageFeature,
  photo: ConvolutionOptions,
  table: TabularOptions,
): Trunk {
  const preparation = createPreparation(plan);
  const joined = { numbers: preparation.numbers, width: preparation.width + 1 + photo.width };
  const onto = (image: Trunk): Trunk => {
    const layers = [photoLayer(image, feature, preparation.width), ...tabularLayers(joined, table, plan)];
    return {
      prepare: (inputs) => {
        const raw = inputs['image']!;
        // A photo without any light is taken for none.
        const missing = cast(equal(max(abs(raw), 1, true), 0), 'float32');
        const pixels = reshape(image.prepare(inputs).columns, raw.shape as [number, number]);
        return { columns: concat([preparation.apply(inputs), missing, pixels], 1), kept: keptBehind(layers, inputs) };
      },
      layers,
      members: table.members,
      width: table.width,
      withMaps: (watch) => onto(image.withMaps!(watch)),
    };
  };
  return onto(createImageTrunk(feature, photo));
}

/** `[rows, columns + 1 + pixels]` to `[rows, columns + 1 + what the photo shows]`. */
function photoLayer(image: Trunk, { height, width, channels }: ImageFeature, columns: number): Layer {
  const last = image.layers.length - 1;
  return {
    name: 'photo',
    fixed: image.layers.map(wholeCost).reduce(sumOf),
    dropWidth: image.layers[last]!.dropWidth,
    start: (rng) =>
      Object.assign(
        {},
        ...image.layers.map((layer) => prefixed(`${layer.name}/`, layer.start(rng.fork(layer.name)))),
      ) as HostArrays,
    apply: (parameters, input, kept) => {
      const rows = input.shape[0]!;
      const table = slice(input, [0, 0], [rows, columns]);
      const missing = slice(input, [0, columns], [rows, 1]);
      const pixels = slice(input, [0, columns + 1], [rows, height * width * channels]);
      const shown = image.layers.reduce<Tensor>(
        (value, layer, i) => layer.apply(under(`${layer.name}/`, parameters), value, i === last ? kept : null),
        reshape(pixels, [rows, height, width, channels]),
      );
      return concat([table, missing, mul(reshape(shown, [rows, image.width]), sub(1, missing))], 1);
    },
  };
}

function wholeCost({ fixed, channels }: Layer): Cost {
  const each = channels?.each ?? { operations: 0, parameters: 0 };
  const count = channels?.count ?? 0;
  return sumOf(fixed ?? { operations: 0, parameters: 0 }, {
    operations: count * each.operations,
    parameters: count * each.parameters,
  });
}

function sumOf(a: Cost, b: Cost): Cost {
  return { operations: a.operations + b.operations, parameters: a.parameters + b.parameters };
}
