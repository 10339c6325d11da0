// Model inputs from table columns. Fitted on training rows only; the plan becomes part of the model.
//
// `encodeInputs` gives raw numbers (missing = NaN) and category codes: what the exported model is
// fed. Scaling, filling and missing indicators follow from the plan, inside the model's own graph.

import { fitDate } from './date-parts.ts';
import { fitLevels } from './fit-levels.ts';
import { fitNumber } from './fit-number.ts';
import type { ImageRows } from './pixels.ts';
import type { Table } from './table.ts';
import type { SeriesRows } from './windows.ts';

export { encodeInputs } from './encode.ts';

/** What of a column the model reads: the value itself, or a part of a date. */
export type NumericPart =
  | 'value'
  | 'day-number'
  | 'hour-sine'
  | 'hour-cosine'
  | 'weekday-sine'
  | 'weekday-cosine'
  | 'year-sine'
  | 'year-cosine';

/** One number the model reads. A date column gives several, one for each part. */
export interface NumericFeature {
  readonly column: string;
  readonly part: NumericPart;
  /**
   * Subtracted in double precision before the value becomes float32, so that large numbers with small
   * differences keep them. 0 where float32 is fine enough; for `day-number` the first training moment in milliseconds.
   */
  readonly origin: number;
  /** Mean and standard deviation over the training rows, of what is fed (after `origin`); scale is never 0. */
  readonly center: number;
  readonly scale: number;
  /** Increasing, distinct training quantiles, at most 49, first and last included: knots of piecewise-linear encodings. */
  readonly quantiles: readonly number[];
  /** True where a training row lacks the value: the model gets an indicator beside it. */
  readonly canMiss: boolean;
}

/**
 * One word the model reads. Code 0 stands for missing, for levels never seen in training and, where a
 * column has very many levels, for the rare ones.
 */
export interface CategoricalFeature {
  readonly column: string;
  readonly levels: readonly string[];
}

/** A column that is no input, and why: the user's choice, a target, or nothing to learn from it. */
export interface LeftOutColumn {
  readonly column: string;
  readonly reason: 'excluded' | 'target' | 'empty' | 'constant' | 'text';
}

/** The photo of a row, in the size the model reads. */
export interface ImageFeature {
  readonly column: string;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** How photos were brought to this size (`PackSpec` in data/images); left out in models saved before it was kept. */
  readonly bits?: number;
  readonly fit?: 'fill' | 'pad';
  /** Mean and standard deviation of each channel over training photos, of values 0 to 1; deviation is never 0. */
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
  /** Exchanges whose answers are averaged with those to the photo as it is; left out = none. */
  readonly averaged?: readonly Exchange[];
}

/** Left and right exchanged, or top and bottom. */
export type Exchange = 'mirror' | 'flip';

/** Mean and standard deviation over the training rows; deviation is never 0. */
export interface ChannelMoments {
  readonly mean: number;
  readonly deviation: number;
}

/** A column that is looked back on. */
export interface SeriesChannel extends ChannelMoments {
  readonly column: string;
  /** A column of words: 1 where it is this one, 0 where it is another. */
  readonly word?: string;
  /** Where several data sets have the column, perhaps in other units: the one that the moments are of. */
  readonly data?: string;
  /** And those of the others. Each data set's column is fed beside the others, missing in rows that are not its own. */
  readonly others?: readonly (ChannelMoments & { readonly data: string })[];
  /** Where there are strands: the moments of each, in their order; those above are then of all rows together. */
  readonly strands?: readonly ChannelMoments[];
}

