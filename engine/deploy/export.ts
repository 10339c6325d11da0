// A trained model as an ONNX file with its signature: the recorded inference function itself,
// preprocessing inside, so that what is delivered is what was evaluated.

import { compileWith, countFlops, emitOnnx } from '../compile/index.ts';
import type { CategoricalFeature, ImageFeature, NumericFeature } from '../data/features.ts';
import type { HostArrays } from '../models/arrays.ts';
import type { BatchShapes } from '../runtime/index.ts';
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
  /**
   * The photo of one part, where the model reads one: input `image` `[1, height * width * channels]` float32, 0 to 1,
   * row by row, the channels of a pixel side by side (red, green, blue). The column holds where the photo lies.
   */
  readonly image?: Pick<ImageFeature, 'column' | 'height' | 'width' | 'channels'>;
  /**
   * The past, where the model reads one: input `series` `[1, lookback, columns]` float32 in the columns' units, the
   * oldest row first, missing = NaN; and, where anything is known ahead, `known` `[1, horizon, known]` float32,
   * scaled as in training, missing = 0.
   */
  readonly series?: {
    readonly lookback: number;
    readonly horizon: number;
    readonly columns: readonly string[];
    readonly known: readonly string[];
  };
  readonly outputs: readonly {
    readonly task: string;
    readonly kind: string;
    /** Probability for each class in this order; empty where the output is a value in `unit`, or the NG probability. */
    readonly classes: readonly string[];
    readonly unit: string | null;
  }[];
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
    ...(series ? { series: input(series.lookback, series.channels.length) } : {}),
    ...(series && series.known.length > 0 ? { known: input(series.horizon, series.known.length) } : {}),
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
    ...(series
      ? {
          series: {
            lookback: series.lookback,
            horizon: series.horizon,
            columns: series.channels.map(({ column }) => column),
            known: series.known,
          },
        }
      : {}),
    outputs: heads.map(({ task, classes }) => ({
      task: task.id,
      kind: task.kind,
      classes,
      unit: task.kind === 'regression' ? (task.unit ?? null) : null,
    })),
  };
}

function imageOf({ column, height, width, channels }: ImageFeature): ModelSignature['image'] & object {
  return { column, height, width, channels };
}
