// Soft sharing: one network a task, their weights pulled towards each other, layer by layer, by the trace norm
// of all tasks' weights together (Yang and Hospedales 2016, eq. 3, 5, 7; methods.md section 4).
//
// The objective is the weighting's (with equal weights the sum of the tasks' losses) plus gamma times the SUM over
// layers and over the variant's terms, as in the paper (the authors' older demo averaged both). Pulled are the
// tensors named `weight` of every trunk layer; biases, the ensemble's scalings and heads are left alone.
// The proximal step (ours) lowers the singular values after each update instead, by rate x gamma x sqrt(D).

import { mul, reshape, scalar, slice, stack, sum, unstack } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import { Refusal } from '../../contract/errors.ts';
import { prefixed, sizeOf } from '../../models/arrays.ts';
import type { HostArrays } from '../../models/arrays.ts';
import { startTrunk } from '../../models/trunk.ts';
import type { Trunk } from '../../models/trunk.ts';
import { likeness } from '../maths/likeness.ts';
import { softThreshold } from '../maths/soft-threshold.ts';
import { traceNorms } from '../maths/trace-norm.ts';
import { rowAxes, sidesOf, unfold } from '../maths/unfoldings.ts';
import type { Sharing, SharingContext } from './sharing.ts';
import { singleTask } from './single-task.ts';
import { layerKinds, readSettings, traceNormSettings } from './trace-norm-settings.ts';
import type { TraceNormSettings } from './trace-norm-settings.ts';

/** Unfoldings whose smaller side is longer are refused: a step would take seconds. */
export const longestSide = 256;

export const traceNorm: Sharing = {
  about: {
    id: 'trace-norm',
    name: { ja: 'ゆるやかな共有(トレースノルム)', en: 'Soft sharing (trace norm)' },
    purpose: {
      ja: 'タスクごとに自分のモデルを持たせたまま、似ている部分だけを互いに近づけます。',
      en: 'Every task keeps a model of its own; where tasks are alike, their models are drawn together.',
    },
    cost: {
      ja: 'モデルがタスクの数だけでき、大きさも学習・判定の時間もほぼタスク数倍です。Tucker と TT はさらに遅くなります。',
      en: 'One network a task: size, training and running time grow with the tasks. Tucker and TT are slower still.',
    },
    source: 'Yang and Hospedales 2016 (arXiv 1606.04038), eq. 3, 5, 7, 8-10',
    settings: traceNormSettings,
  },
  independent: false,
  clippedApart: true,
  shares: false,
  strength: true,
  refuse: (settings, taskCount) => {
    const { method, variant } = readSettings(settings);
    if (taskCount > 1 && method === 'proximal' && variant !== 'laf') throw new Refusal('recipe.proximal-needs-laf', {});
  },
  featureSets: singleTask.featureSets,
  features: singleTask.features,
  start: (trunk, taskCount, rng, settings) => {
    const chosen = readSettings(settings);
    const arrays =
      chosen.start === 'same'
        ? copies(startTrunk(trunk, rng.fork('task 0')), taskCount)
        : singleTask.start(trunk, taskCount, rng, settings);
    if (taskCount > 1) refuseTooLarge(chosen, pulledLayers(trunk, taskCount, arrays), arrays);
    return arrays;
  },
  controlCount: () => layerKinds.length,
  steer: ({ settings, epoch, epochs, strength }) => {
    const { gamma, factors, start, twinsShare } = readSettings(settings);
    // At least the last epoch is pulled, however short the training.
    const alone = start === 'twins' && epoch <= Math.min(epochs - 1, Math.round(twinsShare * epochs));
    return { controls: factors.map((factor) => (alone ? 0 : factor * (strength ?? gamma))), eligible: !alone };
  },
  penalty: ({ trunk, taskCount, settings }, parameters, controls) => {
    const { variant, method } = readSettings(settings);
    const layers = pulledLayers(trunk, taskCount, parameters);
    if (method !== 'gradient' || layers.length === 0 || !controls) return scalar(0);
    const terms = layers.flatMap(({ names, kind }) => {
      const weights = stack(names.map((name) => parameters[name]!));
      return rowAxes(variant, weights.rank).map((axes) => ({ kind, matrix: unfold(weights, axes) }));
    });
    const strengths = stack(terms.map(({ kind }) => controlOf(controls, kind)));
    return sum(mul(traceNorms(terms.map((term) => term.matrix)), strengths));
  },
  afterUpdate: ({ trunk, taskCount, settings }, parameters, controls, rate) => {
    if (readSettings(settings).method !== 'proximal' || !controls) return {};
    const changed: Record<string, Tensor> = {};
    for (const { names, kind } of pulledLayers(trunk, taskCount, parameters)) {
      const { shape } = parameters[names[0]!]!;
      const rows = unfold(stack(names.map((name) => parameters[name]!)), [0]);
      // AdamW moves every number by about the rate, so a task's row of D numbers by sqrt(D) times it.
      const reach = mul(rate, Math.sqrt(sizeOf(shape)));
      const shrunk = unstack(softThreshold(rows, mul(reach, controlOf(controls, kind))));
      names.forEach((name, k) => (changed[name] = reshape(shrunk[k]!, shape)));
    }
    return changed;
  },
  show: (context, parameters, taskIds) => ({
    sharing: {
      tasks: [...taskIds],
      layers: shownLayers(context, parameters),
      strength: readSettings(context.settings).gamma,
      tried: [],
    },
  }),
};

