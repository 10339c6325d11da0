// A trained model as an ONNX file with its signature: the recorded inference function itself,
// preprocessing inside, so that what is delivered is what was evaluated.

import { compileWith, countFlops, emitOnnx } from '../compile/index.ts';
import type {
  CategoricalFeature,
  ChannelMoments,
  ImageFeature,
  NumericFeature,
  SeriesFeature,
} from '../data/features.ts';
import { fedBy, fedColumns, nameIn } from '../models/series-fed.ts';
import type { HostArrays } from '../models/arrays.ts';
import type { BatchShapes } from '../runtime/index.ts';
import type { TaskHead } from '../tasks/rules.ts';
import { parameterCount } from '../training/model.ts';
import type { TrainedModel } from '../training/model.ts';
import { prunedModel } from './prune.ts';
import type { DeployedModel } from './prune.ts';

/** How to feed the model and read its answers: all that a program on the line needs besides the file. */
export interface ModelSignature {
  readonly format: 'taskloom-model';
  readonly version: 1;
  /** Numbers of one part, `[1, F]` float32 in this order, missing = NaN; `origin` is subtracted in double precision first. */
  readonly numeric: readonly Pick<NumericFeature, 'column' | 'part' | 'origin'>[];
  /** Words of one part, `[1, C]` int32: 0 = missing or unknown, otherwise 1 + the index of the level. */
  readonly categorical: readonly CategoricalFeature[];
  /** The photo of one part, where the model reads one. The column holds where the photo lies. */
  readonly image?: ImageSignature;
  /** The past, where the model reads one, and what is known ahead. */
  readonly series?: SeriesSignature;
  /** In the order of the tasks; the output of each has the task's name. */
  readonly outputs: readonly OutputSignature[];
}

/**
 * Input `image` `[1, height * width * channels]` float32: row by row, the channels of a pixel side by side (red, green,
 * blue), byte values divided by 255; all 0 for a part without a photo. Mean and deviation are inside the model.
 */
export interface ImageSignature extends Pick<ImageFeature, 'column' | 'height' | 'width' | 'channels'> {
  /** Least and most of the values fed. */
  readonly range: readonly [0, 1];
  /** A sample of a 16 bit photo is first taken times 255 / (2^bits - 1), whatever the single photo uses. 8 to 16. */
  readonly bits: number;
  /**
   * `fill`: the photo is resized to height and width. `pad`: it is resized to fit inside, keeping its aspect, and put
   * in the middle; around it stands the mean of its outermost pixels, channel by channel. Areas are averaged. Grey is
   * 0.299 red + 0.587 green + 0.114 blue.
   */
  readonly fit: 'fill' | 'pad';
}

/**
 * Input `series` `[1, lookback, columns]` float32 in the columns' own units, the oldest row first, missing = NaN; and,
 * where anything is known ahead, input `known` `[1, horizon, known]` float32, the next row first, missing = 0.
 */
export interface SeriesSignature {
  readonly lookback: number;
  readonly horizon: number;
  /**
   * A column that several data sets have stands here once for each, as `column (data set)`: a window holds the values of
   * its own data set there, and those of the others are missing. So it is with columns known ahead.
   */
  readonly columns: readonly string[];
  /**
   * The last of the columns, where some are known only up to now and are not forecast themselves. Of a column of words:
   * the word at which 1 is fed; 0 at another, NaN where none is known.
   */
  readonly companions?: readonly { readonly column: string; readonly word?: string }[];
  /**
   * Fed as (value - mean) / deviation. Values of the row's own moment: `hour-sine`, `hour-cosine` are sine and cosine of
   * 2 pi times hour / 24, those of `weekday` times weekday / 7 (Monday 0), those of `year` times the share of the year
   * that has passed; `weekend`, `holiday` and `column=word` are 0 or 1. Where there are `strands`, mean and deviation are
   * those of the window's own strand, in their order; the two beside them are for another one.
   */
  readonly known: readonly (ChannelMoments & { readonly name: string; readonly strands?: readonly ChannelMoments[] })[];
  /**
   * Where a data set holds several series: the names of those that training knew. Input `which` `[1, 1]` int32 says of
   * which the window is, 1 + its place here; 0 = another one, which is read on the scale of its own window. Each series is
   * fed and forecast in its own unit, in the same columns.
   */
  readonly strands?: readonly string[];
}

