// A trained model as an ONNX file with its signature: the recorded inference function itself,
// preprocessing inside, so that what is delivered is what was evaluated.

import { compileWith, countFlops, emitOnnx } from '../compile/index.ts';
import type { CategoricalFeature, NumericFeature } from '../data/features.ts';
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
  return {
    ...(plan.numeric.length > 0 ? { numeric: { shape: [rows, plan.numeric.length], dtype: 'float32' as const } } : {}),
    ...(plan.categorical.length > 0
      ? { categorical: { shape: [rows, plan.categorical.length], dtype: 'int32' as const } }
      : {}),
  };
}

function signatureOf({ plan, heads }: DeployedModel): ModelSignature {
  return {
    format: 'taskloom-model',
    version: 1,
    numeric: plan.numeric.map(({ column, part, origin }) => ({ column, part, origin })),
    categorical: plan.categorical,
    outputs: heads.map(({ task, classes }) => ({
      task: task.id,
      kind: task.kind,
      classes,
      unit: task.kind === 'regression' ? (task.unit ?? null) : null,
    })),
  };
}
