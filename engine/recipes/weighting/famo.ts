// Fast adaptive multitask optimisation: all losses are to improve at the same relative rate.
//
// Weights come from logits xi, z = softmax(xi); after each step the same batch is looked at again, and the
// logit of the task whose log-loss fell most is lowered. The logits have an Adam of their own.

import {
  add,
  div,
  greater,
  isFinite as finite,
  log,
  log1p,
  maximum,
  mul,
  pow,
  softmax,
  sqrt,
} from '@tensorflow/tfjs-core';
import { square, sub, sum, tensor1d, where, zerosLike } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import { filled } from '../../models/arrays.ts';
import { stopGradient } from '../../models/stop-gradient.ts';
import { numberOf } from '../settings.ts';
import type { Settings } from '../settings.ts';
import type { Weighting, WeightingInput } from './weighting.ts';

/** Added to every distance from the smallest loss, as in the published code. */
const smallest = 1e-8;
/** Torch's defaults, which the published code uses. */
const betas = [0.9, 0.999] as const;

export const famo: Weighting = {
  about: {
    id: 'famo',
    name: { ja: '改善の速さをそろえる(FAMO)', en: 'Equal rates of improvement (FAMO)' },
    purpose: {
      ja: 'どのタスクの損失も同じ割合で減るように、重みを自動で調整します。',
      en: 'Adjusts the weights so that the losses of all tasks fall at the same relative rate.',
    },
    cost: {
      ja: '逆伝播は1回ですが、順伝播が1回増えます(1ステップの時間は約1.3倍)。',
      en: 'One backward pass, and one more forward pass: a step takes about 1.3 times as long.',
    },
    source: 'Liu, Feng, Stone, Liu 2023 (arXiv 2306.03792)',
    settings: [
      {
        key: 'logitRate',
        kind: 'number',
        name: { ja: '重みの学習率', en: 'Learning rate of the weights' },
        effect: { ja: '大きいほど、重みが速く変わります。', en: 'Larger values change the weights faster.' },
        minimum: 0,
        maximum: 1,
        initial: 0.025,
      },
      {
        key: 'gamma',
        kind: 'number',
        name: { ja: '均等に戻す力 γ', en: 'Pull towards equal γ' },
        effect: { ja: '大きいほど、重みが均等に近づきます。', en: 'Larger values keep the weights closer to equal.' },
        minimum: 0,
        maximum: 1,
        initial: 1e-3,
      },
      {
        key: 'minLosses',
        kind: 'per-task',
        name: { ja: '到達できる最小の損失', en: 'Smallest loss that can be reached' },
        effect: {
          ja: '損失はこの値からの差で比べます。わからなければ0のままにします。',
          en: 'Losses are compared by their distance from it. Leave 0 where it is not known.',
        },
        minimum: -1e6,
        maximum: 1e6,
        initial: 0,
      },
    ],
  },

  start: ({ taskCount }) => ({
    variables: {},
    memory: {
      logits: filled([taskCount], 0),
      first: filled([taskCount], 0),
      second: filled([taskCount], 0),
      steps: filled([], 0),
    },
  }),

  // c sum z log D with c = 1 / sg(sum z / D): the weights c z / D sum to 1.
  objective: (input) => {
    const above = distances(input.losses, input.settings);
    const shares = mul(sharesOf(input), input.importance);
    const pulls = stopGradient(div(shares, above));
    const total = maximum(sum(pulls), 1e-30);
    return {
      objective: div(sum(mul(shares, log(above))), total),
      weights: div(pulls, total) as Tensor1D,
    };
  },

  // An important task is to improve faster in proportion: rates are compared after division by importance.
  afterStep: (input, lossesAfter) => {
    const { memory, present, importance, settings } = input;
    const shares = sharesOf(input);
    const after = distances(lossesAfter, settings);
    // log(before) - log(after), written so that float32 keeps the digits of a small change.
    const better = log1p(div(sub(distances(input.losses, settings), after), after));
    // A batch that broke the losses says nothing about rates.
    const rates = where(finite(better), div(better, importance), zerosLike(better));
    const slope = mul(shares, sub(rates, sum(mul(shares, rates))));
    const gradient = add(slope, mul(memory['logits']!, numberOf(settings, 'gamma')));
    return adam(memory, gradient, present, numberOf(settings, 'logitRate'));
  },
};

/** l - min + 1e-8, never below 1e-8. */
function distances(losses: Tensor1D, settings: Settings): Tensor1D {
  const least = settings['minLosses'] as readonly number[] | null;
  return add(maximum(least ? sub(losses, tensor1d([...least])) : losses, 0), smallest) as Tensor1D;
}

/** softmax of the logits over the tasks present. */
function sharesOf({ memory, present }: WeightingInput): Tensor1D {
  return mul(softmax(where(greater(present, 0), memory['logits']!, -1e30)), present) as Tensor1D;
}

/** One step of Adam on the logits of the tasks present. */
function adam(memory: WeightingInput['memory'], gradient: Tensor, present: Tensor1D, rate: number) {
  const steps = add(memory['steps']!, 1);
  const moved = (name: string, towards: Tensor, beta: number): Tensor =>
    add(memory[name]!, mul(mul(sub(towards, memory[name]!), present), 1 - beta));
  const first = moved('first', gradient, betas[0]);
  const second = moved('second', square(gradient), betas[1]);
  const [corrected, spread] = [first, second].map((moment, i) => div(moment, sub(1, pow(betas[i]!, steps))));
  const step = mul(mul(div(corrected!, add(sqrt(spread!), 1e-8)), present), rate);
  return { logits: sub(memory['logits']!, step), first, second, steps };
}