export interface OutputSignature {
  readonly task: string;
  readonly kind: string;
  /** Probability for each class in this order; empty where the output is a value in `unit`, or the NG probability. */
  readonly classes: readonly string[];
  readonly unit: string | null;
  /**
   * Forecasts: the output is `[1, columns * horizon * values]`, column after column, in each the next row first, of each
   * row the values in this order, in the column's own unit.
   */
  readonly forecast?: {
    readonly columns: readonly string[];
    readonly horizon: number;
    readonly values: readonly ('point' | 'lower' | 'upper')[];
    /** Share of what comes that the interval is to hold; null = none was asked for. */
    readonly interval: number | null;
  };
}

export interface ExportedModel {
  readonly onnx: Uint8Array;
  readonly signature: ModelSignature;
  /** Floating-point operations to judge one part. */
  readonly flops: number;
  /** Trained numbers in it. */
  readonly parameters: number;
}

/** The model for one part at a time, without anything that nobody reads. */
export function exportModel(trained: TrainedModel): ExportedModel {
  const model = prunedModel(trained);
  const graph = compileWith(model.infer, shapesOf(model, 1));
  return {
    onnx: emitOnnx(graph),
    signature: signatureOf(model),
    flops: countFlops(graph),
    parameters: parameterCount(model.state as HostArrays),
  };
}

/** The inputs of the model for this many rows; a table without words has no `categorical`, one without numbers no `numeric`. */
export function shapesOf({ plan }: Pick<TrainedModel, 'plan'>, rows: number): BatchShapes {
  const { image, series } = plan;
  const input = (...shape: number[]) => ({ shape: [rows, ...shape], dtype: 'float32' as const });
  return {
    ...(image ? { image: input(image.height * image.width * image.channels) } : {}),
    ...(series ? { series: input(series.lookback, fedColumns(series).length) } : {}),
    ...(series && series.known.length > 0 ? { known: input(series.horizon, series.known.length) } : {}),
    ...(series?.strands ? { which: { shape: [rows, 1], dtype: 'int32' as const } } : {}),
    ...(plan.numeric.length > 0 ? { numeric: { shape: [rows, plan.numeric.length], dtype: 'float32' as const } } : {}),
    ...(plan.categorical.length > 0
      ? { categorical: { shape: [rows, plan.categorical.length], dtype: 'int32' as const } }
      : {}),
  };
}

function signatureOf({ plan, heads }: DeployedModel): ModelSignature {
  const { image, series } = plan;
  return {
    format: 'taskloom-model',
    version: 1,
    numeric: plan.numeric.map(({ column, part, origin }) => ({ column, part, origin })),
    categorical: plan.categorical,
    ...(image ? { image: imageOf(image) } : {}),
    ...(series ? { series: seriesOf(series) } : {}),
    outputs: heads.map(outputOf),
  };
}

function imageOf({ column, height, width, channels, bits = 8, fit = 'pad' }: ImageFeature): ImageSignature {
  return { column, height, width, channels, range: [0, 1], bits, fit };
}

function seriesOf(feature: SeriesFeature): SeriesSignature {
  const { lookback, horizon, channels, companions = 0, known, knownScales, strands } = feature;
  const helping = channels.slice(channels.length - companions).flatMap(fedBy);
  const asWord = (word: string | undefined) => (word === undefined ? {} : { word });
  return {
    lookback,
    horizon,
    columns: fedColumns(feature).map(({ data, column, word }) =>
      word === undefined ? nameIn(data, column) : `${nameIn(data, column)}=${word}`,
    ),
    ...(helping.length > 0
      ? { companions: helping.map(({ data, column, word }) => ({ column: nameIn(data, column), ...asWord(word) })) }
      : {}),
    known: known.map((name, i) => ({ name, ...(knownScales?.[i] ?? { mean: 0, deviation: 1 }) })),
    ...(strands ? { strands } : {}),
  };
}

function outputOf({ task, classes, forecast }: TaskHead): OutputSignature {
  const unit = task.kind === 'regression' || task.kind === 'forecast' ? (task.unit ?? null) : null;
  const plain = { task: task.id, kind: task.kind, classes, unit };
  if (task.kind !== 'forecast' || !forecast) return plain;
  const { columns, horizon, outputs } = forecast;
  const values = outputs === 1 ? (['point'] as const) : (['point', 'lower', 'upper'] as const);
  return { ...plain, forecast: { columns, horizon, values, interval: task.interval ?? null } };
}
