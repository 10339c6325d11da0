// What a straight line knows better: after a table's training, each quantity's answer becomes the network's and the
// linear reference's, mixed as the validation rows find best; a model that gains nothing by it stays as it was.
//
// Where the rule is linear a network of thousands of weights has too few rows to find it. Test error of one shared model
// without and with its linear part, mean of three divisions: price of 93 cars from their own limits 1.92 and 0.30, area of
// breast cancer cells 52.8 and 26.3, oil temperature an hour ahead 0.62 and 0.47; wine, diabetes, Energy and the gas
// turbine stay as they are. Fitted before the training instead, so that the network learns what is left, the line took from
// related tasks what they learn from each other (the cells' diagnosis: log loss 0.074 to 0.090; gas turbine's CO in years
// to come 7 % worse, NOX 24 % better in 2014 and 2015, 4 % worse in 2013); a linear path trained with the network from
// zero brought next to nothing.

import { milliseconds } from '../base/clock.ts';
import type { HostArrays } from '../models/arrays.ts';
import type { Executor } from '../runtime/executor.ts';
import { createEvaluator } from './evaluate.ts';
import { isFittedWhole, linearFits } from './linear-reference.ts';
import { bestLineShare } from './line-share.ts';
import { lineWeight } from './network.ts';
import type { Setup } from './setup.ts';

/** A model's numbers and its answers on the judged rows, by task. */
export interface Answered {
  readonly state: HostArrays;
  readonly predictions: readonly Float32Array[];
}

export interface LinearPart extends Answered {
  /** By task, how much of its answer is linear: 0 to 1. */
  readonly shares: readonly number[];
  readonly seconds: number;
}

/** Of the time given to a training, what its linear fits may add. */
const shareOfTime = 0.1;

/**
 * The model with linear parts where they help.
 * @throws the signal's reason when cancelled
 */
export async function withLinearPart(
  setup: Setup,
  executor: Executor,
  { state, predictions }: Answered,
  signal?: AbortSignal,
): Promise<LinearPart> {
  const started = milliseconds();
  const { heads, trunk } = setup.plan.network;
  const shares = heads.map(() => 0);
  const isPossible = trunk.line !== undefined && isFittedWhole(setup);
  const tasks = isPossible ? [...heads.keys()].filter((k) => heads[k]!.task.kind === 'regression') : [];
  const { seconds } = setup.request.budget;
  const time = { seconds: seconds === undefined ? undefined : shareOfTime * seconds };
  const mixed: HostArrays = { ...state };
  for (const { task, weights, outputs } of tasks.length > 0
    ? await linearFits(setup, executor, tasks, time, { signal })
    : []) {
    const share = shareFor(setup, task, predictions[task]!, outputs);
    if (share === 0) continue;
    shares[task] = share;
    Object.assign(mixed, mixedHead(state, task, share, weights, trunk.line!.width));
  }
  const told = { shares, seconds: (milliseconds() - started) / 1000 };
  if (shares.every((share) => share === 0)) return { state, predictions, ...told };
  return { state: mixed, predictions: await predicted(setup, executor, mixed, signal), ...told };
}

function shareFor({ plan, rows, request }: Setup, k: number, network: Float32Array, outputs: Float64Array): number {
  const { center, scale } = plan.network.heads[k]!;
  const places = [...rows.judged.keys()].filter((place) => {
    const row = rows.judged[place]!;
    return request.parts[row] === 1 && !Number.isNaN(request.targets[k]!.values[row]!);
  });
  return bestLineShare(
    places.map((place) => {
      const label = request.targets[k]!.values[rows.judged[place]!]!;
      return {
        network: (network[place]! - label) / scale,
        line: outputs[place]! - (label - center) / scale,
      };
    }),
  );
}

/** Head and line of a quantity, so that their sum is the mixture. */
function mixedHead(state: HostArrays, k: number, share: number, weights: Float64Array, width: number): HostArrays {
  const of = (name: string): HostArrays[string] => state[`task/${k}/head/${name}`]!;
  const [weight, bias] = [of('weight'), of('bias')];
  return {
    [`task/${k}/head/weight`]: { ...weight, data: weight.data.map((one) => (1 - share) * one) },
    [`task/${k}/head/bias`]: { ...bias, data: bias.data.map((one) => (1 - share) * one + share * weights[width]!) },
    [lineWeight(k)]: { shape: [width, 1], data: Float32Array.from(weights.subarray(0, width), (one) => share * one) },
  };
}

async function predicted(
  { plan, request, rows }: Setup,
  executor: Executor,
  state: HostArrays,
  signal?: AbortSignal,
): Promise<Float32Array[]> {
  const evaluator = await createEvaluator(plan.network, request.inputs, state, rows.judged.length, executor);
  try {
    return await evaluator.predict(state, rows.judged, signal);
  } finally {
    await evaluator.dispose();
  }
}
