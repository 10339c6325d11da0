// Model inputs from table columns. Fitted on training rows only; the plan becomes part of the model.
//
// `encodeInputs` gives raw numbers (missing = NaN) and category codes: what the exported model is
// fed. Scaling, filling and missing indicators follow from the plan, inside the model's own graph.

/** One number the model reads. A date column gives several, one for each part. */
export interface NumericFeature {
  readonly column: string;
  readonly part: 'value' | 'day-number' | 'hour-sine' | 'hour-cosine' | 'weekday-sine' | 'weekday-cosine' | 'year-sine' | 'year-cosine';
  /** Mean and standard deviation over the training rows; scale is never 0. */
  readonly center: number;
  readonly scale: number;
  /** Increasing, distinct training quantiles, at most 49, first and last included: knots of piecewise-linear encodings. */
  readonly quantiles: readonly number[];
  /** True where a training row lacks the value: the model gets an indicator beside it. */
  readonly canMiss: boolean;
}

/** One word the model reads. Code 0 stands for missing and for levels never seen in training. */
export interface CategoricalFeature {
  readonly column: string;
  readonly levels: readonly string[];
}

export interface FeaturePlan {
  readonly numeric: readonly NumericFeature[];
  readonly categorical: readonly CategoricalFeature[];
}

/** Row-major arrays for `rowCount` rows. */
export interface EncodedInputs {
  readonly rowCount: number;
  /** `[rowCount, numeric.length]`, raw, missing = NaN. */
  readonly numeric: Float32Array;
  /** `[rowCount, categorical.length]`, 0 = missing or unseen, else 1 + index of the level. */
  readonly categorical: Int32Array;
}