/** One tensor of a layer: its name in every task's network, and which control is its strength. */
interface PulledLayer {
  readonly layer: string;
  readonly names: readonly string[];
  readonly kind: number;
}

/** The tensors that are pulled together; none for a single task. */
function pulledLayers(
  trunk: Trunk,
  taskCount: number,
  parameters: Readonly<Record<string, { readonly shape: readonly number[] }>>,
): PulledLayer[] {
  if (taskCount < 2) return [];
  const first = 'task/0/trunk/';
  const weights = Object.keys(parameters).filter((name) => name.startsWith(first) && name.endsWith('/weight'));
  // A layer that holds layers, such as the one for the photo beside a table, has a tensor for each.
  const layers = trunk.layers.flatMap(({ name }) =>
    weights.flatMap((weight) => {
      const layer = weight.slice(first.length, -'/weight'.length);
      return layer === name || layer.startsWith(`${name}/`) ? [layer] : [];
    }),
  );
  return layers.flatMap((layer) => {
    const names = Array.from({ length: taskCount }, (_, k) => `task/${k}/trunk/${layer}/weight`);
    const shapes = new Set(names.map((name) => parameters[name]?.shape.join()));
    if (shapes.size > 1 || shapes.has(undefined)) return [];
    return [{ layer, names, kind: layerKinds.indexOf(layer.startsWith('embedding') ? 'embedding' : 'dense') }];
  });
}

function controlOf(controls: Tensor1D, kind: number): Tensor {
  return reshape(slice(controls, kind, 1), []);
}

function copies(arrays: HostArrays, taskCount: number): HostArrays {
  return Object.assign({}, ...Array.from({ length: taskCount }, (_, k) => prefixed(`task/${k}/trunk/`, arrays)));
}

function shownLayers({ trunk, taskCount }: SharingContext, parameters: HostArrays) {
  return pulledLayers(trunk, taskCount, parameters).map(({ layer, names }) => ({
    layer,
    ownership: [],
    ...likeness(names.map((name) => parameters[name]!.data)),
  }));
}

/** @throws Refusal where a step would take too long */
function refuseTooLarge(chosen: TraceNormSettings, layers: readonly PulledLayer[], arrays: HostArrays): void {
  for (const { layer, names } of layers) {
    const shape = [names.length, ...arrays[names[0]!]!.shape];
    const side = Math.max(...rowAxes(chosen.variant, shape.length).map((axes) => sidesOf(shape, axes)[0]));
    if (side <= longestSide) continue;
    throw new Refusal('recipe.unfolding-too-large', { layer, side, most: longestSide });
  }
}