/** The past of some columns, and what is known ahead. */
export interface SeriesFeature {
  readonly lookback: number;
  /** The most rows ahead that a task forecasts. */
  readonly horizon: number;
  /** What is forecast, in order, then the companions; each standardised by its training rows. */
  readonly channels: readonly SeriesChannel[];
  /**
   * Names of the series that rows belong to, where a data set holds several: each is read on a scale of its own. Left
   * out = every data set is one series. Then no channel has `others`.
   */
  readonly strands?: readonly string[];
  /** How many of the channels, the last ones, are known up to now and only help; left out = none. */
  readonly companions?: number;
  /** Names of what is known ahead: parts of the date, plan columns. */
  readonly known: readonly string[];
  /** Of each of these, what is subtracted and what it is then divided by; left out = nothing is. */
  readonly knownScales?: readonly (ChannelMoments & { readonly strands?: readonly ChannelMoments[] })[];
  /** Rows in one season of the clock (24 = a day of hours); null where there is none. */
  readonly season: number | null;
  /** By task, where their data sets have other seasons than this one: what each is scaled by in judging. */
  readonly seasons?: Readonly<Record<string, number | null>>;
  /** What the windows go through; left out = linear maps. */
  readonly network?: 'convolution';
}

export interface FeaturePlan {
  readonly numeric: readonly NumericFeature[];
  readonly categorical: readonly CategoricalFeature[];
  readonly leftOut: readonly LeftOutColumn[];
  /** True where the model reads its numbers as they are, without embeddings; left out in models saved before. */
  readonly plainNumbers?: boolean;
  readonly image?: ImageFeature;
  readonly series?: SeriesFeature;
}

/** Row-major arrays for `rowCount` rows. */
export interface EncodedInputs {
  readonly rowCount: number;
  /** `[rowCount, numeric.length]`, raw, missing = NaN. */
  readonly numeric: Float32Array;
  /** `[rowCount, categorical.length]`, 0 = missing or unseen, else 1 + index of the level. */
  readonly categorical: Int32Array;
  readonly image?: ImageRows;
  readonly series?: SeriesRows;
}

/**
 * With more numbers than this none is embedded. Hydraulic test rig, seven features of each of eight sensors, whole
 * blocks of cycles left out: the cooler is named right in 99.6, 99.8, 99.8 and 93.5 % without, in 99.1, 96.8, 97.5 and
 * 89.2 % with embeddings, of which each redundant sensor has its own, and a step costs a third to a half. (The fourth
 * division tests on the rig's cold start, which it trains on nowhere: see engine/bench/hydraulic.bench.ts.) With few
 * columns they are needed: the error of Energy's Y2 is 0.76 without, 0.44 with them; gas turbine 1 % (NOX, CO) more.
 */
const mostEmbedded = 32;

/**
 * Decides what the model reads, from the training rows alone: other rows cannot change the plan.
 *
 * @param trainingRows row numbers of `table`
 * @param choice columns the user left out, and every task's target
 */
export function fitFeatures(
  table: Table,
  trainingRows: Uint32Array,
  choice: { readonly exclude: readonly string[]; readonly targets: readonly string[] },
): FeaturePlan {
  const numeric: NumericFeature[] = [];
  const categorical: CategoricalFeature[] = [];
  const leftOut: LeftOutColumn[] = [];
  for (const column of table.columns) {
    const leave = (reason: LeftOutColumn['reason']): void => void leftOut.push({ column: column.name, reason });
    if (choice.targets.includes(column.name)) leave('target');
    else if (choice.exclude.includes(column.name)) leave('excluded');
    else if (column.kind === 'number') {
      const fitted = fitNumber(column, trainingRows);
      if (typeof fitted === 'string') leave(fitted);
      else numeric.push(fitted);
    } else if (column.kind === 'date') {
      const fitted = fitDate(column, trainingRows);
      if (typeof fitted === 'string') leave(fitted);
      else numeric.push(...fitted);
    } else {
      const fitted = fitLevels(column, trainingRows);
      if (typeof fitted === 'string') leave(fitted);
      else categorical.push(fitted);
    }
  }
  return { numeric, categorical, leftOut, ...(numeric.length > mostEmbedded ? { plainNumbers: true } : {}) };
}
