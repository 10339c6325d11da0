// A linear model of one task whose weights are held small (ridge, L2), by as much as the validation rows find best:
// what a few hundred rows of two hundred columns need, and what does no harm to others.

import { milliseconds } from '../base/clock.ts';
import type { TaskHead } from '../tasks/rules.ts';
import type { RunControl } from './control.ts';
import { minimise } from './minimise.ts';

/** Prepared columns, row by row. */
export interface Columns {
  readonly width: number;
  readonly values: Float32Array;
}

/** Rows of `columns` that have a label, and the label: standardised, 1 = NG, or the index of the class. */
export interface LabelledRows {
  readonly rows: Uint32Array;
  readonly labels: Float64Array;
}

export interface LinearFit {
  /** `[outputs, width + 1]`, the bias last. */
  readonly weights: Float64Array;
  /** Half of this times the sum of squared weights was added to the mean loss. */
  readonly penalty: number;
  readonly validationLoss: number;
}

/** From all but nothing allowed to all but free, half a power of ten apart. */
const penalties = Array.from({ length: 15 }, (_, k) => 10 ** (1 - k / 2));
/** Worse than the best by this factor, this many times in a row: freer ones are no better (the loss has one valley). */
const [hopeless, patience] = [1.1, 3];
const search = { iterations: 150, tolerance: 1e-7 } as const;

export interface FitSteering {
  readonly signal?: AbortSignal | undefined;
  /** Pauses within a penalty; stopped, no further one is tried. */
  readonly control?: Pick<RunControl, 'ready' | 'stopping'> | undefined;
  /** Milliseconds of the clock from which on no further penalty is tried. */
  readonly until?: number;
}

/**
 * @throws the signal's reason when cancelled
 */
export async function fitLinear(
  head: Pick<TaskHead, 'outputSize' | 'startBias'> & { readonly task: Pick<TaskHead['task'], 'kind'> },
  columns: Columns,
  training: LabelledRows,
  validation: LabelledRows,
  { signal, control, until = Number.POSITIVE_INFINITY }: FitSteering = {},
): Promise<LinearFit> {
  const { outputSize: outputs } = head;
  const stride = columns.width + 1;
  const loss = lossOf(head.task.kind, outputs);
  let weights: Float64Array = new Float64Array(outputs * stride);
  head.startBias.forEach((bias, k) => (weights[k * stride + columns.width] = bias));
  // Without validation labels nothing tells how free the weights may be: as scikit-learn's default, one row's worth.
  const tried = validation.rows.length > 0 ? penalties : [1 / training.rows.length];
  let best: LinearFit | null = null;
  let worse = 0;
  for (const penalty of tried) {
    if (best && (milliseconds() >= until || control?.stopping)) break;
    const objective = (at: Float64Array, gradient: Float64Array): number =>
      meanLoss(loss, columns, training, at, outputs, gradient) + shrink(at, stride, penalty, gradient);
    weights = (await minimise(objective, weights, search, signal, control)).at;
    const judged = validation.rows.length > 0 ? validation : training;
    const validationLoss = meanLoss(loss, columns, judged, weights, outputs, null);
    if (!best || validationLoss < best.validationLoss) best = { weights, penalty, validationLoss };
    worse = validationLoss > hopeless * best.validationLoss ? worse + 1 : 0;
    if (worse >= patience) break;
  }
  return best!;
}

/** `[rows, outputs]`, before any sigmoid or softmax. */
export function linearOutputs({ width, values }: Columns, weights: Float64Array, outputs: number): Float64Array {
  const rows = values.length / width;
  const result = new Float64Array(rows * outputs);
  for (let row = 0; row < rows; row++) outputsOf(values, row * width, width, weights, outputs, result, row * outputs);
  return result;
}

function outputsOf(
  values: Float32Array,
  from: number,
  width: number,
  weights: Float64Array,
  outputs: number,
  into: Float64Array,
  at: number,
): void {
  for (let k = 0; k < outputs; k++) {
    const own = k * (width + 1);
    let sum = weights[own + width]!;
    for (let j = 0; j < width; j++) sum += weights[own + j]! * values[from + j]!;
    into[at + k] = sum;
  }
}

/** The loss of one row; `outputs` become its slopes. */
type RowLoss = (outputs: Float64Array, label: number) => number;

function meanLoss(
  loss: RowLoss,
  { width, values }: Columns,
  { rows, labels }: LabelledRows,
  weights: Float64Array,
  outputs: number,
  gradient: Float64Array | null,
): number {
  gradient?.fill(0);
  const answer = new Float64Array(outputs);
  let total = 0;
  for (let i = 0; i < rows.length; i++) {
    const from = rows[i]! * width;
    outputsOf(values, from, width, weights, outputs, answer, 0);
    total += loss(answer, labels[i]!);
    if (!gradient) continue;
    for (let k = 0; k < outputs; k++) {
      const slope = answer[k]! / rows.length;
      const own = k * (width + 1);
      for (let j = 0; j < width; j++) gradient[own + j]! += slope * values[from + j]!;
      gradient[own + width]! += slope;
    }
  }
  return total / rows.length;
}

/** The penalty, its slopes added to the gradient; the bias is free. */
function shrink(weights: Float64Array, stride: number, penalty: number, gradient: Float64Array): number {
  let squares = 0;
  for (let i = 0; i < weights.length; i++) {
    if (i % stride === stride - 1) continue;
    squares += weights[i]! ** 2;
    gradient[i]! += penalty * weights[i]!;
  }
  return (penalty * squares) / 2;
}

/** The losses that networks are trained by (tasks/): Huber's with its bend at one deviation, logistic, softmax. */
function lossOf(kind: TaskHead['task']['kind'], outputs: number): RowLoss {
  if (kind === 'regression')
    return (answer, label) => {
      const error = answer[0]! - label;
      const near = Math.min(Math.abs(error), 1);
      answer[0] = Math.sign(error) * near;
      return near ** 2 / 2 + Math.abs(error) - near;
    };
  if (kind === 'binary')
    return (answer, label) => {
      const logit = answer[0]!;
      answer[0] = 1 / (1 + Math.exp(-logit)) - label;
      return Math.max(logit, 0) + Math.log1p(Math.exp(-Math.abs(logit))) - label * logit;
    };
  return (answer, label) => {
    const most = Math.max(...answer);
    let sum = 0;
    for (let k = 0; k < outputs; k++) sum += Math.exp(answer[k]! - most);
    const loss = most + Math.log(sum) - answer[label]!;
    for (let k = 0; k < outputs; k++) answer[k] = Math.exp(answer[k]! - most) / sum - (k === label ? 1 : 0);
    return loss;
  };
}
