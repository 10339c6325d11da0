// The linear reference for tables: each task's penalised linear fit on the prepared columns, its answers on the rows
// that it never learned from.

import { milliseconds } from '../base/clock.ts';
import { createLinearTrunk } from '../models/linear.ts';
import type { Inputs } from '../models/trunk.ts';
import type { Executor } from '../runtime/executor.ts';
import type { TaskHead } from '../tasks/rules.ts';
import type { TaskTargets } from '../tasks/targets.ts';
import { inputShapes, inputTensors } from './batch.ts';
import type { BaselineOutcome } from './baselines.ts';
import { fitLinear, linearOutputs, type Columns, type FitSteering, type LabelledRows } from './linear-fit.ts';
import type { Setup } from './setup.ts';

/** Numbers of the prepared training rows, times the outputs of all tasks, that are fitted whole: some ten seconds. */
const mostNumbers = 5e6;

/** Whether the rows are few enough to be fitted whole; otherwise a training in batches cannot overfit them. */
export function isFittedWhole({ plan, rows, request }: Setup): boolean {
  if (request.inputs.image || request.inputs.series) return false;
  const { heads, trunk } = plan.network;
  const outputs = heads.reduce((sum, head) => sum + head.outputSize, 0);
  return rows.training.length * (trunk.line ?? trunk).width * outputs <= mostNumbers;
}

/** @throws the signal's reason when cancelled */
export async function linearReference(
  setup: Setup,
  steering: Omit<FitSteering, 'until'> = {},
): Promise<BaselineOutcome> {
  const started = milliseconds();
  const { request, plan } = setup;
  const { heads } = plan.network;
  const predictions: Record<string, Float32Array> = {};
  let parameters = 0;
  for (const { task, weights, outputs } of await linearFits(
    setup,
    request.executor,
    [...heads.keys()],
    request.budget,
    steering,
  )) {
    const head = heads[task]!;
    parameters += weights.length;
    predictions[head.task.id] = answers(head, outputs);
  }
  return { rows: setup.rows.judged, predictions, trainSeconds: (milliseconds() - started) / 1000, parameters };
}

export interface FittedTask {
  /** Its place among the tasks. */
  readonly task: number;
  /** As in `LinearFit`. */
  readonly weights: Float64Array;
  /** `[judged rows, outputs]`, before any sigmoid or softmax. */
  readonly outputs: Float64Array;
}

/**
 * The penalised fits of these tasks, one after the other.
 * @throws the signal's reason when cancelled
 */
export async function linearFits(
  setup: Setup,
  executor: Executor,
  tasks: readonly number[],
  { seconds }: { readonly seconds?: number | undefined },
  steering: Omit<FitSteering, 'until'> = {},
): Promise<FittedTask[]> {
  const started = milliseconds();
  const { request, rows, plan } = setup;
  const all = Uint32Array.from([...rows.training, ...rows.judged]).sort();
  const columns = await preparedColumns(setup, executor, all);
  const placeOf = new Map(Array.from(all, (row, place) => [row, place]));
  const judged = chosen(
    columns,
    Uint32Array.from(rows.judged, (row) => placeOf.get(row)!),
  );
  const fits: FittedTask[] = [];
  for (const [i, task] of tasks.entries()) {
    const head = plan.network.heads[task]!;
    const labelled = (of: Uint32Array): LabelledRows => labelledRows(of, placeOf, request.targets[task]!, head);
    const until = seconds === undefined ? {} : { until: started + (1000 * seconds * (i + 1)) / tasks.length };
    const { weights } = await fitLinear(head, columns, labelled(rows.training), labelled(rows.validation), {
      ...until,
      ...steering,
    });
    fits.push({ task, weights, outputs: linearOutputs(judged, weights, head.outputSize) });
  }
  return fits;
}

/** What the linear model reads of these rows: the same arithmetic as of every network. */
async function preparedColumns({ request }: Setup, executor: Executor, rows: Uint32Array): Promise<Columns> {
  const { width, prepare } = createLinearTrunk(request.plan);
  const size = Math.min(rows.length, 2048);
  const shapes = inputShapes(request.inputs, size);
  const compiled = await executor.compileFunction((inputs) => ({ columns: prepare(inputs as Inputs).columns }), shapes);
  const values = new Float32Array(rows.length * width);
  for (let from = 0; from < rows.length; from += size) {
    // The last batch goes back so far that it is full: its first rows are written twice, alike.
    const first = Math.min(from, rows.length - size);
    const { columns } = await compiled.run(inputTensors(request.inputs, rows.subarray(first, first + size)));
    values.set(columns!.data as Float32Array, first * width);
  }
  await compiled.dispose();
  return { width, values };
}

function chosen({ width, values }: Columns, places: Uint32Array): Columns {
  const own = new Float32Array(places.length * width);
  places.forEach((place, i) => own.set(values.subarray(place * width, (place + 1) * width), i * width));
  return { width, values: own };
}

function labelledRows(
  rows: Uint32Array,
  placeOf: ReadonlyMap<number, number>,
  { values }: TaskTargets,
  { center, scale }: TaskHead,
): LabelledRows {
  const known = rows.filter((row) => !Number.isNaN(values[row]!));
  return {
    rows: Uint32Array.from(known, (row) => placeOf.get(row)!),
    labels: Float64Array.from(known, (row) => (values[row]! - center) / scale),
  };
}

/** From outputs to what the user sees. */
function answers({ task, center, scale, outputSize }: TaskHead, outputs: Float64Array): Float32Array {
  if (task.kind === 'regression') return Float32Array.from(outputs, (one) => one * scale + center);
  if (task.kind === 'binary') return Float32Array.from(outputs, (one) => 1 / (1 + Math.exp(-one)));
  const result = new Float32Array(outputs.length);
  for (let from = 0; from < outputs.length; from += outputSize) {
    const own = outputs.subarray(from, from + outputSize);
    const most = Math.max(...own);
    const shares = own.map((one) => Math.exp(one - most));
    const sum = shares.reduce((total, one) => total + one, 0);
    shares.forEach((one, k) => (result[from + k] = one / sum));
  }
  return result;
}
